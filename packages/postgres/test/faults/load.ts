import type { Draft, Fault, NamesExhausted, Task, TaskNotFound, Unavailable } from "@offshoot/core"
import { Effect, Fiber, Result } from "effect"
import { draftFor, newProject } from "../drafts.ts"
import type { newNode } from "../nodes.ts"

type Node = Effect.Success<ReturnType<typeof newNode>>

interface Answered {
  readonly task: Task
  readonly by: Node
}

/** What callers were told while they cloned. */
export interface Told {
  /** Each draft once, and what the other nodes answered that were asked for it at the same time. */
  readonly answered: Array<Answered & { readonly draft: Draft; readonly elsewhere: ReadonlyArray<Answered> }>
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
 * until it is answered; but of those told at once that nothing is stored, every other one gives up. For every fifth draft
 * all nodes are asked at once, until each has answered.
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

  /** Asks another node each time: one draft is one clone, whoever is asked. */
  const cloneAt = Effect.fnUntraced(function* (asked: ReadonlyArray<Node>, draft: Draft, givesUp: boolean) {
    for (let tries = 0; ; tries++) {
      const by = asked[tries % asked.length]
      if (by === undefined) return
      const placed = yield* Effect.result(timed(by.tasks.place(draft)))
      if (Result.isSuccess(placed)) return { task: placed.success, by } satisfies Answered
      const error = placed.failure
      if (error._tag !== "Unavailable") return void told.faults.push(error)
      told.refusals.push(error)
      if (givesUp && tries === 0 && error.outcome === "nothing stored") return void told.givenUp.push(draft)
      // As callers do who are told to try again later.
      yield* Effect.sleep("20 millis")
    }
  })

  const caller = Effect.fnUntraced(function* (number: number) {
    const [first, ...others] = nodes.map((_, index) => nodes[(number + index) % nodes.length] as Node)
    const projectId = projects[number % projects.length]
    if (first === undefined || projectId === undefined) return
    for (let count = 0; !over; count++) {
      const draft = yield* draftFor(projectId, stems[(number + count) % stems.length] ?? "Foo")
      const answers =
        count % 5 === 4
          ? yield* Effect.forEach([first, ...others], (node) => cloneAt([node], draft, false), {
              concurrency: "unbounded"
            })
          : [yield* cloneAt([first, ...others], draft, count % 2 === 0)]
      const [answer, ...elsewhere] = answers.filter((answer) => answer !== undefined)
      if (answer !== undefined) told.answered.push({ ...answer, draft, elsewhere })
      const found = yield* Effect.result(timed(first.tasks.find(projectId, draft.id)))
      if (Result.isFailure(found) && found.failure._tag === "Fault") told.faults.push(found.failure)
      const question = {
        caller: { ...draft.createdBy, scopes: [] },
        permission: "view" as const,
        target: { organizationId: projectId as never, projectId }
      }
      const allowed = yield* Effect.result(timed(first.permissions.allows(question)))
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
