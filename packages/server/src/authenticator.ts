import { Authenticator, InvalidToken } from "@offshoot/core"
import { JwtAuthenticator, type JwtIssuer, localKeySet, rememberCallers } from "@offshoot/ory"
import { Effect, Layer, Option, Redacted } from "effect"
import { decodeJwt } from "jose"

/** Accepts the tokens of these issuers: what a token says of its issuer only picks who verifies it, in full. */
export const layerAuthenticator = (issuers: ReadonlyArray<JwtIssuer>): Layer.Layer<Authenticator> => {
  const verifiers = new Map(
    issuers.map((issuer) => [issuer.issuer, JwtAuthenticator.make(issuer, localKeySet(issuer.jwks))])
  )
  const authenticator = rememberCallers({
    authenticate: (token) => {
      const issuer = Option.getOrUndefined(claimedIssuer(token))
      const verifier = issuer === undefined ? undefined : verifiers.get(issuer)
      return verifier !== undefined
        ? verifier.authenticate(token)
        : Effect.fail(new InvalidToken({ reason: "iss is none of the issuers" }))
    }
  })
  return Layer.succeed(Authenticator, authenticator)
}

const claimedIssuer = Option.liftThrowable((token: Redacted.Redacted) => decodeJwt(Redacted.value(token)).iss)
