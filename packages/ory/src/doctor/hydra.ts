import { Effect, Schema } from "effect"
import { authorizationOf } from "../hydra/authorization-of.ts"
import type { IntrospectionSettings } from "../hydra/introspection-settings.ts"
import { below } from "../upstream/upstream-url.ts"
import { examineClock } from "./clock.ts"
import { examineDiscovery } from "./discovery.ts"
import { examine } from "./examine.ts"
import { type Finding, findings, type Named } from "./finding.ts"
import { examineHealth } from "./health.ts"
import { probe } from "./probe.ts"

/**
 * Asks Hydra's admin API what tells a wrong set-up from a down one: whether it answers about tokens, to us and to nobody else,
 * whether its clock is ours, and whether it is who the tokens will say.
 */
export const examineHydra = (settings: IntrospectionSettings, named: Named): Effect.Effect<ReadonlyArray<Finding>> =>
  examine(examineHealth({ ...settings, dependency: "Hydra", url: settings.adminUrl }, "adminUrl", named), [
    examineIntrospection(settings, named),
    ...(settings.auth.type === "none" ? [] : [examineGateway(settings, named)]),
    examinePublicAddress(settings),
    examineDiscovery("Hydra", settings, named),
    examineClock("Hydra", below(settings.adminUrl, "/health/alive"), {
      timeoutMs: settings.timeoutMs,
      toleranceSec: settings.clockToleranceSec
    })
  ])

const { ok, wrong } = findings("Hydra")

/** A token that nobody has. */
const nonsense = "ory_at_offshoot-doctor"

const introspected = (
  { maxBodyBytes, timeoutMs }: IntrospectionSettings,
  base: string,
  headers: Readonly<Record<string, string>>
) =>
  probe("Hydra", {
    url: below(base, "/admin/oauth2/introspect"),
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body: new URLSearchParams({ token: nonsense }).toString(),
    timeoutMs,
    maxBodyBytes
  })

const isVerdict = Schema.is(Schema.Struct({ active: Schema.Boolean }))

const examineIntrospection = Effect.fnUntraced(function* (settings: IntrospectionSettings, named: Named) {
  const { adminUrl, auth } = settings
  const { body, status } = yield* introspected(settings, adminUrl, authorizationOf(auth))
  if (status === 401 || status === 403) {
    return wrong(
      `refuses our credentials (${status})`,
      auth.type === "none"
        ? `set ${named("auth.type")} to what the gateway in front of it wants`
        : `correct the credentials beside ${named("auth.type")}, or the gateway in front of it`
    )
  }
  if (status !== 200 || !isVerdict(body)) {
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
  const { status } = yield* introspected(settings, settings.adminUrl, {})
  return status === 200
    ? wrong(
        "answers also without the credentials that are configured",
        `let the gateway refuse whoever has none, or unset ${named("auth.type")}`
      )
    : ok("answers nobody without credentials")
})

/** Whoever reaches the admin API rules Hydra: it must not be where the public one is. */
const examinePublicAddress = (settings: IntrospectionSettings): Effect.Effect<Finding> => {
  const unreachable = ok("does not answer as the admin API at its public address")
  if (!URL.canParse(settings.issuer)) return Effect.succeed(unreachable)
  return introspected(settings, settings.issuer, {}).pipe(
    Effect.map(({ body, status }) =>
      status === 200 && isVerdict(body)
        ? wrong(
            "answers as the admin API at its public address, to everybody",
            "keep the admin API, by default at port 4445, off the public network"
          )
        : unreachable
    ),
    // Whether the public address answers at all is what discovery finds.
    Effect.orElseSucceed(() => unreachable)
  )
}
