import type { Draft, Fault, NamesExhausted, Task, TaskNotFound, Unavailable } from "@offshoot/core"
import { Effect, Fiber, Result } from "effect"
import { draftFor, newProject } from "../drafts.ts"
import type { newNode } from "../nodes.ts"

type Node = Effect.Success<ReturnType<typeof newNode>>

/** What callers were told while they cloned. */
export interface Told {
  readonly answered: Array<{ readonly draft: Draft; readonly task: Task; readonly at: number; readonly by: Node }>
  /** Told that nothing is stored at the first try, and never tried again. */
  readonly givenUp: Array<Draft>
  readonly refusals: Array<Unavailable>
  /** What nobody may ever be told here. */
  readonly faults: Array<NamesExhausted | TaskNotFound | Fault>
  /** Of all calls, in milliseconds. */
  longest: number
}

const stems = ["Foo", "Bar", "Baz"]

/**
 * Callers of some nodes who clone one draft after another until the load is over: each asks again with the same draft
 * until it is answered; but of those told at once that nothing is stored, every other one gives up.
 */
export const startLoad = Effect.fnUntraced(function* (nodes: ReadonlyArray<Node>, callers: number) {
  const projects = yield* Effect.all([newProject, newProject])
  const told: Told = { answered: [], givenUp: [], refusals: [], faults: [], longest: 0 }
  let over = false

  const timed = <A, E>(call: Effect.Effect<A, E>) =>
    Effect.suspend(() => {
      const begun = Date.now()
      return Effect.onExit(call, () =>
        Effect.sync(() => {
          told.longest = Math.max(told.longest, Date.now() - begun)
        })
      )
    })

  const cloneOne = Effect.fnUntraced(function* (number: number, draft: Draft, givesUp: boolean) {
    for (let tries = 0; ; tries++) {
      // Another node each time: one draft is one clone, whoever is asked.
      const node = nodes[(number + tries) % nodes.length]
      if (node === undefined) return
      const placed = yield* Effect.result(timed(node.tasks.place(draft)))
      if (Result.isSuccess(placed)) return told.answered.push({ draft, task: placed.success, at: Date.now(), by: node })
      const error = placed.failure
      if (error._tag !== "Unavailable") return told.faults.push(error)
      told.refusals.push(error)
      if (givesUp && tries === 0 && error.outcome === "nothing stored") return told.givenUp.push(draft)
      // As callers do who are told to try again later.
      yield* Effect.sleep("20 millis")
    }
  })

  const caller = Effect.fnUntraced(function* (number: number) {
    const node = nodes[number % nodes.length]
    const projectId = projects[number % projects.length]
    if (node === undefined || projectId === undefined) return
    for (let count = 0; !over; count++) {
      const draft = yield* draftFor(projectId, stems[(number + count) % stems.length] ?? "Foo")
      yield* cloneOne(number, draft, count % 2 === 0)
      const found = yield* Effect.result(timed(node.tasks.find(projectId, draft.id)))
      if (Result.isFailure(found) && found.failure._tag === "Fault") told.faults.push(found.failure)
      const question = {
        caller: { ...draft.createdBy, scopes: [] },
        permission: "view" as const,
        target: { organizationId: projectId as never, projectId }
      }
      const allowed = yield* Effect.result(timed(node.permissions.allows(question)))
      if (Result.isFailure(allowed) && allowed.failure._tag === "Fault") told.faults.push(allowed.failure)
    }
  })

  const running = yield* Effect.forEach(
    Array.from({ length: callers }, (_, number) => number),
    (number) => Effect.forkChild(caller(number))
  )
  return {
    told,
    /** Lets every caller get its last answer. */
    end: Effect.suspend(() => {
      over = true
      return Effect.forEach(running, Fiber.join, { discard: true })
    })
  }
})
