import { Effect, References } from "effect"
import type { JwtIssuer } from "../jwt/jwt-issuer.ts"
import { fetchKeys } from "../keys/fetch-keys.ts"
import { isSecretKey } from "../keys/is-secret-key.ts"
import { examineClock } from "./clock.ts"
import { type Finding, findings, type Named } from "./finding.ts"
import { examinePublicAddress } from "./public-address.ts"
import { publishedKeys } from "./published-keys.ts"
import { why } from "./why.ts"

/**
 * Asks an issuer of JWTs what tells a wrong set-up from a down one: whether its keys can be had and verify its algorithms,
 * whether its clock is ours, and of a Hydra, whether it is who the tokens will say.
 */
export const examineIssuer = (settings: JwtIssuer, named: Named): Effect.Effect<ReadonlyArray<Finding>> =>
  Effect.gen(function* () {
    const { issuer, jwks, jwksTimeoutMs, jwksUrl, kind } = settings
    const about = `issuer ${issuer}`
    const isHydra = kind === "hydra"
    if (jwksUrl === undefined) {
      const known = findings(about).ok(`has its keys in the settings (${jwks?.keys.length ?? 0})`)
      return [known, ...(isHydra ? yield* examinePublicAddress(about, { issuer }, named) : [])]
    }
    const usable = yield* examineKeys(about, { ...settings, jwksUrl }, named)
    // That they cannot be had is found already.
    const keys = yield* publishedKeys(about, jwksUrl, jwksTimeoutMs).pipe(
      Effect.match({ onFailure: () => [], onSuccess: ({ keys }) => keys })
    )
    const clock = yield* examineClock(about, new URL(jwksUrl), {
      timeoutMs: jwksTimeoutMs,
      toleranceSec: settings.clockToleranceSec
    })
    const fetched = { jwksUrl, keys }
    return [
      usable,
      ...(keys.some(isSecretKey) ? [findings(about).wrong(...published)] : []),
      ...clock,
      ...(isHydra ? yield* examinePublicAddress(about, { issuer, fetched }, named) : [])
    ]
  })

const examineKeys = (
  about: string,
  settings: JwtIssuer & { readonly jwksUrl: string },
  named: Named
): Effect.Effect<Finding> => {
  const { down, ok, wrong } = findings(about)
  const list = settings.algorithms.join(", ")
  return fetchKeys(settings, new Map()).pipe(
    // What it would log is a finding.
    Effect.provideService(References.MinimumLogLevel, "None"),
    Effect.map((found) => ok(`publishes keys that verify ${list} (${found.size})`)),
    Effect.catchTags({
      Unavailable: (error) =>
        Effect.succeed(
          down(
            `has no keys that can be used: ${why(error)}`,
            `start what serves ${settings.jwksUrl}, or see that it publishes public keys for ${list} of ${named("algorithms")}`
          )
        ),
      Fault: (error) =>
        Effect.succeed(
          wrong(`does not publish keys: ${why(error)}`, `set ${named("jwksUrl")} to the address of its public keys`)
        )
    })
  )
}

const published = [
  "publishes a private key: whoever reads it can sign",
  "publish only the public half, and replace the key"
] as const
