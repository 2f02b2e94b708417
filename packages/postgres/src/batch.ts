import { type Fault, Unavailable } from "@offshoot/core"
import { Effect } from "effect"
import { dependency } from "./failures.ts"
import type { Settle, WaitingRoom } from "./waiting-room.ts"

export type Row = Readonly<Record<string, unknown>>

/** A read of many things by one statement. */
export interface BatchedRead<Request, Answer> {
  readonly operation: string
  readonly statement: string
  readonly parameters: (requests: ReadonlyArray<Request>) => ReadonlyArray<unknown>
  /** Finds the answer to each request among the rows. */
  readonly answers: (rows: ReadonlyArray<Row>) => (request: Request, index: number) => Effect.Effect<Answer, Fault>
}

/** How a request is answered. */
export type Ask<Request, Answer> = (request: Request) => Effect.Effect<Answer, Unavailable | Fault>

/** Requests of one kind that are read together; only their kind knows the types of its requests and answers. */
export interface Batch {
  readonly operation: string
  readonly statement: string
  readonly parameters: () => ReadonlyArray<unknown>
  readonly answer: (rows: ReadonlyArray<Row>) => void
  readonly fail: (failure: Unavailable | Fault) => void
  /** Each with a statement of its own. */
  readonly readEach: Effect.Effect<void>
}

/** How many requests one statement answers at most. */
const batchLimit = 512

/** What callers are told whose read comes too late, or who are too many. */
export const unavailable = (operation: string) => new Unavailable({ dependency, operation, outcome: "nothing stored" })

/** The requests of one kind: how each waits to be read with others, and how those that wait are taken together. */
export const makeBatches = <Request, Answer>(
  { answers, operation, parameters, statement }: BatchedRead<Request, Answer>,
  { readAlone, room }: { readonly readAlone: Ask<Request, Answer>; readonly room: WaitingRoom }
) => {
  interface One {
    readonly request: Request
    readonly settle: Settle<Answer, Unavailable | Fault>
    callerLeft: boolean
  }
  let waiting: Array<One> = []

  return {
    readTogether: room.wait<Request, One, Answer, Unavailable | Fault>({
      size: () => waiting.length,
      item: (request, settle) => ({ request, settle, callerLeft: false }),
      add: (one) => void waiting.push(one),
      leave: (one) => {
        one.callerLeft = true
        waiting = waiting.filter((other) => other !== one)
      },
      unavailable: () => unavailable(operation)
    }),

    take: (): Batch | undefined => {
      const batch = waiting.splice(0, batchLimit)
      if (batch.length === 0) return undefined
      return {
        operation,
        statement,
        parameters: () => parameters(batch.map(({ request }) => request)),
        answer: (rows) => {
          const answer = answers(rows)
          for (const [index, { request, settle }] of batch.entries()) {
            // Suspended, so that what cannot be answered fails its caller and not whoever reads.
            settle(Effect.suspend(() => answer(request, index)))
          }
        },
        fail: (failure) => {
          for (const { settle } of batch) settle(Effect.fail(failure))
        },
        readEach: Effect.forEach(
          batch,
          ({ callerLeft, request, settle }) =>
            callerLeft ? Effect.void : Effect.map(Effect.exit(readAlone(request)), settle),
          { concurrency: 4, discard: true }
        )
      }
    }
  }
}
