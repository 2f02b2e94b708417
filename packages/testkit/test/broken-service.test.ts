import { type CloneRequest, type Task, usableShare } from "@offshoot/core"
import { type CloneService, laws, type SeenTask } from "@offshoot/testkit"
import { Effect, Option } from "effect"
import { describe } from "vitest"
import { checkingThenStoring } from "./checking-then-storing.ts"
import { memorySubject } from "./memory-subject.ts"
import { rejected } from "./rejected.ts"

type Right = ReturnType<typeof memorySubject>

/** The right service, some of it done wrong. */
const serving = (wrong: (right: Right) => Partial<CloneService>) => () => {
  const right = memorySubject()
  return { ...right, service: { ...right.service, ...wrong(right) } }
}

const cloning = (clone: (right: Right, request: CloneRequest) => Effect.Effect<SeenTask, unknown>) =>
  serving((right) => ({ clone: (request) => clone(right, request) }))

const checkingTheShareFirst = cloning((right, request) =>
  Effect.gen(function* () {
    yield* Effect.fromResult(usableShare(yield* right.shares.find(request.shortId), Date.now()))
    return yield* clone(right, request)
  })
)

const clone = ({ service }: Right, request: CloneRequest) => service.clone(request) as Effect.Effect<Task, unknown>

describe("A clone service", () => {
  rejected(laws.service, [
    { it: "checks the share before the permission", law: "service.permission-first", subject: checkingTheShareFirst },
    {
      it: "refuses a retry after the share was revoked",
      law: "service.retry-after-revoking",
      subject: checkingTheShareFirst
    },
    {
      it: "stores something on refusal",
      law: "service.refusal",
      subject: cloning((right, request) =>
        Effect.tapError(clone(right, request), () =>
          Effect.gen(function* () {
            const source = yield* right.shares.find(request.shortId)
            const { projectId } = request.target
            if (Option.isNone(source)) return
            const { revision, task } = source.value
            yield* right.put({ ...task, projectId, deleted: null, revisions: [revision], activeRevisions: [] })
          })
        )
      )
    },
    {
      it: "tells a revoked share that has expired as expired",
      law: "service.refusal",
      subject: () =>
        memorySubject(({ shares }) => ({
          shares: {
            find: (shortId) =>
              Effect.map(
                shares.find(shortId),
                Option.map((found) =>
                  found.share.expiresAt === null ? found : { ...found, share: { ...found.share, active: true } }
                )
              )
          }
        }))
    },
    {
      it: "trusts the organization that the request names",
      law: "service.organization",
      subject: () => {
        const homes = new Map<string, CloneRequest["target"]>()
        const right = memorySubject(({ permissions }) => ({
          permissions: {
            allows: ({ target, ...question }) =>
              permissions.allows({ ...question, target: homes.get(target.projectId) ?? target })
          }
        }))
        const grant: Right["grant"] = (question) => {
          homes.set(question.target.projectId, question.target)
          return right.grant(question)
        }
        return { ...right, grant }
      }
    },
    {
      it: "takes no notice of the key",
      law: "service.retry",
      subject: cloning((right, { idempotencyKey: _, ...request }) => clone(right, request))
    },
    {
      it: "looks for the key, clones, and then notes the key",
      law: "service.retry-at-once",
      subject: serving((right) => {
        const noted = new Map<string, SeenTask>()
        return {
          clone: ({ idempotencyKey, ...request }) =>
            Effect.gen(function* () {
              const key = JSON.stringify([idempotencyKey, request])
              const known = noted.get(key)
              if (known !== undefined) return known
              yield* Effect.yieldNow
              const made = yield* clone(right, request)
              noted.set(key, made)
              return made
            })
        }
      })
    },
    {
      it: "answers another caller with the task of the first who used the key",
      law: "service.another-request",
      subject: serving((right) => {
        const noted = new Map<string, SeenTask>()
        return {
          clone: (request) =>
            Effect.gen(function* () {
              const made = noted.get(request.idempotencyKey ?? "") ?? (yield* clone(right, request))
              if (request.idempotencyKey !== undefined) noted.set(request.idempotencyKey, made)
              return made
            })
        }
      })
    },
    {
      it: "clones the latest revision instead of the pinned one",
      law: "service.clone",
      subject: () =>
        memorySubject(({ shares, tasks }) => ({
          shares: {
            find: (shortId) =>
              Effect.gen(function* () {
                const found = yield* shares.find(shortId)
                if (Option.isNone(found)) return found
                const task = yield* tasks.find(found.value.task.projectId, found.value.task.id)
                const latest = Option.getOrUndefined(task)?.revisions.at(-1) ?? found.value.revision
                return Option.some({ ...found.value, revision: latest })
              })
          }
        }))
    },
    {
      it: "counts its clones on the source",
      law: "service.source-untouched",
      subject: cloning((right, request) =>
        Effect.tap(clone(right, request), () =>
          Effect.gen(function* () {
            const { task } = Option.getOrThrow(yield* right.shares.find(request.shortId))
            const source = Option.getOrThrow(yield* right.tasks.find(task.projectId, task.id))
            yield* right.put({ ...source, modified: (source.modified ?? 0) + 1 })
          })
        )
      )
    },
    {
      it: "gives the clone's revision the id of the source's",
      law: "service.nothing-in-common",
      subject: cloning((right, request) =>
        Effect.map(clone(right, request), (made) => {
          const [revision] = made.revisions
          return { ...made, revisions: [{ ...revision, id: made.clonedFromTaskRevisionId ?? revision.id }] }
        })
      )
    },
    { it: "picks a name and stores later", law: "service.names", subject: () => memorySubject(checkingThenStoring) },
    {
      it: "stores what it previews",
      law: "service.preview",
      subject: serving(({ service }) => ({ preview: service.clone }))
    },
    {
      it: "previews the wanted name instead of the free one",
      law: "service.preview",
      subject: serving((right) => ({
        preview: (request) =>
          Effect.gen(function* () {
            const elsewhere = { ...request.target, projectId: crypto.randomUUID() as typeof request.target.projectId }
            yield* right.grant({ caller: request.caller, permission: "createTask", target: elsewhere })
            const foreseen = yield* clone(right, { ...request, target: elsewhere })
            return { ...foreseen, projectId: request.target.projectId }
          })
      }))
    },
    {
      it: "remembers a share after it was revoked",
      law: "service.revoked",
      subject: () => {
        const cache = new Map<string, unknown>()
        return memorySubject(({ shares }) => ({
          shares: {
            find: (shortId) =>
              Effect.map(shares.find(shortId), (found) => {
                const known = (cache.get(shortId) as typeof found | undefined) ?? found
                cache.set(shortId, known)
                return known
              })
          }
        }))
      }
    },
    {
      it: "makes a new task of a retry whose task was deleted",
      law: "service.retry-deleted",
      subject: cloning((right, { idempotencyKey, ...request }) =>
        Effect.catchIf(
          clone(right, idempotencyKey === undefined ? request : { ...request, idempotencyKey }),
          (error) => error instanceof Error && error.name === "TaskNotFound",
          () => clone(right, request)
        )
      )
    }
  ])
})
