import { Effect } from "effect"
import { type Discovered, examineDiscovery } from "./discovery.ts"
import { type Finding, findings, type Named } from "./finding.ts"
import { isAddress } from "./is-address.ts"
import { introspectionOf, isIntrospection } from "./nonsense-introspection.ts"
import { probe } from "./probe.ts"

/**
 * Asks a Hydra at its issuer, which is its public address, whether it is who the tokens will say, and whether everybody
 * reaches its admin API there: whoever does rules it. If it cannot be asked, that is all that is found.
 */
export const examinePublicAddress = (
  about: string,
  discovered: Discovered,
  named: Named
): Effect.Effect<ReadonlyArray<Finding>> => {
  const { wrong } = findings(about)
  const { issuer } = discovered
  if (!isAddress(issuer)) {
    const remedy = `set ${named("issuer")} to Hydra's urls.self.issuer`
    return Effect.succeed([wrong("is no http(s) address, as the issuer of a Hydra is", remedy)])
  }
  return Effect.gen(function* () {
    const discovery = yield* examineDiscovery(about, discovered, named)
    return [...discovery, yield* Effect.catch(examineAdminApi(about, issuer), Effect.succeed<Finding>)]
  }).pipe(Effect.catch((finding) => Effect.succeed([finding])))
}

const examineAdminApi = (about: string, issuer: string): Effect.Effect<Finding, Finding> => {
  const { ok, wrong } = findings(about)
  return Effect.map(probe(about, { ...introspectionOf(issuer), ...limits }), ({ body, status }) =>
    status === 200 && isIntrospection(body)
      ? wrong(
          "answers as the admin API at its public address, to everybody",
          "keep the admin API, by default at port 4445, off the public network"
        )
      : ok("does not answer as the admin API at its public address")
  )
}

const limits = { timeoutMs: 3000, maxBodyBytes: 64 * 1024 }
