import { PgClient } from "@effect/sql-pg"
import { layerMigrations } from "@offshoot/postgres"
import { Effect, Layer, Redacted, type Scope } from "effect"
import { Pool } from "pg"
import { cloneFunctions } from "../contestants/function/clone-functions.ts"
import { sources } from "./sources.ts"

/** The database that contestants write to, as the runner sees it. */
export interface Stage {
  readonly pool: Pool
  /** Takes everything that was cloned away: every turn begins with the same tables, statistics and files. */
  readonly clear: () => Promise<void>
}

/** Migrates the database as Offshoot does, and lays out shares, projects, roles, and the functions of a contestant. */
export const makeStage = (url: string): Effect.Effect<Stage, never, Scope.Scope> =>
  Effect.gen(function* () {
    yield* Effect.scoped(
      Layer.build(layerMigrations.pipe(Layer.provide(PgClient.layer({ url: Redacted.make(url), maxConnections: 1 }))))
    ).pipe(Effect.orDie)
    const pool = yield* Effect.acquireRelease(
      Effect.sync(() => new Pool({ connectionString: url, max: 4 })),
      (pool) => Effect.promise(() => pool.end())
    )
    // The server may end first: what used the connection says so.
    pool.on("error", () => {})
    yield* Effect.promise(() => pool.query(`${sources}; ${cloneFunctions}`))
    const clear = async () => {
      await pool.query(`
        truncate offshoot.tasks, offshoot.task_revisions;
        insert into offshoot.tasks select * from bench.tasks;
        insert into offshoot.task_revisions select * from bench.task_revisions`)
      for (const statement of ["vacuum analyze offshoot.tasks, offshoot.task_revisions", "checkpoint"]) {
        await pool.query(statement)
      }
    }
    yield* Effect.promise(clear)
    yield* Effect.promise(() => pool.query("vacuum analyze"))
    return { pool, clear }
  })
