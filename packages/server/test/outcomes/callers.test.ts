import { describe, expect, it } from "vitest"
import { bearer, hears, type Situation } from "./hears.ts"
import { tokens } from "./tokens.ts"
import { issuersFor } from "./upstreams.ts"

const good: Readonly<Record<string, Situation>> = {
  "an opaque token of Hydra": { shows: (upstreams) => bearer(tokens.opaque(upstreams)) },
  "a session token of Kratos": { shows: (upstreams) => bearer(tokens.session(upstreams)) },
  "a JWT of Hydra": { shows: () => bearer(tokens.jwt()) },
  "a JWT of a session of Kratos": { shows: () => bearer(tokens.sessionJwt()) },
  "the scheme in small letters": { shows: async (upstreams) => `bearer ${tokens.opaque(upstreams)}` }
}

const noCredentials: Readonly<Record<string, Situation>> = {
  "no Authorization header": { shows: () => [] },
  "another scheme": { shows: () => "Basic YW5uOmFubg==" }
}

const refused: Readonly<Record<string, Situation>> = {
  "two Authorization headers": {
    shows: (upstreams) => [`Bearer ${tokens.opaque(upstreams)}`, `Bearer ${tokens.opaque(upstreams)}`]
  },
  "something after the token": { shows: (upstreams) => `Bearer ${tokens.opaque(upstreams)} x` },
  "a tab before the token": { shows: (upstreams) => `Bearer\t${tokens.opaque(upstreams)}` },
  "the scheme alone": { shows: () => "Bearer" },

  "an opaque token that Hydra does not know": { shows: () => "Bearer ory_at_unknown-to-hydra" },
  "an opaque token that was revoked": {
    shows: (upstreams) => {
      const token = tokens.opaque(upstreams)
      upstreams.hydra.revoke(token)
      return bearer(token)
    }
  },
  "a refresh token that Hydra calls active": {
    shows: (upstreams) => bearer(tokens.opaque(upstreams, { token_use: "refresh_token" }))
  },
  "a refresh token that says so": { shows: () => "Bearer ory_rt_says-what-it-is" },
  "an opaque token for another audience": { shows: (upstreams) => bearer(tokens.opaque(upstreams, { aud: ["them"] })) },
  "an opaque token for nobody": { shows: (upstreams) => bearer(tokens.opaque(upstreams, { aud: [] })) },
  "an opaque token that expired": { shows: (upstreams) => bearer(tokens.opaque(upstreams, { iat: 1, exp: 2 })) },
  "an opaque token without subject": { shows: (upstreams) => bearer(tokens.opaque(upstreams, { sub: "" })) },
  "an opaque token bound to its sender": { shows: (upstreams) => bearer(tokens.opaque(upstreams, { cnf: {} })) },

  "a session token that Kratos does not know": { shows: () => "Bearer ory_st_unknown-to-kratos" },
  "the token of a session after logout": {
    shows: (upstreams) => {
      const token = tokens.session(upstreams)
      upstreams.kratos.logOut(token)
      return bearer(token)
    }
  },
  "the token of a session that is not active": {
    shows: (upstreams) => bearer(tokens.session(upstreams, { active: false }))
  },
  "the token of a session that expired": {
    shows: (upstreams) => bearer(tokens.session(upstreams, { expires_at: "2020-01-01T00:00:00Z" }))
  },
  "the token of a session of somebody who was deactivated": {
    shows: (upstreams) => bearer(tokens.session(upstreams, {}, { state: "inactive" }))
  },

  "a JWT signed by somebody else": { shows: () => bearer(tokens.jwt({}, { forged: true })) },
  "a JWT of an unknown issuer": { shows: () => bearer(tokens.jwt({ iss: "https://elsewhere.example/" })) },
  "a JWT of an unknown key, after the keys were fetched": { shows: () => bearer(tokens.jwt({}, { kid: "key-2" })) },
  "a JWT for another audience": { shows: () => bearer(tokens.jwt({ aud: "them" })) },
  "a JWT that is an ID token": { shows: () => bearer(tokens.jwt({ nonce: "n" })) },
  "a JWT of a session for another audience": { shows: () => bearer(tokens.sessionJwt({ aud: "them" })) },
  "a JWT of three parts that are none": { shows: () => "Bearer not-a.token-of.anybody" },
  "an opaque token that does not say whose it is, where nobody is asked about those": {
    shows: () => "Bearer opaque-without-prefix"
  }
}

const tooFewFactors: Readonly<Record<string, Situation>> = {
  "where the service requires more": {
    shows: (upstreams) => bearer(tokens.session(upstreams)),
    // Without JWTs of that Kratos, which do not say how many factors a session has.
    variables: (upstreams) => ({ ...issuersFor(upstreams, {}, ["hydra"]), OFFSHOOT_KRATOS_REQUIRE_AAL: "aal2" })
  },
  "where Kratos requires more": {
    shows: (upstreams) => bearer(tokens.session(upstreams)),
    given: ({ kratos }) => kratos.plant({ status: 403, body: { error: { id: "session_aal2_required", code: 403 } } })
  }
}

const lackingScope: Readonly<Record<string, Situation>> = {
  "an opaque token": { shows: (upstreams) => bearer(tokens.opaque(upstreams, { scope: "openid" })) },
  "a JWT": { shows: () => bearer(tokens.jwt({ scp: ["openid"] })) }
}

const notPermitted: Readonly<Record<string, Situation>> = {
  "somebody else": { shows: (upstreams) => bearer(tokens.opaque(upstreams, { sub: "bob" })) },
  "a program called ann": { shows: (upstreams) => bearer(tokens.opaque(upstreams, { sub: "ann", client_id: "ann" })) },
  "somebody whose name Keto cannot be asked about": {
    shows: (upstreams) => bearer(tokens.opaque(upstreams, { sub: "ann@example.com" }))
  },
  "ann, when Keto says no": {
    shows: (upstreams) => bearer(tokens.opaque(upstreams)),
    given: ({ keto }) =>
      keto.plant({ status: 200, body: { allowed: false, results: [{ allowed: false }, { allowed: true }] } })
  }
}

describe.each<[string, Readonly<Record<string, Situation>>, number, string | undefined, string | undefined]>([
  ["clones with", good, 200, undefined, undefined],
  ["is asked for credentials with", noCredentials, 401, "missing_credentials", "Bearer"],
  ["is refused with", refused, 401, "invalid_token", 'Bearer error="invalid_token"'],
  [
    "has to log in with a further factor",
    tooFewFactors,
    401,
    "insufficient_user_authentication",
    'Bearer error="insufficient_user_authentication"'
  ],
  [
    "has to ask for another scope with",
    lackingScope,
    403,
    "insufficient_scope",
    'Bearer error="insufficient_scope", scope="tasks"'
  ],
  ["may not clone:", notPermitted, 403, "permission_denied", undefined]
])("who asks for a clone %s", (_, situations, status, code, challenge) => {
  it.each(Object.entries(situations))("%s", async (_, situation) =>
    expect(await hears(situation)).toEqual({ status, code, challenge, retryAfter: undefined })
  )
})
