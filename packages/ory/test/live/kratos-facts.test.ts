import { answered, describeLive, logIn, newPerson, startKratos, tokenized } from "@offshoot/ory-live"
import { decodeJwt, decodeProtectedHeader } from "jose"
import { afterAll, assert, it } from "vitest"

describeLive("what the adapter relies on in Kratos", async () => {
  const kratos = await startKratos()
  afterAll(kratos.stop)
  const ann = await newPerson(kratos)
  const session = await logIn(kratos, ann)
  const whoami = `${kratos.publicUrl}/sessions/whoami`

  it("a session token begins with ory_st_, and whoami says whose it is", async () => {
    assert.match(session, /^ory_st_/)
    const { active, expires_at, id, identity } = await answered(whoami, { headers: { "x-session-token": session } })
    assert.deepInclude(identity, { id: ann.id, state: "active" })
    assert.isTrue(active)
    assert.isString(id)
    assert.isAbove(Date.parse(expires_at), Date.now())
  })

  it("a session as a JWT has the typ JWT, the claims of the mapper, and neither client nor scopes", async () => {
    const jwt = await tokenized(kratos, session)
    const { kid = "" } = kratos.keys.keys[0] ?? {}
    assert.deepStrictEqual(decodeProtectedHeader(jwt), { alg: "ES256", kid, typ: "JWT" })
    const claims = decodeJwt(jwt)
    assert.hasAllKeys(claims, ["aud", "exp", "iat", "iss", "jti", "nbf", "sid", "sub"])
    assert.deepInclude(claims, { iss: kratos.issuer, aud: ["offshoot"], sub: ann.id })
  })

  it("a template that does not exist is 400, a session that does not is 401", async () => {
    const status = async (query: string, token: string) => {
      const response = await fetch(`${whoami}${query}`, { headers: { "x-session-token": token } })
      await response.body?.cancel()
      return response.status
    }
    assert.strictEqual(await status("?tokenize_as=nothing", session), 400)
    assert.strictEqual(await status("", `${session}x`), 401)
  })
})
