import { Schema } from "effect"
import { variable } from "./variable.ts"

/** `OFFSHOOT_OPAQUE_TOKENS`: who is asked about opaque tokens that do not begin with `ory_`, which says whose they are. */
export const opaqueTokens = variable(
  "OFFSHOOT_OPAQUE_TOKENS",
  Schema.Literals(["hydra", "kratos"]),
  "hydra or kratos, whichever is asked about opaque tokens that do not begin with ory_"
)
