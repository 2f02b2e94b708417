import { writeFile } from "node:fs/promises"
import { join } from "node:path"
import { Effect } from "effect"
import type { Load, Outcome } from "../../load/load.ts"
import { temporaryFolder } from "../../processes/temporary-folder.ts"
import { nextClone } from "../../stage/workload.ts"
import type { Bench, Running } from "../contestant.ts"
import { callFunction, compared } from "./call-function.ts"
import type { FunctionForm } from "./clone-functions.ts"
import { pgbenchScript } from "./pgbench-script.ts"
import { runPgbench } from "./run-pgbench.ts"

/** How many clones are made by the runner once pgbench has ended, to see what the function answers. */
const sampled = 20

/**
 * Calls the function by pgbench, as prepared statements. Each of its clients has a connection, so that over fewer than
 * there are clients it has fewer clients, too: as many clones a second as 64 that wait for a connection, but no such wait.
 */
export const withPgbench = (bench: Bench, form: FunctionForm, connections: number, program: string) =>
  temporaryFolder.pipe(
    Effect.map(
      (folder): Running => ({
        pids: [],
        run: async (load) => {
          await writeFile(join(folder, "script"), pgbenchScript(form, load.workload))
          const measured = await runPgbench({ program, folder, server: bench.server, load, connections })
          const samples = await sample(bench, form, load)
          return {
            ...measured,
            answered: measured.answered + samples.length,
            byServer: [measured.clonesPerSecond],
            failures: [],
            samples
          } satisfies Outcome
        }
      })
    )
  )

const sample = async ({ stage }: Bench, form: FunctionForm, { workload }: Load) => {
  const answers = []
  for (let n = 0; n < sampled; n++) answers.push(await callFunction(stage.pool, form, workload, nextClone(workload)))
  return Promise.all(answers.map((answer) => compared(stage.pool, answer)))
}
