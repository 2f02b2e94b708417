import type { Finding } from "@offshoot/ory"
import { Effect } from "effect"
import { Command } from "effect/cli"
import { CommandFailed } from "../command-failed.ts"
import { serving } from "../config/serving.ts"
import { examineAll } from "../doctor/examine-all.ts"
import { oneLine } from "../one-line.ts"
import { answer, json } from "./answer.ts"

export const doctor = Command.make(
  "doctor",
  { json },
  Effect.fn(function* ({ json }) {
    const found = yield* Effect.flatMap(serving, examineAll)
    yield* answer(json, found.map(lineOf).join("\n"), found)
    const bad = found.filter(({ verdict }) => verdict !== "ok").length
    if (bad > 0) return yield* new CommandFailed({ message: `${bad} of ${found.length} findings need attention` })
  })
).pipe(Command.withDescription("Asks everything that serve would ask whether it is set up right, and says what to do"))

const lineOf = ({ about, remedy, says, verdict }: Finding): string =>
  oneLine(`${verdict.padEnd(6)} ${about} ${says}${remedy === undefined ? "" : `: ${remedy}`}`)
