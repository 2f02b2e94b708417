import type { PlantedFault } from "@offshoot/testkit/keto"

export const status = (code: number, body: unknown = { error: { code, message: "in Keto's words" } }) => ({
  status: code,
  body
})
export const json = (body: unknown) => ({ status: 200, body })
const text = (body: string) => ({ status: 200, headers: { "content-type": "application/json" }, body })

type Row = readonly [what: string, ending: "Unavailable" | "Fault", fault: PlantedFault]

/** What comes in place of an answer, and what who asks for a caller with the permission is told. */
const always: ReadonlyArray<Row> = [
  ...[500, 502, 503, 504].map((code) => [`status ${code}`, "Unavailable", status(code)] as const),
  ["a proxy's page with status 502", "Unavailable", { status: 502, body: "<html>Bad gateway" }],
  ["status 429", "Unavailable", status(429)],
  ["status 422, a check that was cut short", "Unavailable", status(422)],
  [
    "a permission with status 422",
    "Unavailable",
    status(422, { allowed: true, results: [{ allowed: true }, { allowed: true }] })
  ],
  ["a cut connection", "Unavailable", "cut"],
  ["an empty body", "Unavailable", text("")],
  ["text", "Unavailable", text("true")],
  ["broken JSON", "Unavailable", text('{"allowed":true')],
  ["bytes that are no UTF-8", "Unavailable", text("\ud800")],
  ["more than it may be", "Unavailable", text(`{"allowed":true,"results":[],"x":"${"x".repeat(64 * 1024)}"}`)],
  ...[300, 301, 302, 303, 304, 307, 308, 400, 401, 404, 405, 415].map(
    (code) => [`status ${code}`, "Fault", status(code)] as const
  ),
  ["a denial with status 403", "Fault", status(403, { allowed: false })],
  ["a permission with status 403", "Fault", status(403, { allowed: true })],
  [
    "a permission with status 201",
    "Fault",
    status(201, { allowed: true, results: [{ allowed: true }, { allowed: true }] })
  ]
]

/** Members that are not `true` or `false`. */
const verdicts = ["true", "false", 1, 0, null, [], {}, [true]]

export const ofSingleChecks: ReadonlyArray<Row> = [
  ...always,
  ...verdicts.map((allowed) => [`allowed: ${JSON.stringify(allowed)}`, "Unavailable", json({ allowed })] as const),
  ["no allowed", "Unavailable", json({})],
  ["a list", "Unavailable", json([{ allowed: true }])],
  ["the answer to a batch", "Unavailable", json({ results: [{ allowed: true }, { allowed: true }] })]
]

const yes = { allowed: true }
export const ofBatches: ReadonlyArray<Row> = [
  ...always,
  ...verdicts.map(
    (allowed) => [`allowed: ${JSON.stringify(allowed)}`, "Unavailable", json({ results: [yes, { allowed }] })] as const
  ),
  ["no results", "Unavailable", json({})],
  ["the answer to a single check", "Unavailable", json({ allowed: true })],
  ["results that are no list", "Unavailable", json({ results: { 0: yes, 1: yes } })],
  ["no result", "Unavailable", json({ results: [] })],
  ["a result too few", "Unavailable", json({ results: [yes] })],
  ["a result too many", "Unavailable", json({ results: [yes, yes, yes] })],
  ["a result that is null", "Unavailable", json({ results: [yes, null] })],
  ["an error beside yes", "Unavailable", json({ results: [yes, { ...yes, error: "cut short" }] })],
  ["an error beside no", "Unavailable", json({ results: [{ allowed: false, error: "cut short" }, yes] })],
  [
    "a no, and an error",
    "Unavailable",
    json({ results: [{ allowed: false }, { allowed: false, error: "cut short" }] })
  ],
  ["an error that is no text", "Unavailable", json({ results: [yes, { ...yes, error: true }] })]
]
