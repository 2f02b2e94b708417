import { Authenticator, Unavailable } from "@offshoot/core"
import { JwtAuthenticator, type JwtIssuer, type KeySet, localKeySet } from "@offshoot/ory"
import { Effect, Layer } from "effect"

/** Accepts the tokens of these issuers. */
export const layerAuthenticator = (issuers: ReadonlyArray<JwtIssuer>): Layer.Layer<Authenticator> =>
  Layer.sync(Authenticator, () => JwtAuthenticator.make(issuers.map((issuer) => ({ issuer, keys: keysOf(issuer) }))))

const keysOf = ({ jwks }: JwtIssuer): KeySet => (jwks === undefined ? () => Effect.fail(unread) : localKeySet(jwks))

const unread = new Unavailable({ dependency: "key set", operation: "find", outcome: "nothing stored" })
