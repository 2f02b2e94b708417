import { Effect } from "effect"
import type { WhoamiSettings } from "../kratos/whoami-settings.ts"
import { below } from "../upstream/upstream-url.ts"
import { examineClock } from "./clock.ts"
import { examine } from "./examine.ts"
import { type Finding, findings, type Named } from "./finding.ts"
import { examineHealth } from "./health.ts"
import { probe } from "./probe.ts"

/**
 * Asks Kratos what tells a wrong set-up from a down one: whether it looks sessions up, whether its admin API is out of reach
 * where the public one is, and whether its clock is ours.
 */
export const examineKratos = (settings: WhoamiSettings, named: Named): Effect.Effect<ReadonlyArray<Finding>> =>
  examine(
    examineHealth(
      { ...settings, dependency: "Kratos", url: settings.publicUrl },
      `set ${named("publicUrl")} to the address of Kratos`
    ),
    [
      examineWhoami(settings, named),
      examineAdminApi(settings),
      examineClock("Kratos", below(settings.publicUrl, "/health/alive"), {
        timeoutMs: settings.timeoutMs,
        toleranceSec: 5
      })
    ]
  )

const { ok, wrong } = findings("Kratos")

/** A session that nobody has. */
const nonsense = { "x-session-token": "ory_st_offshoot-doctor" }

const asked = ({ maxBodyBytes, publicUrl, timeoutMs }: WhoamiSettings, path: string, headers = {}) =>
  probe("Kratos", { url: below(publicUrl, path), headers, timeoutMs, maxBodyBytes })

const examineWhoami = Effect.fnUntraced(function* (settings: WhoamiSettings, named: Named) {
  const { status } = yield* asked(settings, "/sessions/whoami", nonsense)
  if (status === 401) return ok("looks sessions up")
  return status === 200
    ? wrong("has a session for a token that nobody has", `see that Kratos itself answers at ${named("publicUrl")}`)
    : wrong(
        `answered ${status} when asked for a session that nobody has, and not 401`,
        `set ${named("publicUrl")} to its public API, by default at port 4433, and let nothing in front of it refuse or redirect`
      )
})

const examineAdminApi = Effect.fnUntraced(function* (settings: WhoamiSettings) {
  const { status } = yield* asked(settings, "/admin/identities?page_size=1")
  return status === 200
    ? wrong(
        "answers as the admin API at its public address, to everybody",
        "keep the admin API, by default at port 4434, off the public network"
      )
    : ok("does not answer as the admin API at its public address")
})
