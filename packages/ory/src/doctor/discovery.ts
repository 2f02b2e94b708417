import { Effect, Predicate, Schema } from "effect"
import { below } from "../upstream/upstream-url.ts"
import { type Finding, findings, type Named } from "./finding.ts"
import { isAddress } from "./is-address.ts"
import { probe } from "./probe.ts"
import { publishedKeys } from "./published-keys.ts"
import { quoted } from "./quoted.ts"

/** Whose tokens are accepted, and where the keys were fetched that verify them. */
export interface Discovered {
  readonly issuer: string
  readonly fetched?: { readonly jwksUrl: string; readonly keys: ReadonlyArray<unknown> }
}

/**
 * Compares a Hydra's issuer and keys with what that Hydra says of itself at `/.well-known/openid-configuration` below its
 * issuer: a slash too many, and every token is refused.
 */
export const examineDiscovery = (
  about: string,
  { fetched, issuer }: Discovered,
  named: Named
): Effect.Effect<ReadonlyArray<Finding>, Finding> =>
  Effect.gen(function* () {
    const { ok, wrong } = findings(about)
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
            `calls itself ${quoted(body.issuer)}: all of its tokens are refused`,
            `set ${named("issuer")} to that, or its urls.self.issuer to ${issuer}`
          )
    if (fetched === undefined || body.jwks_uri === fetched.jwksUrl) return [itself]
    const keys = comparedKeys(about, body.jwks_uri, fetched, named).pipe(Effect.catch(Effect.succeed<Finding>))
    return [itself, yield* keys]
  })

const path = "/.well-known/openid-configuration"

/** How a public document is read. */
const limits = { timeoutMs: 3000, maxBodyBytes: 256 * 1024 }

const isDiscovery = Schema.is(Schema.Struct({ issuer: Schema.String, jwks_uri: Schema.String }))

const comparedKeys = Effect.fnUntraced(function* (
  about: string,
  theirUrl: string,
  { jwksUrl, keys }: NonNullable<Discovered["fetched"]>,
  named: Named
) {
  const { ok, wrong } = findings(about)
  const publish = "let it publish its keys there, or see that nothing in front of it takes them away"
  if (!isAddress(theirUrl)) return wrong(`says that its keys are at ${quoted(theirUrl)}, which is no address`, publish)
  const theirs = yield* publishedKeys(about, theirUrl, limits.timeoutMs)
  if (theirs.keys.length === 0) {
    return wrong(`answered ${theirs.status} and no keys at its jwks_uri, ${quoted(theirUrl)}`, publish)
  }
  const ours = kidsOf(keys)
  return kidsOf(theirs.keys).every((kid) => ours.includes(kid))
    ? ok("publishes the same keys at its jwks_uri and at jwksUrl")
    : wrong(
        `publishes keys at ${quoted(theirUrl)} that are not at ${jwksUrl}: tokens of theirs are refused`,
        `set ${named("jwksUrl")} to an address of the same Hydra`
      )
})

const kidsOf = (keys: ReadonlyArray<unknown>): ReadonlyArray<string> =>
  keys.flatMap((key) => (Predicate.hasProperty(key, "kid") && Predicate.isString(key.kid) ? [key.kid] : []))
