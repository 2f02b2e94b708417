import { nameDraft, type Task } from "@offshoot/core"
import { laws } from "@offshoot/testkit"
import { Effect } from "effect"
import { describe } from "vitest"
import { replacing } from "./memory-subject.ts"
import { rejected } from "./rejected.ts"

describe("A store that is asked again", () => {
  rejected(laws.tasks, [
    {
      it: "stores a draft that is placed again once more",
      law: "tasks.again",
      subject: replacing(({ tasks }) => ({
        tasks: { ...tasks, place: (draft) => tasks.place({ ...draft, id: crypto.randomUUID() as typeof draft.id }) }
      }))
    },
    {
      it: "looks for the draft, stores another, and then notes the draft",
      law: "tasks.again-at-once",
      subject: replacing(({ tasks }) => {
        const noted = new Map<string, Task>()
        return {
          tasks: {
            ...tasks,
            place: (draft) =>
              Effect.gen(function* () {
                const known = noted.get(draft.id)
                if (known !== undefined) return known
                yield* Effect.yieldNow
                const placed = yield* tasks.place({ ...draft, id: crypto.randomUUID() as typeof draft.id })
                noted.set(draft.id, { ...placed, id: draft.id })
                return { ...placed, id: draft.id }
              })
          }
        }
      })
    },
    {
      it: "answers a draft that is placed again as it was planned",
      law: "tasks.again-renamed",
      subject: replacing(({ tasks }) => ({
        tasks: {
          ...tasks,
          place: (draft) => Effect.map(tasks.place(draft), (placed) => ({ ...placed, name: draft.wantedName }))
        }
      }))
    },
    {
      it: "lets a deleted clone rise again",
      law: "tasks.again-deleted",
      subject: replacing(({ tasks }) => ({
        tasks: {
          ...tasks,
          place: (draft) =>
            Effect.catchTag(tasks.place(draft), "TaskNotFound", () =>
              Effect.succeed(nameDraft(draft, draft.wantedName))
            )
        }
      }))
    }
  ])
})
