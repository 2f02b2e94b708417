import { laws } from "@offshoot/testkit"
import { Effect, Option } from "effect"
import { describe } from "vitest"
import { checkingThenStoring } from "./checking-then-storing.ts"
import { memorySubject } from "./memory-subject.ts"
import { rejected } from "./rejected.ts"
import { clone, cloning, serving } from "./wrong-service.ts"

describe("A service that clones", () => {
  rejected(laws.service, [
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
    }
  ])
})
