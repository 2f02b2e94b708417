import { type CloneRequest, type Task, usableShare } from "@offshoot/core"
import type { CloneService, SeenTask } from "@offshoot/testkit"
import { Effect } from "effect"
import { memorySubject } from "./memory-subject.ts"

export type Right = ReturnType<typeof memorySubject>

/** The right service, some of it done wrong. */
export const serving = (wrong: (right: Right) => Partial<CloneService>) => () => {
  const right = memorySubject()
  return { ...right, service: { ...right.service, ...wrong(right) } }
}

export const cloning = (clone: (right: Right, request: CloneRequest) => Effect.Effect<SeenTask, unknown>) =>
  serving((right) => ({ clone: (request) => clone(right, request) }))

export const checkingTheShareFirst = cloning((right, request) =>
  Effect.gen(function* () {
    yield* Effect.fromResult(usableShare(yield* right.shares.find(request.shortId), Date.now()))
    return yield* clone(right, request)
  })
)

export const clone = ({ service }: Right, request: CloneRequest) =>
  service.clone(request) as Effect.Effect<Task, unknown>
