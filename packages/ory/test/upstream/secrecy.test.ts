import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { ask, type Question } from "../../src/upstream/ask.ts"
import { observed } from "./observed.ts"
import { always, served } from "./served.ts"

const secret = "s3cr3t"

const about = (url: string, changes: Partial<Question> = {}): Question => ({
  dependency: "Ory",
  operation: "look",
  url: new URL(`${url}/?token=${secret}`),
  method: "POST",
  headers: { authorization: `Bearer ${secret}` },
  body: secret,
  understood: [200],
  timeoutMs: 3000,
  maxBodyBytes: 64,
  ...changes
})

describe("neither what was sent nor what was received is told when", () => {
  const headers = { "x-secret": secret, location: `http://127.0.0.1/${secret}` }
  const answers: Record<string, ReturnType<typeof always>> = {
    "the answer is no JSON": always(200, secret, headers),
    "the answer is too large": always(200, secret.repeat(20), headers),
    "the answer is not UTF-8": always(200, Buffer.from([...Buffer.from(secret), 0xff]), headers),
    "the service is down": always(503, secret, headers),
    "the answer is a redirect": always(302, secret, headers),
    "the service blames the question": always(400, JSON.stringify(secret), headers),
    "the connection is cut": ({ socket }) => void socket.destroy(),
    "the answer is no HTTP": ({ socket }) => void socket.end(`HTTP/1.1 ${secret}\r\n\r\n`)
  }
  it.effect.each(Object.entries(answers))("%s", ([_, answer]) =>
    Effect.gen(function* () {
      const server = yield* served(answer)
      const { exit, text } = yield* observed(ask(about(server.url)))
      assert.strictEqual(exit._tag, "Failure")
      assert.include(text, "ExchangeFailed")
      assert.notInclude(text, secret)
    })
  )
  it.effect("the question cannot be sent", () =>
    Effect.gen(function* () {
      const server = yield* served(always(200, "{}"))
      const { text } = yield* observed(ask(about(server.url, { headers: { authorization: `${secret}\né\u{0}` } })))
      assert.include(text, "ExchangeFailed")
      assert.notInclude(text, secret)
      assert.deepStrictEqual(server.requests, [])
    })
  )
})
