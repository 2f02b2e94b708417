import { type Context, Effect } from "effect"
import { onPorts, type Ports } from "../ports.ts"
import { refuse } from "../problems/refuse.ts"
import type { Refusal } from "../problems/table.ts"

/** Runs a program of the core on the ports, and answers what it refuses as a problem. */
export const answering =
  (ports: Context.Context<Ports>) =>
  <A, E extends Refusal, R>(program: Effect.Effect<A, E, R>) =>
    program.pipe(onPorts(ports), Effect.catch(refuse))
