import { type Fault, Unavailable } from "@offshoot/core"
import { Cause, Context, Effect, Latch, Layer, Option } from "effect"
import { SqlClient } from "effect/sql"
import { makeDeadline } from "./deadline.ts"
import { dependency, failureOf, isBroken, isPassing, sqlErrorIn } from "./failures.ts"
import { makeLanes } from "./lanes.ts"
import { Limits } from "./limits.ts"
import { makeOrFailure } from "./or-failure.ts"

type Row = Readonly<Record<string, unknown>>

/** A read of many things by one statement. */
export interface BatchedRead<Request, Answer> {
  readonly operation: string
  readonly statement: string
  readonly parameters: (requests: ReadonlyArray<Request>) => ReadonlyArray<unknown>
  /** Finds the answer to each request among the rows. */
  readonly answers: (rows: ReadonlyArray<Row>) => (request: Request, index: number) => Effect.Effect<Answer, Fault>
}

/** How a request is answered. */
type Ask<Request, Answer> = (request: Request) => Effect.Effect<Answer, Unavailable | Fault>

/** Requests of one kind that are read together; what they ask and are answered only their kind knows. */
interface Batch {
  readonly operation: string
  readonly statement: string
  readonly parameters: () => ReadonlyArray<unknown>
  readonly answer: (rows: ReadonlyArray<Row>) => void
  readonly fail: (failure: Unavailable | Fault) => void
  /** Each with a statement of its own. */
  readonly readEach: Effect.Effect<void>
}

/** What callers are told whose read comes too late, or who are too many. */
const unavailable = (operation: string) => new Unavailable({ dependency, operation, outcome: "nothing stored" })

/** How many requests one statement answers at most. */
const batchLimit = 512

/** For one transaction: a plan that was made while a table was small must not outlive that. */
const settings = `
  select set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
    set_config('enable_mergejoin', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true)`

/**
 * Answers requests that arrive while others are being read together in the next transaction, one statement for each kind;
 * a lone request waits for nothing. Each read starts after its requests were made. A request inside a transaction of the
 * host's is read there, alone.
 */
export class BatchedReads extends Context.Service<
  BatchedReads,
  {
    readonly of: <Request, Answer>(read: BatchedRead<Request, Answer>) => Ask<Request, Answer>
  }
>()("@offshoot/postgres/BatchedReads") {
  static readonly layer = Layer.effect(
    BatchedReads,
    Effect.gen(function* () {
      const sql = (yield* SqlClient.SqlClient).withoutTransforms()
      const orFailure = yield* makeOrFailure
      const limits = yield* Limits
      const deadline = yield* makeDeadline(limits.deadline)
      const [lane] = yield* makeLanes(1)
      if (lane === undefined) return yield* Effect.die("a pool has at least one connection")
      const kinds: Array<() => Batch | undefined> = []
      const bell = Latch.makeUnsafe(false)

      const of = <Request, Answer>(read: BatchedRead<Request, Answer>): Ask<Request, Answer> => {
        const { operation, statement } = read

        const readAlone = (request: Request) =>
          Effect.suspend(() => sql.unsafe<Row>(statement, read.parameters([request]))).pipe(
            Effect.flatMap((rows) => read.answers(rows)(request, 0)),
            orFailure(operation, "reads")
          )

        type Settle = (answer: Effect.Effect<Answer, Unavailable | Fault>) => void
        let waiting: Array<{ readonly request: Request; readonly settle: Settle }> = []

        const readTogether = (request: Request) =>
          Effect.callback<Answer, Unavailable | Fault>((resume) => {
            const settle: Settle = (answer) => {
              ended()
              resume(answer)
            }
            const one = { request, settle }
            const leave = () => {
              waiting = waiting.filter((other) => other !== one)
            }
            const ended = deadline.begin(() => {
              leave()
              resume(Effect.fail(unavailable(operation)))
            })
            if (waiting.length >= limits.waiting) return settle(Effect.fail(unavailable(operation)))
            waiting.push(one)
            bell.openUnsafe()
            return Effect.sync(() => {
              ended()
              leave()
            })
          })

        kinds.push(() => {
          const batch = waiting.splice(0, batchLimit)
          if (batch.length === 0) return undefined
          return {
            operation,
            statement,
            parameters: () => read.parameters(batch.map(({ request }) => request)),
            answer: (rows) => {
              const answer = read.answers(rows)
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
              ({ request, settle }) => Effect.map(Effect.exit(readAlone(request)), settle),
              { concurrency: 4, discard: true }
            )
          }
        })

        return (request) =>
          Effect.flatMap(Effect.serviceOption(sql.transactionService), (transaction) =>
            Option.isSome(transaction) ? readAlone(request) : readTogether(request)
          )
      }

      const readBatches = Effect.suspend(() => {
        const batches = kinds.flatMap((take) => take() ?? [])
        if (batches.length === 0) {
          bell.closeUnsafe()
          return Effect.void
        }
        return lane
          .use((query) =>
            Effect.all(
              [
                query("begin isolation level read committed read only"),
                query(settings),
                ...batches.map(({ parameters, statement }) => query(statement, parameters())),
                query("commit")
              ],
              { concurrency: "unbounded" }
            )
          )
          .pipe(
            // A connection that broke while it was idle is no reason to refuse.
            Effect.retry({ times: 1, while: isBroken }),
            Effect.timeoutOrElse({
              duration: limits.deadline,
              orElse: () => Effect.andThen(lane.discard, Effect.fail(unavailable("read")))
            }),
            Effect.matchCauseEffect({
              onSuccess: ([, , ...results]) =>
                Effect.sync(() => {
                  for (const [index, batch] of batches.entries()) batch.answer(results[index]?.rows ?? [])
                }),
              onFailure: (cause) => {
                const error = sqlErrorIn(cause)
                // One request may have broken its statement: alone, the others are answered.
                if (!Cause.hasFails(cause) || (error !== undefined && !isPassing(error) && !isBroken(error))) {
                  return Effect.forEach(batches, ({ readEach }) => readEach, { discard: true })
                }
                return Effect.sync(() => {
                  for (const { fail, operation } of batches) {
                    fail(error === undefined ? unavailable(operation) : failureOf(error, operation, "nothing stored"))
                  }
                })
              }
            })
          )
      })

      yield* bell.await.pipe(
        // Those that are about to ask, ask first.
        Effect.andThen(Effect.yieldNow),
        Effect.andThen(Effect.uninterruptible(readBatches)),
        Effect.forever,
        Effect.forkScoped
      )

      return BatchedReads.of({ of })
    })
  )
}
