import { assert, it } from "@effect/vitest"
import { type PlantedFault, startStandInKeto } from "@offshoot/testkit/keto"
import { Effect, Schema } from "effect"
import { examineKeto, ketoSettings } from "../../src/index.ts"
import { named, said } from "./said.ts"

interface Mistake {
  readonly hasBatch?: boolean
  readonly settings?: object
  readonly planted?: Readonly<Record<string, PlantedFault>>
}

const single = "/relation-tuples/check/openapi"

const mistakes: ReadonlyArray<readonly [what: string, mistake: Mistake, says: ReadonlyArray<string>]> = [
  ["nothing", {}, []],
  ["nothing at an old one that is asked without batches", { hasBatch: false, settings: { maxBatch: 1 } }, []],
  ["no batches", { hasBatch: false }, ["wrong: takes no batches of questions, since it is older than 0.14"]],
  ["smaller batches", { settings: { maxBatch: 11 } }, ["wrong: does not take 11 questions at once"]],
  [
    "unknown namespaces",
    { settings: { userNamespace: "Person", clientNamespace: "Program" } },
    ["wrong: does not know the namespace Person, Program: all that is asked about it is denied"]
  ],
  [
    "another OPL",
    { planted: { [single]: { status: 400, body: { error: { code: 400 } } } } },
    ["organization", "view", "edit", "create_task"].map((name) => `wrong: does not know the relation Project#${name}`)
  ],
  [
    "an OPL that allows everybody",
    { planted: { [single]: { status: 200, body: { allowed: true } } } },
    ["organization", "view", "edit", "create_task"].map(
      (name) => `wrong: allows Project#${name} to a user whom nobody has made`
    )
  ],
  [
    "a write API where it reads",
    { planted: { "/admin/relation-tuples": { status: 405, body: "Method Not Allowed" } } },
    ["wrong: lets whoever can read also write: its write API answers at the same address"]
  ],
  ["a gateway that refuses", { planted: { "/namespaces": { status: 403 } } }, ["wrong: answered 403 at /namespaces"]],
  ["one that is down", { planted: { "/health/ready": { status: 503 } } }, ["down: is not ready: "]],
  [
    "checks that fail",
    { planted: { [single]: { status: 500 } } },
    Array.from({ length: 4 }, () => "down: cannot be asked: ")
  ]
]

it.live.each(mistakes)("at Keto the doctor finds %s", ([, { hasBatch = true, planted = {}, settings }, says]) =>
  Effect.gen(function* () {
    const keto = yield* Effect.acquireRelease(
      Effect.promise(() => startStandInKeto({ hasBatch })),
      ({ stop }) => Effect.promise(stop)
    )
    keto.plant(({ path }) => planted[path])
    const all = yield* said(
      examineKeto(
        Schema.decodeUnknownSync(ketoSettings({ allowHttp: true }))({
          readUrl: keto.readUrl,
          issuers: ["https://login.example/"],
          ...settings
        }),
        named
      )
    )
    assert.lengthOf(all, says.length, all.join("\n"))
    for (const [index, line] of says.entries()) assert.include(all[index], line)
    // Nothing was changed: what was asked on the way only reads.
    assert.deepStrictEqual(
      keto.asked.filter(({ method }) => method !== "GET" && method !== "POST"),
      []
    )
  })
)
