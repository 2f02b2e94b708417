import { Schema } from "effect"
import { variable } from "./variable.ts"

/** `OFFSHOOT_OPAQUE_TOKENS`: who is asked about opaque tokens whose prefix does not say whose they are. */
export const opaqueTokens = variable(
  "OFFSHOOT_OPAQUE_TOKENS",
  Schema.Literals(["hydra", "kratos"]),
  "hydra or kratos, whichever is asked about opaque tokens that begin neither ory_at_ nor ory_st_"
)
