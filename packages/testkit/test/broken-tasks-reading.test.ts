import { Fault, type ProjectId, type Task } from "@offshoot/core"
import { laws } from "@offshoot/testkit"
import { Effect, Option } from "effect"
import { describe } from "vitest"
import { replacing } from "./memory-subject.ts"
import { rejected } from "./rejected.ts"

describe("A store that reads tasks", () => {
  rejected(laws.tasks, [
    {
      it: "takes a task that was never stored for a fault",
      law: "tasks.absent",
      subject: replacing(({ tasks }) => ({
        tasks: {
          ...tasks,
          find: (projectId, id) =>
            Effect.filterOrFail(
              tasks.find(projectId, id),
              Option.isSome,
              () => new Fault({ dependency: "tasks", operation: "find", cause: "There is no row" })
            )
        }
      }))
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
      it: "stores drafts without their tags",
      law: "tasks.tags",
      subject: replacing(({ tasks }) => ({
        tasks: { ...tasks, place: (draft) => tasks.place({ ...draft, tags: [] }) }
      }))
    },
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
      it: "reads of the family the wanted name alone",
      law: "tasks.taken",
      subject: replacing(({ tasks }) => ({
        tasks: {
          ...tasks,
          taken: (projectId, family) =>
            Effect.map(
              tasks.taken(projectId, family),
              (names) => new Set([...names].filter((name) => name === family.wanted))
            )
        }
      }))
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
    }
  ])
})
