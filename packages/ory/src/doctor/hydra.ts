import { Effect } from "effect"
import { authorizationOf } from "../hydra/authorization-of.ts"
import type { IntrospectionSettings } from "../hydra/introspection-settings.ts"
import { below } from "../upstream/upstream-url.ts"
import { examineClock } from "./clock.ts"
import { examine } from "./examine.ts"
import { type Finding, findings, type Named } from "./finding.ts"
import { examineHealth } from "./health.ts"
import { introspectionOf, isIntrospection } from "./nonsense-introspection.ts"
import { probe } from "./probe.ts"
import { examinePublicAddress } from "./public-address.ts"

/**
 * Asks Hydra's admin API what tells a wrong set-up from a down one: whether it answers about tokens, to us and to nobody else,
 * whether its clock is ours, and whether it is who the tokens will say.
 */
export const examineHydra = (settings: IntrospectionSettings, named: Named): Effect.Effect<ReadonlyArray<Finding>> =>
  examine(examineReadiness(settings, named), [
    examineIntrospection(settings, named),
    ...(settings.auth.type === "none" ? [] : [examineGateway(settings, named)]),
    examinePublicAddress("Hydra", { issuer: settings.issuer }, named),
    examineClock("Hydra", below(settings.adminUrl, "/health/alive"), {
      timeoutMs: settings.timeoutMs,
      toleranceSec: settings.clockToleranceSec
    })
  ])

const { ok, wrong } = findings("Hydra")

const examineReadiness = (settings: IntrospectionSettings, named: Named) =>
  examineHealth(
    { ...settings, dependency: "Hydra", url: settings.adminUrl, headers: authorizationOf(settings.auth) },
    `set ${named("adminUrl")} to the address of its admin API, and ${named("auth.type")} to what a gateway in front of it wants`
  )

const introspected = (
  { adminUrl, maxBodyBytes, timeoutMs }: IntrospectionSettings,
  headers: Readonly<Record<string, string>>
) => probe("Hydra", { ...introspectionOf(adminUrl, headers), timeoutMs, maxBodyBytes })

const examineIntrospection = Effect.fnUntraced(function* (settings: IntrospectionSettings, named: Named) {
  const { auth } = settings
  const { body, status } = yield* introspected(settings, authorizationOf(auth))
  if (status === 401 || status === 403) {
    return wrong(
      `refuses our credentials (${status})`,
      auth.type === "none"
        ? `set ${named("auth.type")} to what the gateway in front of it wants`
        : `correct the credentials beside ${named("auth.type")}, or the gateway in front of it`
    )
  }
  if (status !== 200 || !isIntrospection(body)) {
    return wrong(
      `answered ${status} to an introspection`,
      `set ${named("adminUrl")} to its admin API, by default at port 4445, not to its public one`
    )
  }
  return body.active
    ? wrong("says that a token which nobody has is active", `see that Hydra itself answers at ${named("adminUrl")}`)
    : ok("answers about tokens")
})

const examineGateway = Effect.fnUntraced(function* (settings: IntrospectionSettings, named: Named) {
  const { status } = yield* introspected(settings, {})
  return status === 200
    ? wrong(
        "answers also without the credentials that are configured",
        `let the gateway refuse whoever has none, or unset ${named("auth.type")}`
      )
    : ok("answers nobody without credentials")
})
