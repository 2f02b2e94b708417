import type { ServerResponse } from "node:http"
import { gzipSync } from "node:zlib"
import { assert, describe, it } from "@effect/vitest"
import { Effect, Fiber } from "effect"
import { TestClock } from "effect/testing"
import { ask, type Question } from "../../src/upstream/ask.ts"
import { ExchangeFailed } from "../../src/upstream/exchange-failed.ts"
import { always, flood, served } from "./served.ts"

const about = (url: string, changes: Partial<Question> = {}): Question => ({
  dependency: "Ory",
  operation: "look",
  url: new URL(url),
  understood: [200],
  timeoutMs: 3000,
  maxBodyBytes: 1024,
  ...changes
})

/** How a question ended that got no answer, and why. */
const refusal = (question: Question) =>
  Effect.map(Effect.flip(ask(question)), ({ _tag, cause }) => [
    _tag,
    cause instanceof ExchangeFailed ? cause.message : cause
  ])

describe("a question", () => {
  it.effect("is sent as it is, with nothing of anybody else's", () =>
    Effect.gen(function* () {
      const bodies: Array<string> = []
      const server = yield* served(async (request, response) => {
        for await (const chunk of request) bodies.push(String(chunk))
        response.end("{}")
      })
      yield* ask(
        about(`${server.url}/a/b?c=d`, {
          method: "POST",
          body: "é=1",
          headers: { "content-type": "text/x", "x-one": "1" }
        })
      )
      const { headers, method, url } = yield* server.arrived
      assert.deepStrictEqual([method, url, bodies.join("")], ["POST", "/a/b?c=d", "é=1"])
      const { accept, "content-length": length, "content-type": type, "x-one": one, ...others } = headers
      assert.deepStrictEqual([accept, length, type, one], ["application/json", "4", "text/x", "1"])
      // What every request of fetch has.
      assert.deepStrictEqual(Object.keys(others).sort(), [
        "accept-encoding",
        "accept-language",
        "connection",
        "host",
        "sec-fetch-mode",
        "user-agent"
      ])
    })
  )
  it.effect("is a GET without a body unless it says otherwise", () =>
    Effect.gen(function* () {
      const server = yield* served(always(200, "{}"))
      yield* ask(about(server.url))
      const { headers, method } = yield* server.arrived
      assert.deepStrictEqual([method, headers["content-length"]], ["GET", undefined])
    })
  )
  it.effect("goes over a connection of those before", () =>
    Effect.gen(function* () {
      const server = yield* served(always(200, "{}"))
      for (let time = 0; time < 10; time++) yield* ask(about(server.url))
      // One is not free again before its answer was read: the next question may need a second.
      assert.isAtMost(new Set(server.requests.map(({ socket }) => socket.remotePort)).size, 2)
    })
  )
  it.effect("that is interrupted hangs up", () =>
    Effect.gen(function* () {
      const server = yield* served((_, response) => void response.writeHead(200).write("{"))
      const fiber = yield* Effect.forkChild(ask(about(server.url)))
      yield* server.arrived
      yield* Fiber.interrupt(fiber)
      yield* server.left
    })
  )
})

describe("an answer", () => {
  it.effect("is what the body says, whatever its type", () =>
    Effect.gen(function* () {
      const server = yield* served(always(200, '\u{feff}{"é":[1]}', { "content-type": "text/html" }))
      assert.deepStrictEqual(yield* ask(about(server.url)), { status: 200, body: { é: [1] } })
    })
  )
  it.effect("with another status that is understood may have no JSON", () =>
    Effect.gen(function* () {
      const server = yield* served(always(403, "<html>"))
      const question = about(server.url, { understood: [200, 403] })
      assert.deepStrictEqual(yield* ask(question), { status: 403, body: undefined })
    })
  )
  it.effect("with a status that is not understood is never read, and may never end", () =>
    Effect.gen(function* () {
      for (const [status, tag] of [
        [404, "Fault"],
        [302, "Fault"],
        [503, "Unavailable"]
      ] as const) {
        const server = yield* served((_, response) => void response.writeHead(status).write("{"))
        assert.deepStrictEqual(yield* refusal(about(`${server.url}/x`)), [tag, `${server.url}/x answered ${status}`])
        yield* server.left
      }
    })
  )
  it.effect("that says to ask elsewhere is a fault, and nobody is asked elsewhere", () =>
    Effect.gen(function* () {
      const elsewhere = yield* served(always(200, "{}"))
      for (const status of [301, 302, 303, 307, 308]) {
        const server = yield* served(always(status, "{}", { location: elsewhere.url }))
        assert.deepStrictEqual((yield* refusal(about(server.url)))[0], "Fault")
      }
      assert.deepStrictEqual(elsewhere.requests, [])
    })
  )
  it.effect("that is no JSON in UTF-8 tells nothing", () =>
    Effect.gen(function* () {
      const bodies = ["", "{", "<html>", "{}{}", "{'a':1}", "NaN", Buffer.from([0x22, 0xc3, 0x28, 0x22])]
      const ends = yield* Effect.forEach(bodies, (body) =>
        Effect.flatMap(served(always(200, body)), ({ url }) => refusal(about(url)))
      )
      assert.deepStrictEqual(
        ends.map(([tag]) => tag),
        bodies.map(() => "Unavailable")
      )
    })
  )
})

