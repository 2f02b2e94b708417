import { assert, describe, it } from "@effect/vitest"
import { startStandInHydra } from "@offshoot/testkit/hydra"
import { startStandInKeto } from "@offshoot/testkit/keto"
import { startStandInKratos } from "@offshoot/testkit/kratos"
import { Effect, Redacted } from "effect"
import { authorizationOf, ready } from "../../src/index.ts"
import { observed } from "./observed.ts"
import { always, served } from "./served.ts"

const watching = (url: string, headers: Readonly<Record<string, string>> = {}) =>
  ready({ dependency: "Hydra", url, headers, timeoutMs: 3000, maxBodyBytes: 64 })

describe("a service", () => {
  it.effect("that says so below its address is ready", () =>
    Effect.gen(function* () {
      const server = yield* served(always(200, '{"status":"ok"}'))
      yield* watching(`${server.url}/below/`)
      assert.deepStrictEqual(
        server.requests.map(({ method, url }) => [method, url]),
        [["GET", "/below/health/ready"]]
      )
    })
  )

  it.effect.each([
    [503, "Unavailable"],
    [429, "Unavailable"],
    [404, "Fault"],
    [302, "Fault"]
  ] as const)("that answers %i is not: %s", ([status, ending]) =>
    Effect.gen(function* () {
      const { url } = yield* served(always(status, "{}"))
      assert.strictEqual((yield* Effect.flip(watching(url)))._tag, ending)
    })
  )

  it.effect("of Ory's is ready while it runs, a stand-in for it too", () =>
    Effect.gen(function* () {
      const standIns = yield* Effect.promise(() =>
        Promise.all([startStandInHydra("https://hydra.example/"), startStandInKratos(), startStandInKeto()])
      )
      const [hydra, kratos, keto] = standIns
      const stop = Effect.promise(() => Promise.all(standIns.map((standIn) => standIn.stop())))
      yield* Effect.addFinalizer(() => stop)
      for (const url of [hydra.adminUrl, kratos.publicUrl, keto.readUrl]) yield* watching(url)
      yield* stop
      for (const url of [hydra.adminUrl, kratos.publicUrl, keto.readUrl]) {
        assert.strictEqual((yield* Effect.flip(watching(url)))._tag, "Unavailable")
      }
    })
  )

  it.effect(
    "behind a gateway that guards every path is ready to those who have credentials, which nobody is told",
    () =>
      Effect.gen(function* () {
        const { url } = yield* served(({ headers }, response) => {
          response.writeHead(headers.authorization === "Bearer planted" ? 200 : 401).end("{}")
        })
        const token = (text: string) => authorizationOf({ type: "bearer", token: Redacted.make(text) })
        const seen = yield* observed(watching(url, token("planted")))
        assert.strictEqual(seen.exit._tag, "Success")
        const refused = yield* observed(watching(url, token("planted2")))
        assert.include(refused.text, "answered 401")
        assert.notInclude(seen.text + refused.text, "planted")
        assert.strictEqual((yield* Effect.flip(watching(url)))._tag, "Fault")
      })
  )
})
