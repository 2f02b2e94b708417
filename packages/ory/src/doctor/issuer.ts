import { Effect, Predicate, Schema } from "effect"
import type { JwtIssuer } from "../jwt/jwt-issuer.ts"
import { fetchKeys } from "../keys/fetch-keys.ts"
import { examineClock } from "./clock.ts"
import { examineDiscovery } from "./discovery.ts"
import { type Finding, findings, type Named } from "./finding.ts"
import { probe } from "./probe.ts"
import { examinePublicAddress } from "./public-address.ts"
import { why } from "./why.ts"

/**
 * Asks an issuer of JWTs what tells a wrong set-up from a down one: whether its keys can be had and verify its algorithms,
 * whether its clock is ours, and of a Hydra, whether it is who the tokens will say.
 */
export const examineIssuer = (issuer: JwtIssuer, named: Named): Effect.Effect<ReadonlyArray<Finding>> =>
  Effect.gen(function* () {
    const about = `issuer ${issuer.issuer}`
    const keys = yield* examineKeys(about, issuer, named)
    if (issuer.kind === "kratos") return keys
    const discovery = yield* Effect.catch(examineDiscovery(about, issuer, named), (finding) =>
      Effect.succeed([finding])
    )
    return [...keys, ...discovery, yield* examinePublicAddress(about, issuer.issuer)]
  })

const examineKeys = (
  about: string,
  { algorithms, clockToleranceSec, jwks, jwksTimeoutMs, jwksUrl }: JwtIssuer,
  named: Named
): Effect.Effect<ReadonlyArray<Finding>> => {
  const { down, ok, wrong } = findings(about)
  if (jwksUrl === undefined) return Effect.succeed([ok(`has its keys in the settings (${jwks?.keys.length ?? 0})`)])
  const list = algorithms.join(", ")
  const keys = fetchKeys({ algorithms, jwksTimeoutMs, jwksUrl }, new Map()).pipe(
    Effect.map((found) => ok(`publishes keys that verify ${list} (${found.size})`)),
    Effect.catchTags({
      Unavailable: (error) =>
        Effect.succeed(
          down(
            `has no keys that can be used: ${why(error)}`,
            `start what serves ${jwksUrl}, or see that it publishes public keys for ${list} of ${named("algorithms")}`
          )
        ),
      Fault: (error) =>
        Effect.succeed(
          wrong(`does not publish keys: ${why(error)}`, `set ${named("jwksUrl")} to the address of its public keys`)
        )
    })
  )
  const clock = examineClock(about, new URL(jwksUrl), { timeoutMs: jwksTimeoutMs, toleranceSec: clockToleranceSec })
  const secrets = probe(about, { url: new URL(jwksUrl), timeoutMs: jwksTimeoutMs, maxBodyBytes }).pipe(
    Effect.map(({ body }) => (hasSecrets(body) ? [wrong(...published)] : [])),
    // That its keys can not be had is found already.
    Effect.orElseSucceed(() => [])
  )
  return Effect.map(Effect.all([keys, secrets, clock]), ([keys, secrets, clock]) => [keys, ...secrets, ...clock])
}

const maxBodyBytes = 256 * 1024

const hasSecrets = Schema.is(
  Schema.Struct({
    keys: Schema.Array(Schema.Unknown).check(
      Schema.makeFilter((keys) =>
        keys.some((key) => Predicate.hasProperty(key, "d") || Predicate.hasProperty(key, "k"))
      )
    )
  })
)

const published = [
  "publishes a private key: whoever reads it can sign",
  "publish only the public half, and replace the key"
] as const
