import { Effect } from "effect"
import type { Bench } from "./contestants/contestant.ts"
import { startChild } from "./processes/child.ts"
import { makeLogin } from "./stage/login.ts"
import { postgresServer } from "./stage/postgres-server.ts"
import { makeStage } from "./stage/stage.ts"

const client = new URL("./load/http-client.ts", import.meta.url)

/** A Postgres with everything laid out, and what makes the load; all of it ends with the scope. */
export const makeBench = Effect.gen(function* () {
  const server = yield* postgresServer
  const stage = yield* makeStage(server.url)
  const login = yield* Effect.promise(makeLogin)
  return { server, stage, login, client: yield* startChild(client) } satisfies Bench
})
