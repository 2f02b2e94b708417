import type { KeySet } from "../keys/key-set.ts"
import type { JwtIssuer } from "./jwt-issuer.ts"

/** An issuer whose tokens are accepted, and where its keys are found. */
export interface TrustedIssuer {
  readonly issuer: JwtIssuer
  readonly keys: KeySet
}
