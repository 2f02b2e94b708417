import {
  answered,
  clientTokens,
  describeLive,
  introspected,
  personTokens,
  registerClient,
  startHydra
} from "@offshoot/ory-live"
import { decodeJwt, decodeProtectedHeader } from "jose"
import { afterAll, assert, it } from "vitest"

describeLive("what the adapter relies on in Hydra", async () => {
  const hydra = await startHydra()
  afterAll(hydra.stop)
  const client = await registerClient(hydra)

  it("an access token has the typ JWT, its audiences and scopes as lists, and no scope but scp", async () => {
    const { accessToken } = await clientTokens(hydra, client, { scope: "tasks:clone tasks:read" })
    const { kid, ...header } = decodeProtectedHeader(accessToken)
    assert.deepStrictEqual(header, { alg: "RS256", typ: "JWT" })
    assert.isString(kid)
    const claims = decodeJwt(accessToken)
    assert.hasAllKeys(claims, ["aud", "client_id", "exp", "ext", "iat", "iss", "jti", "nbf", "scp", "sub"])
    assert.deepInclude(claims, { iss: hydra.issuer, aud: ["offshoot"], scp: ["tasks:clone", "tasks:read"] })
  })

  it("a program that calls for itself is the subject of its token, a person is of theirs", async () => {
    const whose = (token: string) => {
      const { client_id, sub } = decodeJwt(token)
      return { client_id, sub }
    }
    const own = await clientTokens(hydra, client)
    assert.deepStrictEqual(whose(own.accessToken), { client_id: client.id, sub: client.id })
    const { accessToken } = await personTokens(hydra, client, { subject: "ada" })
    assert.deepStrictEqual(whose(accessToken), { client_id: client.id, sub: "ada" })
  })

  it("a person's token lives an hour, or a second longer", async () => {
    const { accessToken } = await personTokens(hydra, client, { subject: "ada" })
    const { exp = 0, iat = 0 } = decodeJwt(accessToken)
    assert.include([3600, 3601], exp - iat)
  })

  it("a token for which no audience was asked has an empty list of them", async () => {
    const { accessToken } = await clientTokens(hydra, client, { audience: "" })
    assert.deepStrictEqual(decodeJwt(accessToken).aud, [])
  })

  it("an ID token looks like an access token: its issuer, typ, algorithm and key set are the same", async () => {
    const { accessToken, idToken = "" } = await personTokens(hydra, client, { subject: "ada" })
    const [access, id] = [decodeProtectedHeader(accessToken), decodeProtectedHeader(idToken)]
    assert.deepStrictEqual({ ...id, kid: "" }, { ...access, kid: "" })
    assert.strictEqual(decodeJwt(idToken).iss, decodeJwt(accessToken).iss)
    const { keys } = await answered(`${hydra.publicUrl}/.well-known/jwks.json`)
    assert.includeMembers(
      keys.map(({ kid }: { readonly kid: string }) => kid),
      [access.kid, id.kid]
    )
    assert.hasAnyKeys(decodeJwt(idToken), ["nonce", "at_hash", "auth_time", "rat"])
  })

  it("only token_use tells a refresh token from an access token", async () => {
    const { accessToken, refreshToken = "" } = await personTokens(hydra, client, { subject: "ada" })
    const [access, refresh] = [await introspected(hydra, accessToken), await introspected(hydra, refreshToken)]
    assert.deepInclude(access, { active: true, token_type: "Bearer", token_use: "access_token" })
    assert.deepInclude(refresh, { active: true, token_type: "Bearer", token_use: "refresh_token" })
    assert.deepStrictEqual(await introspected(hydra, "no token"), { active: false })
  })
})
