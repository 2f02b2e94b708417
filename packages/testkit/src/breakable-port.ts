import { Fault, Unavailable } from "@offshoot/core"
import { Effect } from "effect"

/**
 * How a call of a port goes wrong: nothing happens, and it is `Unavailable` or a `Fault`; or it happens, but nobody hears
 * of it, and it is `Unavailable` with outcome "unknown".
 */
export type PortFault = "unavailable" | "fault" | "answer lost"

/** A port that a test can break. */
export interface BreakablePort<Port> {
  /** Takes the place of the port that it was made from, and is that port where nothing is planted. */
  readonly port: Port
  /** From now on calls go wrong like this, or where the function says so. */
  readonly plant: (fault: PortFault | ((operation: keyof Port) => PortFault | undefined)) => void
  /** Takes back what was planted. */
  readonly repair: () => void
}

/** What an operation of a port looks like that can fail as every adapter may. */
type Operation = (...given: ReadonlyArray<never>) => Effect.Effect<unknown, unknown>

/**
 * Makes a port breakable, so that a test sees what callers get while a dependency is down, and what they find when they
 * try again.
 *
 * @param name of the dependency, as the errors tell it
 * @example
 * const tasks = breakablePort("tasks", memoryTasks)
 * tasks.plant("answer lost")
 */
export const breakablePort = <Port extends Readonly<Record<keyof Port, Operation>>>(
  name: string,
  port: Port
): BreakablePort<Port> => {
  let planted: (operation: keyof Port) => PortFault | undefined = () => undefined
  const breakable = (operation: keyof Port & string): Operation => {
    const about = { dependency: name, operation }
    return (...given) =>
      Effect.suspend(() => {
        switch (planted(operation)) {
          case undefined:
            return port[operation](...given)
          case "unavailable":
            return Effect.fail(new Unavailable({ ...about, outcome: "nothing stored" }))
          case "fault":
            return Effect.fail(new Fault({ ...about, cause: new Error("planted by a test") }))
          case "answer lost":
            return Effect.andThen(
              port[operation](...given),
              Effect.fail(new Unavailable({ ...about, outcome: "unknown" }))
            )
        }
      })
  }
  const operations = Object.keys(port) as unknown as ReadonlyArray<keyof Port & string>
  return {
    // Every operation is there again, with what it takes and answers.
    port: Object.fromEntries(operations.map((operation) => [operation, breakable(operation)])) as unknown as Port,
    plant: (fault) => {
      planted = typeof fault === "function" ? fault : () => fault
    },
    repair: () => {
      planted = () => undefined
    }
  }
}
