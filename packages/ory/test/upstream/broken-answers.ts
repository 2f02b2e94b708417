import type { PlantedFault } from "@offshoot/testkit/hydra"

export type BrokenAnswer = readonly [what: string, ending: "Unavailable" | "Fault", fault: PlantedFault]

/** What an answer means that comes in place of one with this status. */
export const withStatus =
  (ending: "Unavailable" | "Fault") =>
  (status: number): BrokenAnswer => [`status ${status}`, ending, { status, body: { error: { code: status } } }]

const text = (body: string) => ({ status: 200, headers: { "content-type": "application/json" }, body })

/** What comes in place of an answer about a token, whichever service was asked, and what it means. */
export const brokenAnswers: ReadonlyArray<BrokenAnswer> = [
  ...[500, 502, 503, 504, 429].map(withStatus("Unavailable")),
  ["a proxy's page with status 502", "Unavailable", { status: 502, body: "<html>Bad gateway" }],
  ["a cut connection", "Unavailable", "cut"],
  ["an empty body", "Unavailable", text("")],
  ["a page", "Unavailable", { status: 200, body: "<html>Log in" }],
  ["broken JSON", "Unavailable", text('{"active":true')],
  ["null", "Unavailable", text("null")],
  ["a list", "Unavailable", text('[{"active":true}]')],
  ["an empty object", "Unavailable", text("{}")],
  ...[201, 204, 300, 301, 302, 303, 304, 307, 308, 400, 404, 405, 410, 415, 422].map(withStatus("Fault")),
  ["a page with status 404", "Fault", { status: 404, body: "<html>Not found" }],
  ["a page with status 404 that is larger than what is read", "Fault", { status: 404, body: "x".repeat(512 * 1024) }]
]
