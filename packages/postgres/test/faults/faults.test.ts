import { PgClient } from "@effect/sql-pg"
import { assert, describe, it } from "@effect/vitest"
import type { Task } from "@offshoot/core"
import { layerMigrations } from "@offshoot/postgres"
import { Context, Effect, Layer, Redacted } from "effect"
import { networked } from "../between.ts"
import { Database, live } from "../databases.ts"
import { newNode, nodeName } from "../nodes.ts"
import { startMortal } from "../servers.ts"
import { advisoryLocks, openSession, until } from "../sessions.ts"
import { provokeDeadlocks, unlucky } from "./deadlocks.ts"
import { startLoad, type Told } from "./load.ts"

const inCi = process.env["CI"] !== undefined
const rounds = inCi ? 5 : 1

/** Of every node here, in milliseconds. */
const deadline = 600
/** How long service may take to come back, in milliseconds. */
const recovery = 5000

/** A server that may be killed. */
class Mortal extends Context.Service<Mortal, Awaited<ReturnType<typeof startMortal>>>()(
  "@offshoot/postgres/test/Mortal"
) {}

const layerMortal = Layer.effectContext(
  Effect.map(
    Effect.acquireRelease(Effect.promise(startMortal), ({ stop }) => Effect.promise(stop)),
    (mortal) => {
      const url = Redacted.make(`${mortal.address}/postgres?application_name=operator`)
      return Context.make(Mortal, mortal).pipe(Context.add(Database, { url, maxConnections: 10 }))
    }
  )
)

const migrated = Effect.flatMap(Database, ({ url }) =>
  Effect.scoped(
    Layer.build(Layer.fresh(layerMigrations.pipe(Layer.provide(PgClient.layer({ url, maxConnections: 1 })))))
  )
)

/** One statement of the operator's, on a session of its own: the one before may have been killed. */
const operate = (statement: string) => Effect.scoped(Effect.flatMap(openSession, ({ query }) => query(statement)))

const reload = operate("select pg_reload_conf()")

/** Everything that callers were told is true, and nothing else is stored. */
const assertTrue = Effect.fnUntraced(function* (told: Told) {
  assert.deepStrictEqual(told.faults, [])
  const projects = [...new Set(told.answered.map(({ task }) => task.projectId))]
  const list = projects.map((id) => `'${id}'`).join(", ")
  const rows = yield* operate(`
    select id, name, project_id as "projectId", deleted, (
      select count(*)::integer from offshoot.task_revisions revision
      where revision.project_id = task.project_id and revision.task_id = task.id
    ) as revisions
    from offshoot.tasks task where project_id in (${list})`)
  const stored = new Map(rows.map((row) => [row["id"], row]))
  assert.strictEqual(stored.size, rows.length)
  for (const { elsewhere, task } of told.answered) {
    for (const other of elsewhere) assert.deepStrictEqual(other.task, task)
    assert.deepInclude(stored.get(task.id), { id: task.id, name: task.name, revisions: 1, deleted: null })
  }
  for (const { id } of told.givenUp) assert.isFalse(stored.has(id), "told that nothing is stored, but it is")
  assert.strictEqual(rows.length, told.answered.length, "what is stored was answered")
  assertDense(told.answered.map(({ task }) => task))
})

/** Names are given without a gap and without a double. */
const assertDense = (tasks: ReadonlyArray<Task>) => {
  for (const [key, ofStem] of Map.groupBy(tasks, ({ name, projectId }) => `${projectId} ${name.split(" ")[0]}`)) {
    const stem = key.split(" ")[1]
    assert.sameMembers(
      ofStem.map(({ name }) => `${name}`),
      ofStem.map((_, index) => (index === 0 ? `${stem}` : `${stem} (${index + 1})`))
    )
  }
}

const waitFor = Effect.fnUntraced(function* (what: string, holds: () => boolean, milliseconds: number) {
  const begun = Date.now()
  while (!holds()) {
    if (Date.now() - begun > milliseconds) return assert.fail(`not within ${milliseconds} ms: ${what}`)
    yield* Effect.sleep("10 millis")
  }
})

/** Sessions of nodes. */
const nodeSessions = `select count(*)::integer from pg_stat_activity where application_name = '${nodeName}'`

/**
 * Runs a fault, which ends by itself, under load of two nodes; then service is back soon, everything that was told is
 * true, and nothing is left behind.
 */
const survives = (
  fault: Effect.Effect<unknown, unknown, Mortal | Database>,
  {
    afterwards = Effect.void,
    patience = deadline,
    url
  }: {
    readonly afterwards?: Effect.Effect<void>
    readonly patience?: number
    readonly url?: Redacted.Redacted
  } = {}
) =>
  Effect.gen(function* () {
    const told = yield* Effect.gen(function* () {
      const direct = yield* newNode({ deadline: patience, maxConnections: 4 })
      const other = yield* newNode({ deadline: patience, maxConnections: 4, ...(url === undefined ? {} : { url }) })
      const load = yield* startLoad([direct, other], 24)
      const { answered } = load.told
      const nodes = [direct, other]
      const kindOf = ({ by, draft }: Told["answered"][number]) =>
        `${draft.projectId} ${draft.wantedName} by node ${nodes.indexOf(by)}`
      const hasBegun = () => nodes.every((node) => answered.filter(({ by }) => by === node).length > 24)
      yield* waitFor("both nodes are under load", hasBegun, 10_000)
      const kinds = new Set(answered.map(kindOf))
      for (let round = 0; round < rounds; round++) {
        yield* Effect.orDie(fault)
        const before = answered.length
        yield* waitFor(
          "both nodes clone every name into every project again",
          () => {
            const served = new Set(answered.slice(before).map(kindOf))
            return [...kinds].every((kind) => served.has(kind))
          },
          recovery
        )
      }
      yield* Effect.timeout(load.end, "20 seconds")
      yield* afterwards
      // Pool, writers and the lane of reads, of both.
      const [row] = yield* operate(`select (${nodeSessions}) as count`)
      assert.isAtMost(row?.["count"] as number, 2 * (4 + 2 + 1))
      yield* until(advisoryLocks, 0)
      return load.told
    }).pipe(Effect.scoped)
    yield* until(nodeSessions, 0)
    assert.isBelow(told.longest, patience * 4)
    yield* assertTrue(told)
    return told
  })

