import { type PlacePieces, placeWith, Tasks } from "@offshoot/core"
import { Effect, Option, Semaphore } from "effect"
import { copy, holdsName, liveTasks, type State, taskKey } from "./state.ts"

/** The tasks of a memory store. One draft is placed at a time: a crowd that wants one name meets no exhausted retries. */
export const memoryTasks = (state: State): Tasks["Service"] => {
  const pieces = memoryPieces(state)
  const place = placeWith(pieces)
  const oneAtATime = Semaphore.makeUnsafe(1)
  return Tasks.of({ ...pieces, place: (draft) => oneAtATime.withPermits(1)(Effect.suspend(() => place(copy(draft)))) })
}

/** What `place` is made from, and a collection inserts with; each piece happens at one moment. */
export const memoryPieces = (state: State): PlacePieces => ({
  find: (projectId, taskId) =>
    Effect.sync(() =>
      Option.fromUndefinedOr(state.tasks.get(taskKey(projectId, taskId))).pipe(
        Option.filter((task) => task.deleted === null),
        Option.map(copy)
      )
    ),
  taken: (projectId) => Effect.sync(() => new Set(liveTasks(state, projectId).map(({ name }) => name))),
  insert: (task) =>
    Effect.sync(() => {
      const key = taskKey(task.projectId, task.id)
      if (state.tasks.has(key)) return "exists"
      if (holdsName(state, task.projectId, task.name)) return "taken"
      state.tasks.set(key, copy(task))
      return "inserted"
    })
})
