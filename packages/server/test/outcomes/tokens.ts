import type { JWTPayload } from "jose"
import { signed } from "./signed.ts"
import { hydraIssuer, kratosIssuer, type Upstreams } from "./upstreams.ts"

/** A token for ann of each kind, good unless it is told to be otherwise. */
export const tokens = {
  opaque: ({ hydra }: Upstreams, said: object = {}) => hydra.issue({ ...said }),
  session: ({ kratos }: Upstreams, session: object = {}, identity: object = {}) =>
    kratos.logIn({ ...session }, { id: "ann", ...identity }),
  jwt: (claims: JWTPayload = {}, how: Parameters<typeof signed>[1] = {}) =>
    signed({ iss: hydraIssuer, aud: "offshoot", sub: "ann", client_id: "app", scp: ["tasks"], ...claims }, how),
  sessionJwt: (claims: JWTPayload = {}) =>
    signed({ iss: kratosIssuer, aud: "offshoot", sub: "ann", sid: "s", ...claims })
}
