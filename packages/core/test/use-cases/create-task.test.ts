import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { createTask, Ids, type Model, Models, Permissions, Tags, TaskCollection, TaskId } from "../../src/index.ts"
import { caller, sourceTask, target, uuid } from "../samples.ts"

const [source] = sourceTask.revisions

/** Creates a task in a store that answers so. */
const creating = (answer: "inserted" | "taken" | "exists") =>
  createTask(caller, target, { header: sourceTask, revision: source, tagIds: [], revisionTagIds: [] }).pipe(
    Effect.provideService(Permissions, { allows: ({ permission }) => Effect.succeed(permission === "createTask") }),
    Effect.provideService(Models, { find: (ids) => Effect.succeed(ids.map((id) => ({ id }) as Model)) }),
    Effect.provideService(Tags, { find: () => Effect.succeed([]) }),
    Effect.provideService(TaskCollection, {
      insert: () => Effect.succeed(answer),
      list: () => Effect.die("not asked")
    }),
    Effect.provideService(Ids, { next: Effect.succeed(uuid(50)), shortId: Effect.die("not asked") })
  )

describe("createTask", () => {
  it.effect("answers the task that was stored", () =>
    Effect.gen(function* () {
      assert.deepInclude(yield* creating("inserted"), { id: TaskId.make(uuid(50)), name: sourceTask.name })
    })
  )

  it.effect("refuses a name that is taken", () =>
    Effect.gen(function* () {
      assert.deepInclude(yield* Effect.flip(creating("taken")), { _tag: "NameTaken", name: sourceTask.name })
    })
  )

  it.effect("blames an id that is not new on those who give ids, not on the name", () =>
    Effect.gen(function* () {
      const error = yield* Effect.flip(creating("exists"))
      assert.isTrue(error._tag === "Fault" && error.dependency === "ids" && String(error.cause).includes(uuid(50)))
    })
  )
})
