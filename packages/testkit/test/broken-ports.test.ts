import {
  family,
  freeName,
  nameDraft,
  numbered,
  type ProjectId,
  type SharedTask,
  stemAndOrdinal,
  type Target,
  type Task
} from "@offshoot/core"
import { laws } from "@offshoot/testkit"
import { Effect, Option, Result } from "effect"
import { describe } from "vitest"
import { checkingThenStoring } from "./checking-then-storing.ts"
import { memorySubject, type Ports } from "./memory-subject.ts"
import { rejected } from "./rejected.ts"

const replacing = (replace: (ports: Ports) => Partial<Ports>) => () => memorySubject(replace)

describe("A store of shares", () => {
  rejected(laws.shares, [
    {
      it: "answers from a cache after a share was revoked",
      law: "shares.revoked",
      subject: replacing(({ shares }) => {
        const cache = new Map<string, SharedTask>()
        const find: typeof shares.find = (shortId) =>
          Effect.map(shares.find(shortId), (found) => {
            const known = cache.get(shortId)
            if (known !== undefined) return Option.some(known)
            if (Option.isSome(found)) cache.set(shortId, found.value)
            return found
          })
        return { shares: { find } }
      })
    },
    {
      it: "hides revoked shares",
      law: "shares.revoked",
      subject: replacing(({ shares }) => ({
        shares: {
          find: (shortId) =>
            Effect.map(
              shares.find(shortId),
              Option.filter(({ share }) => share.active)
            )
        }
      }))
    },
    {
      it: "hides expired shares",
      law: "shares.no-rule",
      subject: replacing(({ shares }) => ({
        shares: {
          find: (shortId) =>
            Effect.map(
              shares.find(shortId),
              Option.filter(({ share }) => share.expiresAt === null || share.expiresAt > Date.now())
            )
        }
      }))
    },
    {
      it: "does not tell the case of short ids apart",
      law: "shares.case",
      subject: replacing(({ shares }) => ({
        shares: {
          find: (shortId) => {
            const lower = `${shortId.slice(0, -1)}${shortId.slice(-1).toLowerCase()}` as typeof shortId
            return shares.find(lower)
          }
        }
      }))
    },
    {
      it: "answers without the tags",
      law: "shares.as-stored",
      subject: replacing(({ shares }) => ({
        shares: {
          find: (shortId) =>
            Effect.map(
              shares.find(shortId),
              Option.map((found) => ({ ...found, task: { ...found.task, tags: [] } }))
            )
        }
      }))
    },
    {
      it: "answers the deleted task as live",
      law: "shares.source-deleted",
      subject: replacing(({ shares }) => ({
        shares: {
          find: (shortId) =>
            Effect.map(
              shares.find(shortId),
              Option.map((found) => ({ ...found, task: { ...found.task, deleted: null } }))
            )
        }
      }))
    }
  ])
})

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

describe("An adapter of permissions", () => {
  rejected(laws.permissions, [
    {
      it: "does not look at the organization",
      law: "permissions.organization",
      subject: () => {
        const homes = new Map<string, Target>()
        const right = memorySubject(({ permissions }) => ({
          permissions: {
            allows: ({ target, ...question }) =>
              permissions.allows({ ...question, target: homes.get(target.projectId) ?? target })
          }
        }))
        const grant: typeof right.grant = (question) => {
          homes.set(question.target.projectId, question.target)
          return right.grant(question)
        }
        return { ...right, grant }
      }
    },
    {
      it: "takes a fault for a yes",
      law: "permissions.fault",
      subject: replacing(({ permissions }) => ({
        permissions: { allows: (question) => Effect.catch(permissions.allows(question), () => Effect.succeed(true)) }
      }))
    },
    {
      it: "takes a fault for a no",
      law: "permissions.fault",
      subject: replacing(({ permissions }) => ({
        permissions: { allows: (question) => Effect.catch(permissions.allows(question), () => Effect.succeed(false)) }
      }))
    },
    {
      it: "lets those who may view create",
      law: "permissions.view-is-not-edit",
      subject: replacing(({ permissions }) => ({
        permissions: { allows: (question) => permissions.allows({ ...question, permission: "view" }) }
      }))
    },
    {
      it: "takes a program for the person of its name",
      law: "permissions.identity",
      subject: replacing(({ permissions }) => ({
        permissions: {
          allows: ({ caller, ...question }) => permissions.allows({ ...question, caller: { ...caller, kind: "user" } })
        }
      }))
    },
    {
      it: "does not look at the issuer",
      law: "permissions.issuer",
      subject: replacing(({ permissions }) => ({
        permissions: {
          allows: ({ caller, ...question }) =>
            permissions.allows({ ...question, caller: { ...caller, issuer: caller.issuer.replace("/other", "") } })
        }
      }))
    },
    {
      it: "remembers what was granted once",
      law: "permissions.withdrawn",
      subject: replacing(({ permissions }) => {
        const granted = new Set<string>()
        return {
          permissions: {
            allows: (question) =>
              Effect.map(permissions.allows(question), (isAllowed) => {
                const key = JSON.stringify(question)
                if (isAllowed) granted.add(key)
                return granted.has(key)
              })
          }
        }
      })
    }
  ])
})
