import { PgClient } from "@effect/sql-pg"
import { Permissions, ShareCollection, Shares, TaskCollection, Tasks } from "@offshoot/core"
import { layer, layerPermissions } from "@offshoot/postgres"
import { Context, Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import { Limits } from "../src/limits.ts"
import { Database } from "./databases.ts"

interface NodeOptions extends Omit<PgClient.PgPoolConfig, "url">, Partial<Context.Service.Shape<typeof Limits>> {
  readonly url?: PgClient.PgPoolConfig["url"]
}

/** What sessions of {@link newNode} are called. */
export const nodeName = "one more node"

/** One more node on the test's database: the ports over a pool of its own, which ends with the scope. */
export const newNode = Effect.fnUntraced(function* ({ deadline, waiting, writers, ...config }: NodeOptions = {}) {
  const { maxConnections, url } = yield* Database
  const client = PgClient.layer({ url, maxConnections, applicationName: nodeName, ...config })
  const limits = { ...(yield* Limits), ...definedOf({ deadline, waiting, writers }) }
  const ports = Layer.mergeAll(layer, layerPermissions).pipe(Layer.provideMerge(client))
  const built = yield* Layer.build(Layer.fresh(ports)).pipe(Effect.provideService(Limits, limits))
  return {
    tasks: Context.get(built, Tasks),
    shares: Context.get(built, Shares),
    shareCollection: Context.get(built, ShareCollection),
    taskCollection: Context.get(built, TaskCollection),
    permissions: Context.get(built, Permissions),
    sql: Context.get(built, SqlClient.SqlClient)
  }
})

const definedOf = <Options extends object>(options: Options) =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Options]?: Exclude<Options[Key], undefined>
  }
