import { family, freeName, nameDraft, numbered, type ProjectId, stemAndOrdinal, type Task } from "@offshoot/core"
import { laws } from "@offshoot/testkit"
import { Effect, Option, Result } from "effect"
import { describe } from "vitest"
import { checkingThenStoring } from "./checking-then-storing.ts"
import { memorySubject, type Ports } from "./memory-subject.ts"
import { rejected } from "./rejected.ts"

const replacing = (replace: (ports: Ports) => Partial<Ports>) => () => memorySubject(replace)

describe("A store of tasks", () => {
  rejected(laws.tasks, [
    {
      it: "stores a draft that is placed again once more",
      law: "tasks.again",
      subject: replacing(({ tasks }) => ({
        tasks: { ...tasks, place: (draft) => tasks.place({ ...draft, id: crypto.randomUUID() as typeof draft.id }) }
      }))
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
    },
    { it: "picks a name and stores later", law: "tasks.at-once", subject: replacing(checkingThenStoring) },
    {
      it: "answers tasks of other projects",
      law: "tasks.project",
      subject: replacing(({ tasks }) => {
        const homes = new Map<string, ProjectId>()
        return {
          tasks: {
            ...tasks,
            find: (projectId, id) => tasks.find(homes.get(id) ?? projectId, id),
            place: (draft) =>
              Effect.tap(tasks.place(draft), ({ id, projectId }) => Effect.sync(() => homes.set(id, projectId)))
          }
        }
      })
    },
    {
      it: "answers deleted tasks",
      law: "tasks.deleted",
      subject: replacing(({ tasks }) => {
        const known = new Map<string, Task>()
        return {
          tasks: {
            ...tasks,
            find: (projectId, id) =>
              Effect.map(
                tasks.find(projectId, id),
                Option.orElse(() =>
                  Option.fromUndefinedOr(known.get(id)).pipe(Option.filter((task) => task.projectId === projectId))
                )
              ),
            place: (draft) => Effect.tap(tasks.place(draft), (task) => Effect.sync(() => known.set(task.id, task)))
          }
        }
      })
    },
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
    {
      it: "hands out what it stores",
      law: "tasks.own-answer",
      subject: replacing(({ tasks }) => {
        const stored = new Map<string, Task>()
        return {
          tasks: {
            ...tasks,
            find: (_, id) => Effect.sync(() => Option.fromUndefinedOr(stored.get(id))),
            place: (draft) => Effect.tap(tasks.place(draft), (task) => Effect.sync(() => stored.set(task.id, task)))
          }
        }
      })
    },
    {
      it: "loses the configuration of the fallback",
      law: "tasks.whole",
      subject: replacing(({ tasks }) => ({
        tasks: {
          ...tasks,
          place: (draft) => tasks.place({ ...draft, revisions: [{ ...draft.revisions[0], fallbackLlmConfig: null }] })
        }
      }))
    },
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
      it: "keeps the name of a deleted task taken",
      law: "tasks.history",
      subject: replacing(({ tasks }) => {
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
    },
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
