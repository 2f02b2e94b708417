import { Cause, Context, Effect, Layer, Option } from "effect"
import { SqlClient } from "effect/sql"
import { type Ask, type Batch, type BatchedRead, makeBatches, type Row, unavailable } from "./batch.ts"
import { failureOf, isBroken, isPassing, sqlErrorIn } from "./failures.ts"
import { makeLanes } from "./lanes.ts"
import { Limits, statementTimeout } from "./limits.ts"
import { makeOrFailure } from "./or-failure.ts"
import { outsideTransaction } from "./outside-transaction.ts"
import { makeWaitingRoom } from "./waiting-room.ts"

/**
 * For one transaction: a plan that was made while a table was small must not outlive that, nor a read that nobody waits for
 * any more: the server does not notice that its client left while it waits for a lock.
 */
const settingsFor = (deadline: number) => `
  select set_config('enable_seqscan', 'off', true), set_config('enable_hashjoin', 'off', true),
    set_config('enable_mergejoin', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true),
    set_config('statement_timeout', '${statementTimeout(deadline)}', true)`

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
      const settings = settingsFor(limits.deadline)
      const [lane] = yield* makeLanes(1)
      if (lane === undefined) return yield* Effect.die("a pool has at least one connection")
      const room = yield* makeWaitingRoom
      const kinds: Array<() => Batch | undefined> = []

      const of = <Request, Answer>(read: BatchedRead<Request, Answer>): Ask<Request, Answer> => {
        const readAlone = (request: Request) =>
          Effect.suspend(() => sql.unsafe<Row>(read.statement, read.parameters([request]))).pipe(
            Effect.flatMap((rows) => read.answers(rows)(request, 0)),
            orFailure(read.operation, "nothing stored")
          )
        const { readTogether, take } = makeBatches(read, { readAlone, room })
        kinds.push(take)
        return (request) =>
          Effect.flatMap(Effect.serviceOption(sql.transactionService), (transaction) =>
            Option.isSome(transaction) ? readAlone(request) : readTogether(request)
          )
      }

      const takeAll = () => {
        const batches = kinds.flatMap((take) => take() ?? [])
        return batches.length === 0 ? undefined : batches
      }

      const readAll = (batches: ReadonlyArray<Batch>) =>
        lane
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

      yield* outsideTransaction(room.employ(takeAll, readAll))
      return BatchedReads.of({ of })
    })
  )
}
