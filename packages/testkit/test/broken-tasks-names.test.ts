import { family, freeName, numbered, type ProjectId, stemAndOrdinal, TaskName } from "@offshoot/core"
import { laws } from "@offshoot/testkit"
import { Effect, Option, Result } from "effect"
import { describe } from "vitest"
import { checkingThenStoring } from "./checking-then-storing.ts"
import { memorySubject, replacing } from "./memory-subject.ts"
import { rejected } from "./rejected.ts"

const keepingEveryName = replacing(({ tasks }) => {
  const ever = new Map<ProjectId, Set<string>>()
  return {
    tasks: {
      ...tasks,
      place: (draft) =>
        Effect.gen(function* () {
          const names = ever.get(draft.projectId) ?? new Set()
          const known = yield* tasks.find(draft.projectId, draft.id)
          const wantedName = Result.getOrElse(freeName(draft.wantedName, names), () => draft.wantedName)
          const placed = yield* tasks.place(Option.isSome(known) ? draft : { ...draft, wantedName })
          ever.set(draft.projectId, names.add(placed.name))
          return placed
        })
    }
  }
})

describe("A store that names tasks", () => {
  rejected(laws.tasks, [
    {
      it: "calls the first copy the third",
      law: "tasks.one-by-one",
      subject: replacing(({ tasks }) => ({
        tasks: {
          ...tasks,
          place: (draft) =>
            Effect.gen(function* () {
              const { wantedName } = draft
              const names = yield* tasks.taken(draft.projectId, family(wantedName))
              if (!names.has(wantedName)) return yield* tasks.place(draft)
              const second = numbered(stemAndOrdinal(wantedName).stem, 2)
              const picked = yield* Effect.fromResult(freeName(wantedName, new Set([...names, second])))
              return yield* tasks.place({ ...draft, wantedName: picked })
            })
        }
      }))
    },
    { it: "picks a name and stores later", law: "tasks.at-once", subject: replacing(checkingThenStoring) },
    {
      it: "counts the names of other projects",
      law: "tasks.other-project",
      subject: replacing(({ tasks }) => {
        const everywhere = new Set<string>()
        return {
          tasks: {
            ...tasks,
            place: (draft) => {
              const wantedName = Result.getOrElse(freeName(draft.wantedName, everywhere), () => draft.wantedName)
              everywhere.add(wantedName)
              return tasks.place({ ...draft, wantedName })
            }
          }
        }
      })
    },
    { it: "keeps a name that was given up taken", law: "tasks.renamed", subject: keepingEveryName },
    {
      it: "counts on from the number of names",
      law: "tasks.rule",
      subject: replacing(({ tasks }) => ({
        tasks: {
          ...tasks,
          place: (draft) =>
            Effect.gen(function* () {
              const names = yield* tasks.taken(draft.projectId, family(draft.wantedName))
              const { stem } = stemAndOrdinal(draft.wantedName)
              const wantedName = names.has(draft.wantedName) ? numbered(stem, names.size + 1) : draft.wantedName
              return yield* tasks.place({ ...draft, wantedName })
            })
        }
      }))
    },
    {
      it: "counts on where no ordinal is left",
      law: "tasks.exhausted",
      subject: replacing(({ tasks }) => ({
        tasks: {
          ...tasks,
          place: (draft) =>
            Effect.catchTag(tasks.place(draft), "NamesExhausted", () =>
              tasks.place({ ...draft, wantedName: TaskName.make(`${draft.wantedName} (1000000000)`) })
            )
        }
      }))
    },
    { it: "keeps the name of a deleted task taken", law: "tasks.history", subject: keepingEveryName },
    {
      it: "stores from pieces whatever name was picked",
      law: "tasks.interleaved",
      subject: () => {
        const right = memorySubject()
        const { insert } = right.pieces
        // The unique index is missing: what was taken meanwhile is stored all the same.
        const careless: typeof insert = (task) =>
          Effect.map(insert(task), (outcome) => (outcome === "taken" ? "inserted" : outcome))
        return { ...right, pieces: { ...right.pieces, insert: careless } }
      }
    }
  ])
})
