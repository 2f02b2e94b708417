import { type Context, Effect } from "effect"
import { onPorts, type Ports } from "../ports.ts"
import { failWithProblem } from "../problems/fail-with-problem.ts"
import type { Failure } from "../problems/table.ts"

/** Runs a program of the core on the ports, and answers what it refuses as a problem. */
export const answering =
  (ports: Context.Context<Ports>) =>
  <A, E extends Failure, R>(program: Effect.Effect<A, E, R>) =>
    program.pipe(onPorts(ports), Effect.catch(failWithProblem))
