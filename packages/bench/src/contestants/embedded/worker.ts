import { PgClient } from "@effect/sql-pg"
import {
  cloneSharedTask,
  Ids,
  OrganizationId,
  Permissions,
  ProjectId,
  type SharedTask,
  Shares,
  ShortId,
  type Task,
  Tasks
} from "@offshoot/core"
import { layerClone } from "@offshoot/postgres"
import { Effect, Layer, ManagedRuntime, Option, Redacted, References } from "effect"
import type { Outcome, Sample } from "../../load/load.ts"
import { Tally } from "../../load/tally.ts"
import { answering } from "../../processes/answering.ts"
import { issuer, organizationId, shortIdOf, subjectOf, targetProjectId } from "../../stage/places.ts"
import { type CloneOrder, nextClone, shareSetOf, type WorkloadName } from "../../stage/workload.ts"
import type { EmbeddedLoad, FromMemory } from "../embedded.ts"

// A host that embeds the clone: the program of core on the adapters for Postgres, in one process with what asks for it.

const { DATABASE_URL = "" } = process.env
const fromMemory: FromMemory = process.argv[2] === "permissions and shares" ? process.argv[2] : "permissions"

/** Shares that are read once each: what no service may do, to see what the reads cost. */
const layerKeptShares = Layer.effect(
  Shares,
  Effect.map(Shares, ({ find }) => {
    const kept = new Map<string, Option.Option<SharedTask>>()
    return {
      find: (shortId) => {
        const found = kept.get(shortId)
        return found === undefined
          ? Effect.tap(find(shortId), (share) => Effect.sync(() => kept.set(shortId, share)))
          : Effect.succeed(found)
      }
    }
  })
)

const runtime = ManagedRuntime.make(
  Layer.mergeAll(
    fromMemory === "permissions" ? layerClone : Layer.provideMerge(layerKeptShares, layerClone),
    Layer.succeed(Permissions, { allows: () => Effect.succeed(true) }),
    Ids.layer,
    // As in the service: nothing exports spans.
    Layer.succeed(References.TracerEnabled, false)
  ).pipe(Layer.provide(PgClient.layer({ url: Redacted.make(DATABASE_URL) })), Layer.orDie)
)

const clone = (workload: WorkloadName, { caller, project, share }: CloneOrder) =>
  cloneSharedTask({
    caller: { issuer, subject: subjectOf(caller), kind: "user", scopes: [] },
    target: {
      organizationId: OrganizationId.make(organizationId),
      projectId: ProjectId.make(targetProjectId(project))
    },
    shortId: ShortId.make(shortIdOf(shareSetOf(workload), share))
  })

const driven = Effect.fnUntraced(function* ({ load, metered }: EmbeddedLoad) {
  const tally = new Tally(load, metered, 1)
  const client = Effect.gen(function* () {
    while (tally.next()) {
      const order = nextClone(load.workload)
      const keep = tally.sampling
      const startedAt = performance.now()
      yield* clone(load.workload, order).pipe(
        Effect.match({
          onSuccess: (task) => {
            tally.answered(order, startedAt)
            if (keep) tally.keep(task)
          },
          onFailure: (error) => tally.failed(error)
        })
      )
    }
  })
  yield* Effect.all(
    Array.from({ length: load.clients }, () => client),
    { concurrency: "unbounded", discard: true }
  )
  const outcome: Outcome = tally.outcome()
  const tasks = yield* Tasks
  const compared = ({ answer }: Sample) => {
    const { id, projectId } = answer as Task
    return Effect.map(tasks.find(projectId, id), (stored) => ({ answer, stored: Option.getOrNull(stored) }))
  }
  const samples = yield* Effect.forEach(outcome.samples, compared, { concurrency: "unbounded" })
  return { ...outcome, samples }
})

answering<EmbeddedLoad>((message) => runtime.runPromise(driven(message)))
