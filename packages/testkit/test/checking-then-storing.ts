import { family, freeName, nameDraft, type TaskId } from "@offshoot/core"
import { Effect } from "effect"
import type { Ports, RightPorts } from "./memory-subject.ts"

/** Reads the taken names, then stores under the picked name as if nobody else did so meanwhile; one by one all is right. */
export const checkingThenStoring = ({ put, tasks }: RightPorts): Pick<Ports, "tasks"> => {
  const stored = new Set<TaskId>()
  return {
    tasks: {
      ...tasks,
      place: (draft) =>
        Effect.gen(function* () {
          if (stored.has(draft.id)) return yield* tasks.place(draft)
          const names = yield* tasks.taken(draft.projectId, family(draft.wantedName))
          const picked = yield* Effect.fromResult(freeName(draft.wantedName, names))
          yield* Effect.yieldNow
          const task = nameDraft(draft, picked)
          yield* put(task)
          stored.add(task.id)
          return task
        })
    }
  }
}
