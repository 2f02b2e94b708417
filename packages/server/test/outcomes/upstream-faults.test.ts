import type { PlantedFault } from "@offshoot/testkit/hydra"
import { describe, expect, it } from "vitest"
import type { Variables } from "../offshoot.ts"
import { bearer, hears, type Situation } from "./hears.ts"
import { tokens } from "./tokens.ts"
import { issuersFor, type Upstreams } from "./upstreams.ts"

const unavailable = { status: 503, code: "unavailable", challenge: undefined, retryAfter: "2" }
const misconfigured = { status: 500, code: "fault", challenge: undefined, retryAfter: undefined }

/** Who shows what, so that this service is asked, and how it is given little time to answer. */
const services: {
  readonly [Name in keyof Upstreams]: {
    readonly shows: Situation["shows"]
    readonly hurried: (upstreams: Upstreams) => Variables
  }
} = {
  hydra: {
    shows: (upstreams) => bearer(tokens.opaque(upstreams)),
    hurried: () => ({ OFFSHOOT_HYDRA_TIMEOUT_MS: "50" })
  },
  kratos: {
    shows: (upstreams) => bearer(tokens.session(upstreams)),
    hurried: () => ({ OFFSHOOT_KRATOS_TIMEOUT_MS: "50" })
  },
  keto: {
    shows: () => bearer(tokens.jwt()),
    hurried: () => ({ OFFSHOOT_KETO_TIMEOUT_MS: "50" })
  },
  keys: {
    shows: () => bearer(tokens.jwt()),
    hurried: (upstreams) => issuersFor(upstreams, { jwksTimeoutMs: 50 })
  }
}
const names = ["hydra", "kratos", "keto", "keys"] as const

const redirect = { status: 302, headers: { location: "http://127.0.0.1:1/" } }
const html = (status: number) => ({ status, body: "<html>Somebody else answers" })
const json = (body: unknown) => ({ status: 200, body })

const cannotTell: Readonly<Record<string, PlantedFault>> = {
  "with status 500": { status: 500, body: { error: { code: 500 } } },
  "with status 503": { status: 503, body: { error: { code: 503 } } },
  "with status 429": { status: 429, body: { error: { code: 429 } } },
  "with a proxy's page and status 502": html(502),
  "by hanging up": "cut",
  "with a page": html(200),
  "with another shape": json({}),
  "with a list": json([]),
  "with more than is read": json({ active: true, allowed: true, keys: [], x: "x".repeat(300 * 1024) })
}

const saysWeAreWrong: Readonly<Record<string, PlantedFault>> = {
  "with a redirect": redirect,
  "with status 400": { status: 400, body: { error: { code: 400 } } },
  "with status 403": { status: 403, body: { error: { code: 403 } } },
  "with a proxy's page and status 403": html(403),
  "with status 404": html(404),
  "with status 405": html(405),
  "with status 415": { status: 415, body: { error: { code: 415 } } }
}
const saysItDoesNotKnowUs: Readonly<Record<string, PlantedFault>> = {
  "with status 401": { status: 401, body: { error: { code: 401 } } },
  "with a proxy's page and status 401": html(401)
}

const whenItAnswers = (name: keyof Upstreams, fault: PlantedFault): Situation => ({
  shows: services[name].shows,
  given: (upstreams) => upstreams[name].plant(fault)
})

describe.each(names)("nobody can tell, and may try again, when %s", (name) => {
  it.each(Object.entries(cannotTell))("answers %s", async (_, fault) =>
    expect(await hears(whenItAnswers(name, fault))).toEqual(unavailable)
  )

  it.each(["silence", "half an answer"] as const)("answers with %s", async (fault) => {
    const variables = services[name].hurried
    expect(await hears({ ...whenItAnswers(name, fault), variables })).toEqual(unavailable)
  })

  it("is not there", async () => {
    const { shows } = services[name]
    expect(await hears({ shows, given: (upstreams) => upstreams[name].stop() })).toEqual(unavailable)
  })
})

describe("nobody can tell, and may try again, when", () => {
  const yes = { allowed: true }
  const members: ReadonlyArray<readonly [keyof Upstreams, string, PlantedFault]> = [
    ["hydra", "an active that is text", json({ active: "true" })],
    ["kratos", "an active that is text", json({ active: "true", expires_at: "2099-01-01T00:00:00Z", identity: {} })],
    ["kratos", "a session without end", json({ active: true, identity: { id: "ann" } })],
    ["kratos", "a session without identity", json({ active: true, expires_at: "2099-01-01T00:00:00Z" })],
    ["keto", "a yes that is text", json({ results: [yes, { allowed: "true" }] })],
    ["keto", "one answer to two questions", json({ results: [yes] })],
    ["keto", "an error beside a yes", json({ results: [yes, { ...yes, error: "cut short" }] })],
    ["keto", "status 422, a check that was cut short", { status: 422, body: { error: { code: 422 } } }],
    ["keys", "no key", json({ keys: [] })],
    ["keys", "keys that are none", json({ keys: [{ kty: "oct", k: "AAAA", kid: "key-1" }] })]
  ]
  it.each(members)("%s answers with %s", async (name, _, fault) =>
    expect(await hears(whenItAnswers(name, fault))).toEqual(unavailable)
  )

  it.each(Object.entries({ ...saysWeAreWrong, ...saysItDoesNotKnowUs }))(
    "the address of the keys, which may be wrong, answers %s",
    async (_, fault) => expect(await hears(whenItAnswers("keys", fault))).toEqual(unavailable)
  )
})

describe.each(["hydra", "kratos", "keto"] as const)("the set-up is wrong, and nobody is told how, when %s", (name) => {
  it.each(Object.entries(saysWeAreWrong))("answers %s", async (_, fault) =>
    expect(await hears(whenItAnswers(name, fault))).toEqual(misconfigured)
  )
})

describe.each(["hydra", "keto"] as const)("our credentials are wrong, not the caller's, when %s", (name) => {
  it.each(Object.entries(saysItDoesNotKnowUs))("answers %s", async (_, fault) =>
    expect(await hears(whenItAnswers(name, fault))).toEqual(misconfigured)
  )
})
