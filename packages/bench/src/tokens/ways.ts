import { hash } from "node:crypto"
import type { Authenticator } from "@offshoot/core"
import { JwkSet, JwtAuthenticator, jwtIssuer, localKeySet } from "@offshoot/ory"
import { Effect, Redacted, Schema } from "effect"
import { createLocalJWKSet, jwtVerify } from "jose"
import type { Issued } from "./issue-tokens.ts"

/** A way to verify tokens: every turn is prepared first, then timed, and answers how many tokens it verified. */
export interface Way {
  readonly name: "jose" | "cold" | "warm" | "hash"
  readonly turn: Effect.Effect<Effect.Effect<number>>
}

/** How often a turn shows each token to a memory that knows them all: else it would be over in a millisecond. */
const warmRounds = 50

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
  const offshoot = () => JwtAuthenticator.make([{ issuer: entry, keys }])
  const warm = offshoot()
  yield* showAll(warm, shown)
  const find = createLocalJWKSet({ keys: [publicKey] })

  return [
    {
      name: "jose",
      turn: Effect.succeed(
        Effect.promise(async () => {
          for (const token of issued.tokens) {
            await jwtVerify(token, find, { issuer, audience, typ: "JWT", algorithms: [alg] })
          }
          return issued.tokens.length
        })
      )
    },
    { name: "cold", turn: Effect.sync(() => showAll(offshoot(), shown)) },
    { name: "warm", turn: Effect.succeed(showAll(warm, shown, warmRounds)) },
    {
      name: "hash",
      turn: Effect.succeed(
        Effect.sync(() => {
          for (let round = 0; round < warmRounds; round++) {
            for (const token of issued.tokens) hash("sha256", token, "binary")
          }
          return issued.tokens.length * warmRounds
        })
      )
    }
  ] satisfies ReadonlyArray<Way>
})

const showAll = ({ authenticate }: Authenticator["Service"], tokens: ReadonlyArray<Redacted.Redacted>, rounds = 1) =>
  Effect.gen(function* () {
    for (let round = 0; round < rounds; round++) {
      for (const token of tokens) yield* authenticate(token)
    }
    return tokens.length * rounds
  }).pipe(Effect.orDie)
