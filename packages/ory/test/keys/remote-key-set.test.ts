import type { ServerResponse } from "node:http"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { RemoteKeySet } from "../../src/index.ts"
import { observed } from "../upstream/observed.ts"
import { always, flood, served } from "../upstream/served.ts"
import { ending, isAtHand } from "./ending.ts"
import { defaults } from "./fetched.ts"
import { ecKey } from "./published.ts"

const setOf = (...keys: ReadonlyArray<object>) => JSON.stringify({ keys })
const one = setOf(ecKey("one").jwk)

/** A key set that has the key "one" of a server, and what the server answers from now on. */
const fetchedFrom = Effect.fnUntraced(function* (then: ReturnType<typeof always>) {
  let answer = always(200, one)
  const server = yield* served((request, response) => answer(request, response))
  const keys = yield* RemoteKeySet.make({ ...defaults, jwksUrl: `${server.url}/jwks`, algorithms: ["ES256"] })
  assert.strictEqual(yield* ending(keys, "one"), "found")
  yield* server.arrived
  answer = then
  // Past the cooldown.
  yield* TestClock.adjust("6 seconds")
  return {
    keys,
    server,
    answerWith: (next: ReturnType<typeof always>) =>
      Effect.sync(() => {
        answer = next
      })
  }
})

const answers: Record<string, ReturnType<typeof always>> = {
  "an empty set": always(200, setOf()),
  "a set without a usable key": always(200, setOf({ kty: "oct", k: "AAAA", kid: "one" })),
  "a page": always(200, "<html>"),
  "a redirect": always(302, "", { location: "http://127.0.0.1:1/" }),
  "a refusal": always(404, "{}"),
  "a failure": always(503, "{}"),
  "100 MB": flood(100 * 1024 * 1024),
  "a cut connection": ({ socket }) => void socket.destroy()
}

describe("good keys", () => {
  it.effect.each(Object.entries(answers))("are not unseated by %s, and recover", ([_, answer]) =>
    Effect.gen(function* () {
      const { answerWith, keys } = yield* fetchedFrom(answer)
      assert.strictEqual(yield* ending(keys, "two"), "Unavailable")
      assert.isTrue(isAtHand(keys, "one"))

      yield* answerWith(always(200, setOf(ecKey("two").jwk)))
      yield* TestClock.adjust("6 seconds")
      assert.strictEqual(yield* ending(keys, "two"), "found")
      assert.isFalse(isAtHand(keys, "one"))
    })
  )
  it.effect("are not unseated by bytes that trickle, and wait for none of them", () =>
    Effect.gen(function* () {
      const responses: Array<ServerResponse> = []
      const { keys, server } = yield* fetchedFrom((_, response) => void responses.push(response))
      const unknown = yield* Effect.forkChild(ending(keys, "two"))
      yield* server.arrived
      for (let second = 0; second < 3; second++) {
        assert.strictEqual(unknown.pollUnsafe(), undefined)
        assert.isTrue(isAtHand(keys, "one"))
        for (const response of responses) response.write(" ")
        yield* TestClock.adjust("1 second")
      }
      assert.strictEqual(yield* Fiber.join(unknown), "Unavailable")
      assert.isTrue(isAtHand(keys, "one"))
    })
  )
})

describe("the log says why keys could not be fetched", () => {
  const log = Effect.fnUntraced(function* (answer: ReturnType<typeof always>) {
    const server = yield* served(answer)
    const settings = { ...defaults, jwksUrl: `${server.url}/jwks`, algorithms: ["ES256" as const] }
    const { lines, text } = yield* observed(Effect.flatMap(RemoteKeySet.make(settings), (keys) => ending(keys, "one")))
    return { line: String(lines[0]), text, url: settings.jwksUrl }
  })

  it.effect("that the address is wrong", () =>
    Effect.gen(function* () {
      const { line, url } = yield* log(always(404, "{}"))
      assert.strictEqual(line, `${url}: misconfigured, ${url} answered 404`)
    })
  )
  it.effect("that the service is down", () =>
    Effect.gen(function* () {
      const { line, url } = yield* log(always(503, "{}"))
      assert.strictEqual(line, `${url}: no usable keys, ${url} answered 503`)
    })
  )
  it.effect("that no key can be used, of which it quotes nothing", () =>
    Effect.gen(function* () {
      const { line, text, url } = yield* log(always(200, setOf({ kty: "EC", kid: "planted", x: "planted" })))
      assert.strictEqual(line, `${url}: no usable keys, no key among them that verifies the issuer's algorithms`)
      assert.notInclude(text, "planted")
    })
  )
})
