import type { Tag, Task, TaskCollection, TaskPage, TaskQuery } from "@offshoot/core"
import type { Promised } from "@offshoot/core/promise"
import { Effect, Option } from "effect"
import { type Answer, answered, answeredOption } from "./answered.ts"
import { demand } from "./demand.ts"
import { lawsOf } from "./law.ts"

/** A collection of tasks under test, and the hands that set its stage. */
export interface TaskCollectionSubject {
  readonly taskCollection: TaskCollection["Service"] | Promised<TaskCollection["Service"]>
  /** Stores a tag. */
  readonly putTag?: (tag: Tag) => Answer<unknown>
  /** Deletes a live task. */
  readonly remove?: (task: Task) => Answer<unknown>
}

export const taskCollectionLaw = lawsOf<TaskCollectionSubject>("taskCollection", 30)

export const insert = (
  { taskCollection }: TaskCollectionSubject,
  task: Task
): Effect.Effect<"inserted" | "taken" | "exists", unknown> => answered(() => taskCollection.insert(task))

/** One page; `undefined` for a page after a task that the project never had. */
export const page = (
  { taskCollection }: TaskCollectionSubject,
  query: TaskQuery
): Effect.Effect<TaskPage | undefined, unknown> =>
  Effect.map(
    answeredOption<TaskPage>(() => taskCollection.list(query)),
    Option.getOrUndefined
  )

/** Every task that the query asks for, read page by page; each page but the last must be full, and no task on two. */
export const allPages = (
  subject: TaskCollectionSubject,
  query: Omit<TaskQuery, "after">
): Effect.Effect<ReadonlyArray<Task>, unknown> =>
  Effect.gen(function* () {
    const all: Array<Task> = []
    for (;;) {
      const last = all.at(-1)
      const next = yield* page(subject, { ...query, ...(last === undefined ? {} : { after: last.id }) })
      demand(next !== undefined, "a page after a task of the project is none")
      demand(next.tasks.length <= query.limit, `a page of at most ${query.limit} has ${next.tasks.length} tasks`)
      demand(
        !next.hasNext || next.tasks.length === query.limit,
        "a page that is not full says that there is a next one"
      )
      const again = next.tasks.find(({ id }) => all.some((before) => before.id === id))
      demand(again === undefined, `${again?.id} is on two pages`)
      all.push(...next.tasks)
      if (!next.hasNext) return all
    }
  })
