import { Effect } from "effect"
import type { Bench } from "../contestants/contestant.ts"
import { offshootOn } from "../contestants/offshoot.ts"
import type { Load } from "../load/load.ts"
import { table } from "../report/table.ts"
import { short } from "../report/words.ts"
import type { Settings } from "../settings.ts"
import { checkedTurn } from "./turn.ts"

const workloads = ["spread", "hot"] as const
const tables = "offshoot.tasks, offshoot.task_revisions"

/** What the tables held when their statistics were taken; the clones come later. */
const moments = {
  empty: [`truncate ${tables}`],
  "one row": [
    `truncate ${tables}`,
    "insert into offshoot.tasks select * from bench.tasks limit 1",
    "insert into offshoot.task_revisions select * from bench.task_revisions limit 1"
  ],
  large: [
    `insert into offshoot.tasks
     select (jsonb_populate_record(task, jsonb_build_object('id', uuidv7(), 'name', name || n, 'stem', stem || n))).*
     from bench.tasks task, generate_series(1, 100) n`
  ]
}

/**
 * A fresh process of Offshoot on statistics that were taken at another moment, and stay: what it has planned and cached
 * must serve it as well when the tables are full.
 */
export const stalePlans = Effect.fnUntraced(function* (bench: Bench, settings: Settings) {
  const { pool } = bench.stage
  const run = (statements: ReadonlyArray<string>) =>
    Effect.promise(async () => {
      for (const statement of statements) await pool.query(statement)
    })
  const autovacuum = (state: "on" | "off") => run([`alter system set autovacuum = ${state}`, "select pg_reload_conf()"])
  yield* autovacuum("off")
  const rows: Array<ReadonlyArray<string>> = []
  for (const [moment, statements] of Object.entries(moments)) {
    const rates: Array<string> = []
    for (const workload of workloads) {
      yield* Effect.promise(bench.stage.clear)
      yield* run([...statements, `vacuum analyze ${tables}`, ...sourcesAgain])
      const { clients, compileSeconds: warmUpSeconds, seconds } = settings
      const load: Load = { workload, clients, warmUpSeconds, until: { seconds } }
      const { clonesPerSecond } = yield* Effect.scoped(
        Effect.flatMap(offshootOn(bench, 1), (running) =>
          Effect.promise(() => checkedTurn(bench, "Offshoot", running, load, "nothing"))
        )
      )
      rates.push(short(clonesPerSecond))
    }
    rows.push([moment, ...rates])
  }
  yield* autovacuum("on")
  return { words: table(["statistics taken when the table was", ...workloads], rows) }
})

const sourcesAgain = [
  "insert into offshoot.tasks select * from bench.tasks on conflict do nothing",
  "insert into offshoot.task_revisions select * from bench.task_revisions on conflict do nothing"
]
