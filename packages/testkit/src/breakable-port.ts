import { Fault, Unavailable } from "@offshoot/core"
import { Effect } from "effect"

/**
 * How a call of a port goes wrong. Nothing happens, and it is `Unavailable` or a `Fault`; or, of an operation that writes,
 * it happens, but nobody hears how it ended: `Unavailable` with outcome "unknown".
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

/** A port whose operations may all fail as an adapter's may; another operation does not fit. */
export type Failing<Port> = {
  readonly [Member in keyof Port]: Port[Member] extends (...given: never) => Effect.Effect<unknown, infer E>
    ? [Unavailable | Fault] extends [E]
      ? Port[Member]
      : never
    : Port[Member]
}

type Call = (...given: ReadonlyArray<unknown>) => Effect.Effect<unknown, unknown>

/**
 * Makes a port breakable, so that a test sees what callers get while a dependency is down, and what they find when they
 * try again.
 *
 * @param name of the dependency, as the errors tell it
 * @example
 * const { plant, port, repair } = breakablePort("tasks", tasks)
 * plant((operation) => (operation === "place" ? "answer lost" : undefined))
 */
export const breakablePort = <Port extends object>(name: string, port: Port & Failing<Port>): BreakablePort<Port> => {
  let planted: (operation: keyof Port) => PortFault | undefined = () => undefined
  const breakable =
    (operation: string, call: Call): Call =>
    (...given) =>
      Effect.suspend(() => {
        const about = { dependency: name, operation }
        switch (planted(operation as keyof Port)) {
          case undefined:
            return call(...given)
          case "unavailable":
            return Effect.fail(new Unavailable({ ...about, outcome: "nothing stored" }))
          case "fault":
            return Effect.fail(new Fault({ ...about, cause: new Error("planted by a test") }))
          case "answer lost":
            return Effect.andThen(
              Effect.exit(call(...given)),
              Effect.fail(new Unavailable({ ...about, outcome: "unknown" }))
            )
        }
      })
  // A proxy of a copy: one of a frozen port would have to answer its operations as they are.
  const shape: Port = Object.assign(Object.create(Object.getPrototypeOf(port)), port)
  return {
    port: new Proxy(shape, {
      get: (_shape, member) => {
        const value: unknown = Reflect.get(port, member)
        return typeof value === "function" && typeof member === "string"
          ? breakable(member, value.bind(port) as Call)
          : value
      }
    }),
    plant: (fault) => {
      planted = typeof fault === "function" ? fault : () => fault
    },
    repair: () => {
      planted = () => undefined
    }
  }
}
