import { Effect } from "effect"
import type { Bench } from "../contestants/contestant.ts"
import { embedded } from "../contestants/embedded.ts"
import { spreadOf } from "../report/statistics.ts"
import { table } from "../report/table.ts"
import { spreadWords } from "../report/words.ts"
import type { Settings } from "../settings.ts"
import { hotProject, targetProjectId } from "../stage/places.ts"
import { compiled } from "./compiled.ts"
import { progress } from "./progress.ts"

/** How many clones are placed one after another before they are taken away again, so that the family keeps its size. */
const clonesAtOnce = 20
/** How often that is done; the first time only warms up. */
const rounds = 6

const gaps = { dense: "", "every other deleted": "update offshoot.tasks set deleted = now() where ordinal % 2 = 0" }

/** How long the next clone of one name takes where a project holds so many copies of it. */
export const familySize = Effect.fnUntraced(function* (bench: Bench, settings: Settings) {
  const { clear, pool } = bench.stage
  const [variant] = embedded.variants
  if (variant === undefined) throw new Error("Offshoot has no variant")
  const running = yield* compiled(bench, settings, variant.start(bench))
  const load = { workload: "hot", clients: 1, warmUpSeconds: 0, until: { clones: clonesAtOnce } } as const
  const run = (statement: string) => Effect.promise(() => pool.query(statement))

  const rows: Array<ReadonlyArray<string>> = []
  for (const [state, leaveGaps] of Object.entries(gaps)) {
    for (const size of settings.familySizes) {
      yield* Effect.promise(clear)
      yield* run(copies(leaveGaps === "" ? size : 2 * size))
      if (leaveGaps !== "") yield* run(leaveGaps)
      yield* run("vacuum analyze offshoot.tasks")
      const medians: Array<number> = []
      for (let round = 0; round < rounds; round++) {
        const { failures, p50 } = yield* Effect.promise(() => running.run(load))
        if (failures.length > 0) throw new Error(failures.join("\n"))
        if (round > 0) medians.push(p50)
        yield* run(takeClonesAway)
      }
      progress(`${state}, ${size} copies: done`)
      rows.push([`${state}, ${size.toLocaleString("en-US")} live copies`, spreadWords(spreadOf(medians))])
    }
  }
  return { words: table(["one client, embedded", "p50 ms of the next clones"], rows) }
})

/** Copies have no origin, which tells them from clones. */
const copies = (size: number) => `
  insert into offshoot.tasks
    (project_id, id, name, stem, ordinal, created, created_by, enabled, public, exposed_to_agents, shared_with_project,
     output_modality, task_run_visibility, tags, active_revisions)
  select '${targetProjectId(hotProject)}', uuidv7(), case n when 1 then stem else stem || ' (' || n || ')' end, stem, n,
    now(), created_by, true, false, false, false, output_modality, task_run_visibility, '{}', '[]'
  from (select * from bench.tasks where stem not like '% 0' limit 1) source, generate_series(1, ${size}) n`

const takeClonesAway = `
  with task as (
    delete from offshoot.tasks where cloned_from_task_revision_id is not null returning project_id, id
  )
  delete from offshoot.task_revisions revision using task
  where revision.project_id = task.project_id and revision.task_id = task.id`
