import { InvalidToken } from "@offshoot/core"
import { Result } from "effect"

/** The reason goes to the log: it says which rule a token broke, and quotes nothing of the token. */
export const refuse = (reason: string): Result.Result<never, InvalidToken> => Result.fail(new InvalidToken({ reason }))
