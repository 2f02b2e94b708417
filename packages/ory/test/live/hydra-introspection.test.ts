import {
  clientTokens,
  describeLive,
  meanwhile,
  personTokens,
  registerClient,
  revoke,
  startHydra
} from "@offshoot/ory-live"
import { Effect, Redacted, Schema } from "effect"
import { afterAll, assert, it } from "vitest"
import { HydraIntrospection, introspectionSettings } from "../../src/index.ts"
import { ended } from "./ended.ts"

describeLive("a real Hydra that is asked about tokens", async () => {
  const hydra = await startHydra()
  afterAll(hydra.stop)
  const asking = (more: object = {}) => {
    const settings = { adminUrl: hydra.adminUrl, issuer: hydra.issuer, audience: ["offshoot"], ...more }
    const decode = Schema.decodeUnknownSync(introspectionSettings({ allowHttp: true }))
    const { authenticate } = HydraIntrospection.make(decode(settings))
    return (token = "") => authenticate(Redacted.make(token))
  }
  const authenticate = asking()
  const client = await registerClient(hydra, { accessTokens: "opaque", audience: ["offshoot", "elsewhere"] })

  it("tells whom an opaque token of a person, and of a program, speaks for", async () => {
    const { accessToken } = await personTokens(hydra, client, { subject: "ada", scope: "openid tasks:clone" })
    assert.match(accessToken, /^ory_at_/)
    const { expiresAt = 0, ...person } = await Effect.runPromise(authenticate(accessToken))
    assert.deepStrictEqual(person, {
      issuer: hydra.issuer,
      subject: "ada",
      kind: "user",
      scopes: ["openid", "tasks:clone"]
    })
    assert.isAbove(expiresAt, Date.now())

    const program = await Effect.runPromise(authenticate((await clientTokens(hydra, client)).accessToken))
    assert.deepInclude(program, { issuer: hydra.issuer, subject: client.id, kind: "client", scopes: ["tasks:clone"] })
  })

  it("a token for nobody, or for somebody else, is refused", async () => {
    for (const audience of ["", "elsewhere"]) {
      const { accessToken } = await clientTokens(hydra, client, { audience })
      assert.strictEqual(await ended(authenticate(accessToken)), "InvalidToken", audience)
    }
  })

  it("a good token lacks scopes that are required", async () => {
    const { accessToken } = await clientTokens(hydra, client, { scope: "tasks:read" })
    assert.strictEqual(await ended(asking({ requiredScopes: ["tasks:clone"] })(accessToken)), "InsufficientScope")
    assert.isObject(await ended(asking({ requiredScopes: ["tasks:read"] })(accessToken)))
  })

  it("a refresh token is refused, though Hydra calls it active", async () => {
    const { refreshToken } = await personTokens(hydra, client, { subject: "ada" })
    assert.strictEqual(await ended(authenticate(refreshToken)), "InvalidToken")
  })

  it("a token that was revoked is refused from then on", async () => {
    const { accessToken } = await personTokens(hydra, client, { subject: "ada" })
    assert.isObject(await ended(authenticate(accessToken)))
    await revoke(hydra, client, accessToken)
    assert.strictEqual(await ended(authenticate(accessToken)), "InvalidToken")
  })

  it("an address that is not Hydra's admin API is a fault of the set-up, not of the token", async () => {
    const { accessToken } = await clientTokens(hydra, client)
    assert.strictEqual(await ended(asking({ adminUrl: hydra.publicUrl })(accessToken)), "Fault")
  })

  it("while Hydra is away no token is refused; when it is back, it is asked again", async () => {
    const { accessToken } = await clientTokens(hydra, client)
    const ask = async () => {
      const end = await ended(authenticate(accessToken))
      return typeof end === "string" ? end : end.subject
    }
    const answers = await meanwhile(ask, async (ask) => {
      assert.strictEqual(await ask(), client.id)
      await hydra.stop()
      assert.strictEqual(await ask(), "Unavailable")
      await hydra.start()
      assert.strictEqual(await ask(), client.id)
    })
    assert.sameMembers([...answers], [client.id, "Unavailable"])
  })
})
