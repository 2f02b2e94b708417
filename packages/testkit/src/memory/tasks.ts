import { placeWith, Tasks } from "@offshoot/core"
import { Effect, Option, Semaphore } from "effect"
import { copy, holdsName, liveTasks, type State, taskKey } from "./state.ts"

/** The tasks of a memory store. One draft is placed at a time: a crowd that wants one name meets no exhausted retries. */
export const memoryTasks = (state: State): Tasks["Service"] => {
  const find: Tasks["Service"]["find"] = (projectId, taskId) =>
    Effect.sync(() =>
      Option.fromUndefinedOr(state.tasks.get(taskKey(projectId, taskId))).pipe(
        Option.filter((task) => task.deleted === null),
        Option.map(copy)
      )
    )
  const taken: Tasks["Service"]["taken"] = (projectId) =>
    Effect.sync(() => new Set(liveTasks(state, projectId).map(({ name }) => name)))
  const place = placeWith({
    find,
    taken,
    insert: (task) =>
      Effect.sync(() => {
        const key = taskKey(task.projectId, task.id)
        if (state.tasks.has(key)) return "exists"
        if (holdsName(state, task.projectId, task.name)) return "taken"
        state.tasks.set(key, copy(task))
        return "inserted"
      })
  })
  const oneAtATime = Semaphore.makeUnsafe(1)
  return Tasks.of({ find, taken, place: (draft) => oneAtATime.withPermits(1)(place(draft)) })
}
