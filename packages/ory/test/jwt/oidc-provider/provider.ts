import { Effect, type Scope } from "effect"
import { exportJWK, generateKeyPair } from "jose"
import { Provider } from "oidc-provider"
import { served } from "../../upstream/served.ts"

/** What tokens of the provider are for. */
export const resource = "https://offshoot.example/api"
export const redirectUri = "http://127.0.0.1/callback"

/** An issuer that is not Ory's: `robot` is a program with a secret, `app` one that people use; anybody may log in. */
export const provider: Effect.Effect<string, never, Scope.Scope> = Effect.gen(function* () {
  let answer: ReturnType<Provider["callback"]> | undefined
  const { url } = yield* served((request, response) => answer?.(request, response))
  const { privateKey } = yield* Effect.promise(() => generateKeyPair("ES256", { extractable: true }))
  const key = yield* Effect.promise(() => exportJWK(privateKey))
  // It is told its address, which it has only now.
  answer = new Provider(url, {
    jwks: { keys: [{ ...key, kid: "provider-1", alg: "ES256", use: "sig" }] },
    cookies: { keys: ["not a secret"] },
    scopes: ["openid", "offline_access", "tasks:clone"],
    clientDefaults: { id_token_signed_response_alg: "ES256" },
    clients: [
      {
        client_id: "robot",
        client_secret: "robots-secret",
        grant_types: ["client_credentials"],
        redirect_uris: [],
        response_types: []
      },
      {
        client_id: "app",
        application_type: "native",
        token_endpoint_auth_method: "none",
        grant_types: ["authorization_code"],
        redirect_uris: [redirectUri]
      }
    ],
    findAccount: (_, accountId) => ({ accountId, claims: () => ({ sub: accountId }) }),
    ttl: { AccessToken: 600, ClientCredentials: 600, IdToken: 600, Interaction: 600, Session: 600, Grant: 600 },
    features: {
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: () => ({
          scope: "tasks:clone",
          audience: resource,
          accessTokenFormat: "jwt",
          jwt: { sign: { alg: "ES256" } }
        }),
        useGrantedResource: () => true
      }
    }
  }).callback()
  return url
})
