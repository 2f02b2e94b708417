import { type Fault, Unavailable } from "@offshoot/core"
import { Cause, Effect, Latch, Option } from "effect"
import { SqlClient } from "effect/sql"
import { makeDeadline } from "./deadline.ts"
import { failureOf, isBroken, isPassing, sqlErrorIn } from "./failures.ts"
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

interface Waiting<Request, Answer> {
  readonly request: Request
  readonly settle: (answer: Effect.Effect<Answer, Unavailable | Fault>) => void
}

/** How many requests one statement answers at most. */
const batchLimit = 512

/** For one transaction: a plan that was made while a table was small must not outlive that. */
const settings = `
  select set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
    set_config('enable_mergejoin', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true)`

/**
 * Answers requests that arrive while a batch is being read together in the next one; a lone request waits for nothing.
 * Each read starts after its requests were made. A request inside a transaction of the host's is read there, alone.
 */
export const makeBatchedRead = Effect.fnUntraced(function* <Request, Answer>({
  answers,
  operation,
  parameters,
  statement
}: BatchedRead<Request, Answer>) {
  const sql = (yield* SqlClient.SqlClient).withoutTransforms()
  const orFailure = yield* makeOrFailure
  const limits = yield* Limits
  const deadline = yield* makeDeadline(limits.deadline)
  const [lane] = yield* makeLanes(1)
  if (lane === undefined) return yield* Effect.die("a pool has at least one connection")
  let waiting: Array<Waiting<Request, Answer>> = []
  const bell = Latch.makeUnsafe(false)

  const unavailable = new Unavailable({ dependency: "postgres", operation, outcome: "nothing stored" })

  const readAlone = (request: Request) =>
    Effect.suspend(() => sql.unsafe<Row>(statement, parameters([request]))).pipe(
      Effect.flatMap((rows) => answers(rows)(request, 0)),
      orFailure(operation, "reads")
    )

  const readTogether = (request: Request) =>
    Effect.callback<Answer, Unavailable | Fault>((answer) => {
      const settle = (result: Effect.Effect<Answer, Unavailable | Fault>) => {
        ended()
        answer(result)
      }
      const one = { request, settle }
      const leave = () => {
        waiting = waiting.filter((other) => other !== one)
      }
      const ended = deadline.begin(() => {
        leave()
        answer(Effect.fail(unavailable))
      })
      if (waiting.length >= limits.waiting) return settle(Effect.fail(unavailable))
      waiting.push(one)
      bell.openUnsafe()
      return Effect.sync(() => {
        ended()
        leave()
      })
    })

  const readBatch = Effect.suspend(() => {
    const batch = waiting.splice(0, batchLimit)
    if (waiting.length === 0) bell.closeUnsafe()
    if (batch.length === 0) return Effect.void
    return lane
      .use((query) =>
        Effect.all(
          [
            query("begin isolation level read committed read only"),
            query(settings),
            query(statement, parameters(batch.map(({ request }) => request))),
            query("commit")
          ],
          { concurrency: "unbounded" }
        ).pipe(Effect.tapError(() => Effect.ignore(query("rollback"))))
      )
      .pipe(
        Effect.tapError((error) => (isBroken(error) ? lane.discard : Effect.void)),
        // A connection that broke while it was idle is no reason to refuse.
        Effect.retry({ times: 1, while: isBroken }),
        Effect.timeoutOrElse({
          duration: limits.deadline,
          orElse: () => Effect.andThen(lane.discard, Effect.fail(unavailable))
        }),
        Effect.matchCauseEffect({
          onSuccess: ([, , { rows }]) =>
            Effect.sync(() => {
              const answer = answers(rows)
              for (const [index, { request, settle }] of batch.entries()) settle(answer(request, index))
            }),
          onFailure: (cause) => {
            const error = sqlErrorIn(cause)
            // One request may have broken the statement: alone, the others are answered.
            if (!Cause.hasFails(cause) || (error !== undefined && !isPassing(error))) {
              const readOne = ({ request, settle }: Waiting<Request, Answer>) =>
                Effect.map(Effect.exit(readAlone(request)), settle)
              return Effect.forEach(batch, readOne, { concurrency: 4, discard: true })
            }
            const failure = error === undefined ? unavailable : failureOf(error, operation, "nothing stored")
            return Effect.sync(() => {
              for (const { settle } of batch) settle(Effect.fail(failure))
            })
          }
        })
      )
  })

  yield* bell.await.pipe(
    // Those that are about to ask, ask first.
    Effect.andThen(Effect.yieldNow),
    Effect.andThen(Effect.uninterruptible(readBatch)),
    Effect.forever,
    Effect.forkScoped
  )

  return (request: Request): Effect.Effect<Answer, Unavailable | Fault> =>
    Effect.flatMap(Effect.serviceOption(sql.transactionService), (transaction) =>
      Option.isSome(transaction) ? readAlone(request) : readTogether(request)
    )
})
