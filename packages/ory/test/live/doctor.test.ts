import { describeLive, startHydra, startKeto, startKratos } from "@offshoot/ory-live"
import { Effect, Schema } from "effect"
import { afterAll, assert, it } from "vitest"
import {
  examineHydra,
  examineIssuer,
  examineKeto,
  examineKratos,
  type Finding,
  introspectionSettings,
  jwtIssuer,
  ketoSettings,
  whoamiSettings
} from "../../src/index.ts"

describeLive("the doctor at real services", async () => {
  const [hydra, kratos, keto] = await Promise.all([startHydra(), startKratos(), startKeto()])
  afterAll(() => Promise.all([hydra.stop(), kratos.stop(), keto.stop()]))
  const named = (member: string) => member
  const policy = { allowHttp: true }
  const notOk = (found: ReadonlyArray<Finding>) => found.filter(({ verdict }) => verdict !== "ok")
  const saidOf = async (examination: Effect.Effect<ReadonlyArray<Finding>>) =>
    notOk(await Effect.runPromise(examination)).map(({ says }) => says)

  const issuer = (change: object = {}) =>
    examineIssuer(
      Schema.decodeUnknownSync(jwtIssuer(policy))({
        kind: "hydra",
        issuer: hydra.issuer,
        audience: ["offshoot"],
        algorithms: ["RS256"],
        typ: ["JWT"],
        jwksUrl: `${hydra.publicUrl}/.well-known/jwks.json`,
        // A new Hydra makes its keys when it is first asked for them.
        jwksTimeoutMs: 30_000,
        ...change
      }),
      named
    )
  const introspection = (change: object = {}) =>
    examineHydra(
      Schema.decodeUnknownSync(introspectionSettings(policy))({
        adminUrl: hydra.adminUrl,
        issuer: hydra.issuer,
        audience: ["offshoot"],
        ...change
      }),
      named
    )
  const whoami = (publicUrl: string) =>
    examineKratos(Schema.decodeUnknownSync(whoamiSettings(policy))({ publicUrl, issuer: kratos.issuer }), named)
  const permissions = (change: object = {}) =>
    examineKeto(
      Schema.decodeUnknownSync(ketoSettings(policy))({
        readUrl: keto.readUrl,
        issuers: [hydra.issuer],
        maxBatch: 1,
        ...change
      }),
      named
    )

  it("finds nothing wrong where nothing is", async () => {
    for (const examination of [issuer(), introspection(), whoami(kratos.publicUrl), permissions()]) {
      const found = await Effect.runPromise(examination)
      assert.isAtLeast(found.length, 3)
      assert.deepStrictEqual(notOk(found), [])
    }
  })

  it("finds an issuer without its slash, and keys that sign nothing of what is accepted", async () => {
    assert.deepStrictEqual(await saidOf(issuer({ issuer: hydra.publicUrl, algorithms: ["ES256"] })), [
      "has no keys that can be used: no key among them that verifies the issuer's algorithms",
      `calls itself "${hydra.issuer}": all of its tokens are refused`
    ])
  })

  it("finds a public address where the admin address belongs", async () => {
    assert.deepStrictEqual(await saidOf(introspection({ adminUrl: hydra.publicUrl })), [
      "answered 404 to an introspection"
    ])
    assert.include(
      await saidOf(introspection({ issuer: hydra.adminUrl })),
      "answers as the admin API at its public address, to everybody"
    )
  })

  it("finds an admin address where the public address belongs", async () => {
    assert.deepStrictEqual(await saidOf(whoami(kratos.adminUrl)), [
      `does not say whether it is ready: ${kratos.adminUrl}/health/ready answered 307`,
      "answered 307 when asked for a session that nobody has, and not 401",
      "answers as the admin API at its public address, to everybody"
    ])
  })

  it("finds a Keto without batches, namespaces that it does not know, and its write address", async () => {
    assert.deepStrictEqual(await saidOf(permissions({ maxBatch: 10 })), [
      "takes no batches of questions, since it is older than 0.14"
    ])
    assert.deepStrictEqual(await saidOf(permissions({ userNamespace: "Person" })), [
      "does not know the namespace Person: all that is asked about it is denied"
    ])
    assert.include(
      await saidOf(permissions({ readUrl: keto.writeUrl })),
      "lets whoever can read also write: its write API answers at the same address"
    )
  })

  it("tells a service that is down from one that is set up wrong", async () => {
    await keto.stop()
    assert.deepStrictEqual(notOk(await Effect.runPromise(permissions())), [
      {
        about: "Keto",
        verdict: "down",
        says: "is not ready: ECONNREFUSED",
        remedy: "start it, and look at its log and its database"
      }
    ])
  })
})
