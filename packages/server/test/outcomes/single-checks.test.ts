import type { PlantedFault } from "@offshoot/testkit/keto"
import { describe, expect, it } from "vitest"
import { bearer, hears, type Situation } from "./hears.ts"
import { tokens } from "./tokens.ts"
import type { Upstreams } from "./upstreams.ts"

const parent = "organization"
const answer = (body: unknown): PlantedFault => ({ status: 200, body })
const status = (status: number): PlantedFault => ({ status, body: { error: { code: status } } })

/** A Keto without batches is asked two questions; the one about the project's organization is answered so. */
const whenTheOrganization = (fault: PlantedFault) => (upstreams: Upstreams) =>
  upstreams.keto.plant(({ body }) => (JSON.parse(body).relation === parent ? fault : undefined))

const ann: Situation = { shows: () => bearer(tokens.jwt()), variables: () => ({ OFFSHOOT_KETO_MAX_BATCH: "1" }) }

const yes = { status: 200 }
const no = { status: 403, code: "permission_denied" }
const unavailable = { status: 503, code: "unavailable", retryAfter: "2" }
const misconfigured = { status: 500, code: "fault" }

describe("where Keto has no batches, whoever asks for a clone", () => {
  it.each<[string, Situation["given"], object]>([
    ["gets it after two yeses", undefined, yes],
    [
      "is not permitted when the project is another organization's",
      whenTheOrganization(answer({ allowed: false })),
      no
    ],
    ["hears that nobody can tell after status 500", whenTheOrganization(status(500)), unavailable],
    ["hears that nobody can tell after status 429", whenTheOrganization(status(429)), unavailable],
    ["hears that nobody can tell after a check that was cut short", whenTheOrganization(status(422)), unavailable],
    [
      "hears that nobody can tell after a yes that is text",
      whenTheOrganization(answer({ allowed: "true" })),
      unavailable
    ],
    ["hears that nobody can tell after a page", whenTheOrganization({ status: 200, body: "<html>" }), unavailable],
    ["hears that nobody can tell when Keto hangs up", whenTheOrganization("cut"), unavailable],
    ["hears that nobody can tell when Keto is gone", ({ keto }) => keto.stop(), unavailable],
    ["hears that the set-up is wrong after an unknown relation", whenTheOrganization(status(400)), misconfigured],
    ["hears that the set-up is wrong after status 401", whenTheOrganization(status(401)), misconfigured],
    ["hears that the set-up is wrong after status 403", whenTheOrganization(status(403)), misconfigured],
    ["hears that the set-up is wrong after status 404", whenTheOrganization(status(404)), misconfigured],
    [
      "hears that the set-up is wrong after a redirect",
      whenTheOrganization({ status: 307, headers: { location: "http://127.0.0.1/" } }),
      misconfigured
    ]
  ])("%s", async (_, given, heard) =>
    expect(await hears({ ...ann, ...(given && { given }) })).toEqual({
      code: undefined,
      challenge: undefined,
      retryAfter: undefined,
      ...heard
    })
  )
})
