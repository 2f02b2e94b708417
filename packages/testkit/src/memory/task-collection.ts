import { sameIdentity, type Task, TaskCollection, type TaskPage, type TaskQuery } from "@offshoot/core"
import { Effect, Option } from "effect"
import { copy, liveTasks, type State, taskKey } from "./state.ts"
import { memoryPieces } from "./tasks.ts"

/** The collection of tasks of a memory store. */
export const memoryTaskCollection = (state: State): TaskCollection["Service"] =>
  TaskCollection.of({
    insert: memoryPieces(state).insert,
    list: (query) => Effect.sync(() => Option.map(page(state, query), copy))
  })

const page = (state: State, query: TaskQuery): Option.Option<TaskPage> => {
  const after = query.after === undefined ? undefined : state.tasks.get(taskKey(query.projectId, query.after))
  if (query.after !== undefined && after === undefined) return Option.none()
  const matching = liveTasks(state, query.projectId)
    .filter((task) => matches(query, task) && (after === undefined || newestFirst(after, task) < 0))
    .toSorted(newestFirst)
  return Option.some({ tasks: matching.slice(0, query.limit), hasNext: matching.length > query.limit })
}

const matches = ({ createdBy, name, tagId }: TaskQuery, task: Task): boolean =>
  (name === undefined || task.name.toUpperCase().includes(name.toUpperCase())) &&
  (tagId === undefined || task.tags.some(({ id }) => id === tagId)) &&
  (createdBy === undefined || sameIdentity(createdBy, task.createdBy))

const newestFirst = (one: Task, other: Task): number =>
  other.created - one.created || (one.id < other.id ? 1 : one.id > other.id ? -1 : 0)
