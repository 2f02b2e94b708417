import { laws, type SeenTask } from "@offshoot/testkit"
import { Effect } from "effect"
import { describe } from "vitest"
import { rejected } from "./rejected.ts"
import { checkingTheShareFirst, clone, cloning, serving } from "./wrong-service.ts"

/** Answers what it answered before, whoever may still ask and whatever became of the task. */
const notingAnswers = serving((right) => {
  const noted = new Map<string, SeenTask>()
  return {
    clone: (request) =>
      Effect.gen(function* () {
        const key = JSON.stringify(request)
        const made = noted.get(key) ?? (yield* clone(right, request))
        if (request.idempotencyKey !== undefined) noted.set(key, made)
        return made
      })
  }
})

describe("A service that is asked again", () => {
  rejected(laws.service, [
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
      it: "refuses a retry after the share was revoked",
      law: "service.retry-after-revoking",
      subject: checkingTheShareFirst
    },
    {
      it: "answers from its notes before it asks whether the caller may",
      law: "service.retry-denied",
      subject: notingAnswers
    },
    { it: "answers a retry as it answered at first", law: "service.retry-renamed", subject: notingAnswers },
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
