import { Effect, Latch } from "effect"
import { makeDeadline } from "./deadline.ts"
import { Limits } from "./limits.ts"

/** Tells a caller its answer; only the first time counts. */
export type Settle<A, E> = (answer: Effect.Effect<A, E>) => void

/** Callers that wait for one kind of answer, each as the item that was made of its request. */
export interface Line<Request, Item extends { readonly settle: Settle<A, E> }, A, E> {
  readonly size: () => number
  readonly item: (request: Request, settle: Settle<A, E>) => Item
  readonly add: (item: Item) => void
  /** Its caller waits no longer, be it served already or not. */
  readonly leave: (item: Item) => void
  /** What a caller is told when too many wait already, or when it has waited too long. */
  readonly unavailable: (item: Item) => E
}

/** Where callers wait for workers: in each line as many as the limits allow, and none past the deadline. */
export const makeWaitingRoom = Effect.gen(function* () {
  const limits = yield* Limits
  const deadline = yield* makeDeadline(limits.deadline)
  /** Open while there may be work. */
  const bell = Latch.makeUnsafe(false)

  return {
    /** How a caller waits in a line, until a worker settles its request. */
    wait:
      <Request, Item extends { readonly settle: Settle<A, E> }, A, E>(line: Line<Request, Item, A, E>) =>
      (request: Request): Effect.Effect<A, E> =>
        Effect.callback((answer) => {
          const item = line.item(request, (result) => {
            ended()
            answer(result)
          })
          const ended = deadline.begin(() => {
            line.leave(item)
            answer(Effect.fail(line.unavailable(item)))
          })
          if (line.size() >= limits.waiting) return item.settle(Effect.fail(line.unavailable(item)))
          line.add(item)
          bell.openUnsafe()
          return Effect.sync(() => {
            ended()
            line.leave(item)
          })
        }),

    /** Employs a worker, which does whatever it can take, one after another; what it does is not interrupted. */
    employ: <Work>(take: () => Work | undefined, work: (work: Work) => Effect.Effect<void>) => {
      const workOnce = Effect.suspend(() => {
        const taken = take()
        if (taken !== undefined) return Effect.map(work(taken), () => void bell.openUnsafe())
        bell.closeUnsafe()
        return Effect.void
      })
      return bell.await.pipe(
        // Those that are about to ask, ask first.
        Effect.andThen(Effect.yieldNow),
        Effect.andThen(Effect.uninterruptible(workOnce)),
        Effect.forever,
        Effect.forkScoped
      )
    }
  }
})

export type WaitingRoom = Effect.Success<typeof makeWaitingRoom>
