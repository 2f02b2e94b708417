import { Unavailable } from "@offshoot/core"
import { ExchangeFailed } from "./exchange-failed.ts"

/** That an exchange told nothing: the message says why, and quotes nothing. Questions only read, so nothing is stored. */
export const cannotTell = (
  { dependency, operation }: { readonly dependency: string; readonly operation: string },
  message: string
): Unavailable =>
  new Unavailable({ dependency, operation, outcome: "nothing stored", cause: new ExchangeFailed({ message }) })
