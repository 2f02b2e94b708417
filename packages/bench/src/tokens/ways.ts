import { hash } from "node:crypto"
import type { Authenticator } from "@offshoot/core"
import { JwkSet, JwtAuthenticator, jwtIssuer, localKeySet } from "@offshoot/ory"
import { Effect, Redacted, Schema } from "effect"
import { createLocalJWKSet, jwtVerify } from "jose"
import type { Issued } from "./issue-tokens.ts"

/** A way to verify tokens: made anew for each repeat, it verifies those from one index to another. */
export interface Way {
  readonly name: "jose" | "cold" | "warm" | "hash"
  readonly make: Effect.Effect<(from: number, to: number) => Effect.Effect<void>>
  /** How often a turn shows each token: what is over in a microsecond can't be timed alone. */
  readonly times: number
}

/** jose as its documentation calls it, Offshoot without and with memory, and what alone a memory costs. */
export const waysOf = Effect.fnUntraced(function* (issued: Issued) {
  const { alg, audience, issuer, publicKey } = issued
  const entry = Schema.decodeUnknownSync(jwtIssuer({ allowHttp: false }))({
    kind: "hydra",
    issuer,
    audience: [audience],
    algorithms: [alg],
    typ: ["JWT"],
    jwks: { keys: [publicKey] }
  })
  const keys = localKeySet(Schema.decodeUnknownSync(JwkSet)({ keys: [publicKey] }))
  const shown = issued.tokens.map((token) => Redacted.make(token))
  const offshoot = () => showing(JwtAuthenticator.make([{ issuer: entry, keys }]), shown)
  const warm = offshoot()
  yield* warm(0, shown.length)
  const find = createLocalJWKSet({ keys: [publicKey] })
  const options = { issuer, audience, typ: "JWT", algorithms: [alg] }

  return [
    {
      name: "jose",
      times: 1,
      make: Effect.succeed((from, to) =>
        Effect.promise(async () => {
          for (let at = from; at < to; at++) await jwtVerify(issued.tokens[at] ?? "", find, options)
        })
      )
    },
    { name: "cold", times: 1, make: Effect.sync(offshoot) },
    { name: "warm", times: 50, make: Effect.succeed(warm) },
    {
      name: "hash",
      times: 50,
      make: Effect.succeed((from, to) =>
        Effect.sync(() => {
          for (let at = from; at < to; at++) hash("sha256", issued.tokens[at] ?? "", "binary")
        })
      )
    }
  ] satisfies ReadonlyArray<Way>
})

const showing =
  ({ authenticate }: Authenticator["Service"], tokens: ReadonlyArray<Redacted.Redacted>) =>
  (from: number, to: number): Effect.Effect<void> =>
    Effect.gen(function* () {
      for (const token of tokens.slice(from, to)) yield* authenticate(token)
    }).pipe(Effect.orDie)
