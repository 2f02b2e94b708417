import { inspect } from "node:util"
import { assert, describe, it } from "@effect/vitest"
import { type Draft, nameDraft, type Task, TaskName } from "@offshoot/core"
import { Array, Effect, Exit, Fiber, Layer } from "effect"
import { SqlClient } from "effect/sql"
import { live, onPostgres18 } from "../databases.ts"
import { failureOf } from "../failure-of.ts"
import { layerPorts } from "../hands.ts"
import { newNode } from "../nodes.ts"
import { asked, draftsOf, heldWriter, placeAll, transactionsOf } from "./held-writer.ts"

describe("a draft that breaks its group's statement", () => {
  it.layer(
    layerPorts.pipe(Layer.provideMerge(onPostgres18)),
    live
  )((it) => {
    const failsAlone = Effect.fnUntraced(function* (bad: (draft: Draft) => Draft) {
      const { open, tasks } = yield* heldWriter()
      const drafts = (yield* draftsOf(Array.range(1, 20).map((n) => `Name ${n % 4}`))).map((draft, index) =>
        index === 3 || index === 12 ? bad(draft) : draft
      )
      const all = yield* Effect.forkChild(placeAll(tasks, drafts))
      yield* asked
      yield* open
      const exits = yield* Fiber.join(all)
      for (const [index, exit] of exits.entries()) {
        if (index === 3 || index === 12) assert.propertyVal(failureOf(exit), "_tag", "Fault")
        else assert.isTrue(Exit.isSuccess(exit), `the draft ${index} is placed`)
      }
      const stored = yield* transactionsOf(drafts[0]?.projectId as Task["projectId"])
      assert.strictEqual(
        stored.reduce((sum, size) => sum + size, 0),
        18
      )
      // And the writer goes on.
      assert.isTrue(Exit.isSuccess(yield* Effect.exit(tasks.place((yield* draftsOf(["Next"]))[0] as Draft))))
    })

    it.effect("fails alone where a trigger refuses its name", () =>
      Effect.gen(function* () {
        const sql = yield* SqlClient.SqlClient
        yield* sql`
          create function offshoot.refuse() returns trigger language plpgsql as $$
          begin raise exception 'no'; end $$`
        yield* sql`
          create trigger refuse before insert on offshoot.tasks for each row
          when (new.name like 'Poison%') execute function offshoot.refuse()`
        yield* failsAlone((draft) => ({ ...draft, wantedName: TaskName.make("Poison") }))
      })
    )

    it.effect("tells what was wrong, but nothing of what the draft holds", () =>
      Effect.gen(function* () {
        const secret = "what nobody may read in a log"
        const sql = yield* SqlClient.SqlClient
        const [{ database } = { database: "" }] = yield* sql<{
          database: string
        }>`select current_database() as database`
        yield* sql.unsafe(`alter database ${database} set log_parameter_max_length_on_error = -1`)
        yield* sql`alter table offshoot.task_revisions add check (system_prompt !~ 'nobody')`
        const { tasks, taskCollection } = yield* newNode()
        const [draft] = yield* draftsOf(["Foo"])
        const [revision] = (draft as Draft).revisions
        const secretive: Draft = { ...(draft as Draft), revisions: [{ ...revision, systemPrompt: secret }] }
        const refusals = [
          yield* Effect.flip(tasks.place(secretive)),
          yield* Effect.flip(taskCollection.insert(nameDraft(secretive, secretive.wantedName)))
        ]
        for (const refusal of refusals) {
          const shown = inspect(refusal, { depth: 20 })
          assert.include(shown, "task_revisions_system_prompt_check")
          assert.notInclude(shown, secret)
        }
      })
    )

    it.effect("fails alone where Postgres refuses a value", () =>
      failsAlone((draft) => ({ ...draft, description: "a\0b" }))
    )

    it.effect("fails alone where a value can not even be sent", () =>
      failsAlone((draft) => ({ ...draft, created: Number.NaN }))
    )

    it.effect("fails alone where a host without types leaves a field out", () =>
      failsAlone((draft) => ({ ...draft, description: undefined }) as unknown as Draft)
    )

    it.effect("fails alone where a host without types leaves a prompt out", () =>
      failsAlone(
        (draft) => ({ ...draft, revisions: [{ ...draft.revisions[0], systemPrompt: undefined }] }) as unknown as Draft
      )
    )

    it.effect("fails alone where its id is none", () =>
      failsAlone((draft) => ({ ...draft, id: "no uuid" as Draft["id"] }))
    )
  })
})