describe("a limit on the body", () => {
  const text = JSON.stringify("x".repeat(1022))
  const tooMuch = ["Unavailable", "the answer has more than 1024 bytes"]

  it.effect("lets as many bytes pass, and not one more", () =>
    Effect.gen(function* () {
      const server = yield* served(({ url }, response) => void response.end(url === "/more" ? `${text} ` : text))
      assert.deepStrictEqual((yield* ask(about(server.url))).body, "x".repeat(1022))
      assert.deepStrictEqual(yield* refusal(about(`${server.url}/more`)), tooMuch)
    })
  )
  it.effect("ends what never ends", () =>
    Effect.gen(function* () {
      const server = yield* served(flood(Number.POSITIVE_INFINITY))
      assert.deepStrictEqual(yield* refusal(about(server.url)), tooMuch)
      yield* server.left
    })
  )
  it.effect("counts what is unpacked", () =>
    Effect.gen(function* () {
      const bomb = gzipSync(Buffer.alloc(1024 * 1024, " "))
      const server = yield* served(
        ({ url }, response) =>
          void response.writeHead(200, { "content-encoding": "gzip" }).end(url === "/bomb" ? bomb : gzipSync(text))
      )
      assert.isBelow(bomb.length, 2048)
      const question = about(`${server.url}/bomb`, { maxBodyBytes: 2048 })
      assert.deepStrictEqual(yield* refusal(question), ["Unavailable", "the answer has more than 2048 bytes"])
      assert.deepStrictEqual((yield* ask(about(server.url))).body, "x".repeat(1022))
    })
  )
})

describe("a deadline", () => {
  const late = ["Unavailable", "no answer within 3000 ms"]

  it.effect("ends the wait for an answer", () =>
    Effect.gen(function* () {
      const server = yield* served(() => {})
      const fiber = yield* Effect.forkChild(refusal(about(server.url)))
      yield* server.arrived
      yield* TestClock.adjust(2999)
      assert.strictEqual(fiber.pollUnsafe(), undefined)
      yield* TestClock.adjust(1)
      assert.deepStrictEqual(yield* Fiber.join(fiber), late)
      yield* server.left
    })
  )
  it.effect("is no longer for an answer that comes byte by byte", () =>
    Effect.gen(function* () {
      const responses: Array<ServerResponse> = []
      const server = yield* served((_, response) => void responses.push(response))
      const fiber = yield* Effect.forkChild(refusal(about(server.url)))
      yield* server.arrived
      for (let second = 0; second < 3; second++) {
        assert.strictEqual(fiber.pollUnsafe(), undefined)
        for (const response of responses) response.write(" ")
        yield* TestClock.adjust("1 second")
      }
      assert.deepStrictEqual(yield* Fiber.join(fiber), late)
      yield* server.left
    })
  )
})

describe("a connection", () => {
  it.effect("that is refused cannot tell", () =>
    Effect.gen(function* () {
      const { url } = yield* Effect.scoped(served(always(200, "{}")))
      assert.deepStrictEqual(yield* refusal(about(url)), ["Unavailable", "ECONNREFUSED"])
    })
  )
  it.effect("that was kept, and is cut by a later question, costs no answer", () =>
    Effect.gen(function* () {
      const known = new Set<unknown>()
      let cuts = 0
      const server = yield* served((request, response) => {
        if (known.has(request.socket) && cuts++ === 0) request.socket.destroy()
        else response.end("{}")
        known.add(request.socket)
      })
      for (let time = 0; time < 3; time++) yield* ask(about(server.url, { method: "POST", body: "again" }))
      assert.strictEqual(server.requests.length, 4)
    })
  )
  it.effect("that is cut in the middle of an answer costs none", () =>
    Effect.gen(function* () {
      let isFirst = true
      const server = yield* served((_, response) => {
        if (isFirst) response.writeHead(200).write("{", () => response.destroy())
        else response.end("{}")
        isFirst = false
      })
      assert.deepStrictEqual((yield* ask(about(server.url))).body, {})
    })
  )
  it.effect("that is cut again is given up", () =>
    Effect.gen(function* () {
      const server = yield* served((request) => void request.socket.destroy())
      assert.strictEqual((yield* refusal(about(server.url)))[0], "Unavailable")
      assert.strictEqual(server.requests.length, 2)
    })
  )
  it.effect("to a server that was restarted is a new one", () =>
    Effect.gen(function* () {
      const server = yield* served(always(200, "{}"))
      const questions = Effect.all(
        Array.from({ length: 5 }, () => ask(about(server.url))),
        { concurrency: 5 }
      )
      yield* questions
      yield* server.restart
      yield* questions
      assert.strictEqual(server.requests.length, 10)
    })
  )
})
