import { identityOf } from "@offshoot/core"
import {
  deactivate,
  describeLive,
  logIn,
  logOut,
  meanwhile,
  newPerson,
  startKratos,
  tokenized
} from "@offshoot/ory-live"
import { Effect, Redacted, Schema } from "effect"
import { afterAll, assert, it } from "vitest"
import { JwkSet, JwtAuthenticator, jwtIssuer, KratosWhoami, localKeySet, whoamiSettings } from "../../src/index.ts"
import { ended } from "./ended.ts"

describeLive("sessions of a real Kratos", async () => {
  const kratos = await startKratos()
  afterAll(kratos.stop)
  const policy = { allowHttp: true }
  const whoami = KratosWhoami.make(
    Schema.decodeUnknownSync(whoamiSettings(policy))({ publicUrl: kratos.publicUrl, issuer: kratos.issuer })
  )
  const jwks = Schema.decodeUnknownSync(JwkSet)(kratos.keys)
  const issuer = Schema.decodeUnknownSync(jwtIssuer(policy))({
    kind: "kratos",
    issuer: kratos.issuer,
    audience: ["offshoot"],
    algorithms: ["ES256"],
    typ: ["JWT"],
    jwks
  })
  const jwts = JwtAuthenticator.make([{ issuer, keys: localKeySet(jwks) }])
  const byToken = (session: string) => whoami.authenticate(Redacted.make(session))
  const byJwt = (jwt: string) => jwts.authenticate(Redacted.make(jwt))

  it("a person is one identity, by the session's token and by its JWT", async () => {
    const ada = await newPerson(kratos)
    const session = await logIn(kratos, ada)
    const identity = { issuer: kratos.issuer, subject: ada.id, kind: "user" as const }
    assert.deepStrictEqual(identityOf(await Effect.runPromise(byToken(session))), identity)
    assert.deepStrictEqual(identityOf(await Effect.runPromise(byJwt(await tokenized(kratos, session)))), identity)
  })

  it("a logout bites at whoami at once; the JWT lives on until it expires", async () => {
    const session = await logIn(kratos, await newPerson(kratos))
    const jwt = await tokenized(kratos, session)
    assert.isObject(await ended(byToken(session)))
    await logOut(kratos, session)
    assert.strictEqual(await ended(byToken(session)), "InvalidToken")
    assert.isObject(await ended(byJwt(jwt)))
  })

  it("the session of a person who was deactivated is refused from then on", async () => {
    const ada = await newPerson(kratos)
    const session = await logIn(kratos, ada)
    assert.isObject(await ended(byToken(session)))
    await deactivate(kratos, ada)
    assert.strictEqual(await ended(byToken(session)), "InvalidToken")
  })

  it("no session is made of a JWT, of another's token or of none", async () => {
    const session = await logIn(kratos, await newPerson(kratos))
    for (const token of [await tokenized(kratos, session), `${session}x`, session.slice(0, -1), "ory_st_"]) {
      assert.strictEqual(await ended(byToken(token)), "InvalidToken", token)
    }
  })

  it("while Kratos is away no session is refused, and JWTs need it not; when it is back, it is asked again", async () => {
    const ada = await newPerson(kratos)
    const session = await logIn(kratos, ada)
    const jwt = await tokenized(kratos, session)
    const ask = async () => {
      const end = await ended(byToken(session))
      return typeof end === "string" ? end : end.subject
    }
    const answers = await meanwhile(ask, async (ask) => {
      assert.strictEqual(await ask(), ada.id)
      await kratos.stop()
      assert.strictEqual(await ask(), "Unavailable")
      assert.isObject(await ended(byJwt(jwt)))
      await kratos.start()
      assert.strictEqual(await ask(), ada.id)
    })
    assert.sameMembers([...answers], [ada.id, "Unavailable"])
  })
})
