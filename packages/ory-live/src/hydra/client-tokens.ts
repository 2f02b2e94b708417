import type { Hydra } from "../hydra.ts"
import type { Client } from "./register-client.ts"
import { type Tokens, tokens } from "./tokens.ts"

/** The tokens of a program that calls for itself (client credentials). */
export const clientTokens = (
  hydra: Hydra,
  client: Client,
  { audience = "offshoot", scope = "tasks:clone" }: { readonly audience?: string; readonly scope?: string } = {}
): Promise<Tokens> =>
  tokens(hydra, client, { grant_type: "client_credentials", scope, ...(audience === "" ? {} : { audience }) })