const outcomes = (told: Told) => new Set(told.refusals.map(({ outcome }) => outcome))

describe("clones under load", () => {
  it.layer(
    layerMortal,
    live
  )((it) => {
    it.effect("survive a server that is killed and started again", () =>
      Effect.gen(function* () {
        yield* migrated
        const { kill, start } = yield* Mortal
        const told = yield* survives(
          Effect.andThen(
            Effect.promise(kill),
            // Long enough that callers are told.
            Effect.andThen(Effect.sleep(deadline * 1.5), Effect.promise(start))
          )
        )
        assert.include([...outcomes(told)], "nothing stored")
      })
    )

    it.effect("survive sessions that are terminated at any moment", () =>
      Effect.gen(function* () {
        yield* migrated
        yield* survives(
          Effect.gen(function* () {
            let terminated = 0
            for (let tries = 0; terminated < 60; tries++) {
              assert.isBelow(tries, 600, "there are sessions to terminate")
              const victims = yield* operate(`
                select pg_terminate_backend(pid) as terminated from (
                  select pid from pg_stat_activity where application_name = '${nodeName}' order by random() limit 1
                ) as victim`)
              terminated += victims.filter((victim) => victim["terminated"]).length
            }
          })
        )
      })
    )

    it.effect("survive sessions that are terminated between COMMIT and its answer", () =>
      Effect.gen(function* () {
        yield* migrated
        const told = yield* survives(
          Effect.gen(function* () {
            // A commit is done, but its answer waits for a standby that there is not.
            yield* operate("alter system set synchronous_standby_names = 'nobody'")
            yield* reload
            yield* until("select count(*) > 0 from pg_stat_activity where wait_event = 'SyncRep'", true)
            // Long enough that callers are told, who must not hear that nothing is stored.
            yield* Effect.sleep(deadline * 1.5)
            for (let count = 0; count < 5; count++) {
              yield* until("select count(*) > 0 from pg_stat_activity where wait_event = 'SyncRep'", true)
              yield* operate("select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'SyncRep'")
            }
            yield* operate("alter system reset synchronous_standby_names")
            yield* reload
          })
        )
        assert.include([...outcomes(told)], "unknown")
      })
    )

    const networks = [
      ["stalls and goes on", "stall", "heal"],
      ["stalls towards the server and goes on", "stallToServer", "heal"],
      ["stalls towards the client and goes on", "stallToClient", "heal"],
      ["stalls and is cut", "stall", "cut"],
      ["is cut", "cut", "heal"],
      ["loses its connections without a word", "lose", "heal"]
    ] as const
    // Two of them where there is little time: together they hold back requests, and answers.
    it.effect.each(inCi ? networks : [networks[2], networks[3]])("survive a network that %s", ([, begins, ends]) =>
      Effect.gen(function* () {
        yield* migrated
        const { network, url } = yield* networked
        const told = yield* survives(
          Effect.gen(function* () {
            network[begins]()
            // Longer than any caller may wait.
            yield* Effect.sleep(deadline * 5)
            network[ends]()
            network.heal()
          }),
          // What was lost is noticed at last.
          { afterwards: Effect.sync(network.cut), url }
        )
        assert.isNotEmpty(told.refusals)
      })
    )

    const refusals = [
      [
        "a disk that is full",
        `create function offshoot.disk_full() returns trigger language plpgsql as $$
         begin raise exception 'could not extend file: No space left on device' using errcode = '53100'; end $$;
         create trigger disk_full before insert on offshoot.task_revisions
         for each row execute function offshoot.disk_full()`,
        "drop function offshoot.disk_full cascade"
      ],
      [
        "a server that is read-only",
        "alter system set default_transaction_read_only = on",
        "alter system reset default_transaction_read_only"
      ]
    ] as const
    it.effect.each(refusals)("survive %s, and are told that nothing is stored", ([, begin, end]) =>
      Effect.gen(function* () {
        yield* migrated
        const told = yield* survives(
          Effect.gen(function* () {
            for (const statement of begin.split(/;\s*(?=create trigger)/)) yield* operate(statement)
            yield* reload
            yield* Effect.sleep(300)
            yield* Effect.scoped(
              Effect.flatMap(openSession, ({ query }) =>
                Effect.andThen(query("set default_transaction_read_only = off"), query(end))
              )
            )
            yield* reload
          })
        )
        assert.deepStrictEqual([...outcomes(told)], ["nothing stored"])
      })
    )

    it.effect("survive failures to serialize, and deadlocks with somebody who takes names in another order", () =>
      Effect.gen(function* () {
        yield* migrated
        // Nodes find out before they give the wait for a name up.
        yield* operate("alter system set deadlock_timeout = '200ms'")
        yield* reload
        for (const statement of unlucky) yield* operate(statement)
        const told = yield* survives(provokeDeadlocks(inCi ? 5 : 1), { patience: 10_000 })
        assert.isFalse(outcomes(told).has("unknown"))
        yield* operate("drop function offshoot.unlucky cascade")
        yield* operate("alter system reset deadlock_timeout")
        yield* reload
      })
    )
  })
})
