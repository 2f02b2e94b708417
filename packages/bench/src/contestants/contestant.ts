import type { Effect, Scope } from "effect"
import type { Load, Outcome } from "../load/load.ts"
import type { Child } from "../processes/child.ts"
import type { Login } from "../stage/login.ts"
import type { PostgresServer } from "../stage/postgres-server.ts"
import type { Stage } from "../stage/stage.ts"

/** What all contestants of a run share. */
export interface Bench {
  readonly server: PostgresServer
  readonly stage: Stage
  readonly login: Login
  /** The process that makes the load over HTTP. */
  readonly client: Child
}

/** A contestant that is ready for loads. */
export interface Running {
  readonly run: (load: Load) => Promise<Outcome>
  /** Its own processes, where it has some that stay. */
  readonly pids: ReadonlyArray<number>
}

/** One way to write or to set up a contestant. */
export interface Variant {
  readonly label: string
  readonly start: (bench: Bench) => Effect.Effect<Running, never, Scope.Scope>
}

export type ContestantKey = "http" | "fastify" | "function" | "embedded" | "ceiling"

/** Who competes; of several variants the better one counts, for each workload. */
export interface Contestant {
  readonly key: ContestantKey
  readonly title: string
  readonly variants: ReadonlyArray<Variant>
}
