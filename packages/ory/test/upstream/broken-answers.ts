import type { PlantedFault } from "@offshoot/testkit/hydra"

export type BrokenAnswer = readonly [what: string, fault: PlantedFault, ending: "Unavailable" | "Fault"]

/** What an answer means that comes in place of one with this status. */
export const withStatus =
  (ending: "Unavailable" | "Fault") =>
  (status: number): BrokenAnswer => [`status ${status}`, { status, body: { error: { code: status } } }, ending]

const text = (body: string) => ({ status: 200, headers: { "content-type": "application/json" }, body })

/** What comes in place of an answer about a token, whichever service was asked, and what it means. */
export const brokenAnswers: ReadonlyArray<BrokenAnswer> = [
  ...[500, 502, 503, 504, 429].map(withStatus("Unavailable")),
  ["a proxy's page with status 502", { status: 502, body: "<html>Bad gateway" }, "Unavailable"],
  ["a cut connection", "cut", "Unavailable"],
  ["an empty body", text(""), "Unavailable"],
  ["a page", { status: 200, body: "<html>Log in" }, "Unavailable"],
  ["broken JSON", text('{"active":true'), "Unavailable"],
  ["null", text("null"), "Unavailable"],
  ["a list", text('[{"active":true}]'), "Unavailable"],
  ["an empty object", text("{}"), "Unavailable"],
  ...[201, 204, 300, 301, 302, 303, 304, 307, 308, 400, 404, 405, 410, 415, 422].map(withStatus("Fault")),
  ["a page with status 404", { status: 404, body: "<html>Not found" }, "Fault"],
  ["a page with status 404 that is larger than what is read", { status: 404, body: "x".repeat(512 * 1024) }, "Fault"]
]
