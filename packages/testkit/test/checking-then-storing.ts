import { freeName, nameDraft, type ProjectId, type Task, TaskNotFound } from "@offshoot/core"
import { Effect, Option } from "effect"
import type { Ports } from "./memory-subject.ts"

/** Reads the taken names, then stores under the picked name as if nobody else did so meanwhile. */
export const checkingThenStoring = (): Pick<Ports, "tasks"> => {
  const stored = new Map<string, Task>()
  const names = (projectId: ProjectId) =>
    new Set([...stored.values()].filter((task) => task.projectId === projectId).map(({ name }) => name))
  return {
    tasks: {
      find: (_, id) => Effect.sync(() => Option.fromUndefinedOr(stored.get(id))),
      taken: (projectId) => Effect.sync(() => names(projectId)),
      place: (draft) =>
        Effect.gen(function* () {
          if (stored.has(draft.id)) return yield* new TaskNotFound({ taskId: draft.id })
          const picked = yield* Effect.fromResult(freeName(draft.wantedName, names(draft.projectId)))
          yield* Effect.yieldNow
          const task = nameDraft(draft, picked)
          stored.set(task.id, task)
          return task
        })
    }
  }
}
