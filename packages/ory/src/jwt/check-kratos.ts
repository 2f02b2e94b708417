import type { Caller, InvalidToken } from "@offshoot/core"
import { Result } from "effect"
import { refuse } from "./refuse.ts"
import type { Members } from "./strict-json.ts"

/** Tells a session of Kratos by its id; only people have sessions. */
export const checkKratos = ({ sid }: Members): Result.Result<Caller["kind"], InvalidToken> =>
  typeof sid === "string" && sid !== "" ? Result.succeed("user") : refuse("sid does not name a session")
