import type { Law } from "./law.ts"
import { tasksHistory } from "./tasks-history.ts"
import { tasksNames } from "./tasks-names.ts"
import { tasksPieces } from "./tasks-pieces.ts"
import { tasksReading } from "./tasks-reading.ts"
import { tasksRetries } from "./tasks-retries.ts"
import type { TasksSubject } from "./tasks-subject.ts"

/** What a store of tasks promises. */
export const tasksLaws: ReadonlyArray<Law<TasksSubject>> = [
  ...tasksReading,
  ...tasksNames,
  ...tasksRetries,
  ...tasksHistory,
  ...tasksPieces
]
