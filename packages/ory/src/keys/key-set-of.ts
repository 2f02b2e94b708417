import { Effect, type Scope } from "effect"
import type { JwtIssuer } from "../jwt/jwt-issuer.ts"
import type { KeySet } from "./key-set.ts"
import { localKeySet } from "./local-key-set.ts"
import { make } from "./remote-key-set.ts"

/** The keys of an issuer: those of its entry, or those that it publishes at the entry's address. */
export const keySetOf = (issuer: JwtIssuer): Effect.Effect<KeySet, never, Scope.Scope> => {
  const { jwks, jwksUrl } = issuer
  if (jwks !== undefined) return Effect.succeed(localKeySet(jwks))
  return jwksUrl === undefined ? Effect.die(new TypeError("an issuer has no keys")) : make({ ...issuer, jwksUrl })
}
