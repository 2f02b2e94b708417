import { Effect, Schema } from "effect"
import { below } from "../upstream/upstream-url.ts"
import { type Finding, findings, type Named } from "./finding.ts"
import { probe } from "./probe.ts"

/** Whose tokens are accepted, and where the keys are fetched that verify them. */
export interface Discovered {
  readonly issuer: string
  readonly jwksUrl?: string
}

/**
 * Compares a Hydra's issuer and keys with what that Hydra says of itself at `/.well-known/openid-configuration` below its
 * issuer: a slash too many, and every token is refused.
 */
export const examineDiscovery = (
  about: string,
  { issuer, jwksUrl }: Discovered,
  named: Named
): Effect.Effect<ReadonlyArray<Finding>, Finding> =>
  Effect.gen(function* () {
    const { ok, wrong } = findings(about)
    if (!URL.canParse(issuer)) {
      return [wrong("is no URL, as the issuer of a Hydra is", `set ${named("issuer")} to Hydra's urls.self.issuer`)]
    }
    const { body, status } = yield* probe(about, { url: below(issuer, path), ...limits })
    if (status !== 200 || !isDiscovery(body)) {
      return [
        wrong(`answered ${status} at ${path}`, `set ${named("issuer")} to Hydra's urls.self.issuer, if it is not that`)
      ]
    }
    const itself =
      body.issuer === issuer
        ? ok("calls itself so, byte for byte")
        : wrong(
            `calls itself ${body.issuer}: all of its tokens are refused`,
            `set ${named("issuer")} to that, or its urls.self.issuer to ${issuer}`
          )
    if (jwksUrl === undefined || body.jwks_uri === jwksUrl) return [itself]
    const [theirs, ours] = [yield* kidsAt(about, body.jwks_uri), yield* kidsAt(about, jwksUrl)]
    const missing = theirs.filter((kid) => !ours.includes(kid))
    return [
      itself,
      missing.length === 0
        ? ok("publishes the same keys at its jwks_uri and at jwksUrl")
        : wrong(
            `publishes keys at ${body.jwks_uri} that are not at ${jwksUrl}: tokens of theirs are refused`,
            `set ${named("jwksUrl")} to an address of the same Hydra`
          )
    ]
  })

const path = "/.well-known/openid-configuration"

/** What is read of public documents. */
const limits = { timeoutMs: 3000, maxBodyBytes: 256 * 1024 }

const isDiscovery = Schema.is(Schema.Struct({ issuer: Schema.String, jwks_uri: Schema.String }))

const kidsAt = (about: string, url: string): Effect.Effect<ReadonlyArray<string>, Finding> => {
  const parsed = URL.parse(url)
  return parsed === null
    ? Effect.succeed([])
    : Effect.map(probe(about, { url: parsed, ...limits }), ({ body }) =>
        hasKids(body) ? body.keys.map(({ kid }) => kid) : []
      )
}

const hasKids = Schema.is(Schema.Struct({ keys: Schema.Array(Schema.Struct({ kid: Schema.String })) }))
