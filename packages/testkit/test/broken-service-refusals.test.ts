import type { CloneRequest, ProjectId } from "@offshoot/core"
import { laws } from "@offshoot/testkit"
import { Effect, Option } from "effect"
import { describe } from "vitest"
import { memorySubject, replacing } from "./memory-subject.ts"
import { rejected } from "./rejected.ts"
import { rememberingGrants } from "./remembering-grants.ts"
import { checkingTheShareFirst, clone, cloning, type Right } from "./wrong-service.ts"

const nowhere = crypto.randomUUID() as ProjectId

describe("A service that refuses", () => {
  rejected(laws.service, [
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
    { it: "checks the share before the permission", law: "service.permission-first", subject: checkingTheShareFirst },
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
    { it: "remembers who may create tasks", law: "service.withdrawn", subject: replacing(rememberingGrants) },
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
      it: "does not know the project that a share is of",
      law: "service.bound-at-home",
      subject: replacing(({ shares }) => ({
        shares: {
          find: (shortId) =>
            Effect.map(
              shares.find(shortId),
              Option.map((found) => ({ ...found, task: { ...found.task, projectId: nowhere } }))
            )
        }
      }))
    }
  ])
})
