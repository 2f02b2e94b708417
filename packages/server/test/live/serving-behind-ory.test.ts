import {
  clientTokens,
  describeLive,
  insert,
  logIn,
  logOut,
  meanwhile,
  newPerson,
  personTokens,
  registerClient,
  relation,
  revoke,
  startHydra,
  startKeto,
  startKratos,
  tokenized
} from "@offshoot/ory-live"
import { afterAll, assert, it } from "vitest"
import type { Variables } from "../offshoot.ts"
import { said } from "../said.ts"
import { home, serving, target, variablesBehind } from "./behind-ory.ts"

describeLive("offshoot serve behind a real Hydra, Kratos and Keto", async () => {
  const [hydra, kratos, keto] = await Promise.all([startHydra(), startKratos(), startKeto()])
  afterAll(() => Promise.all([hydra.stop(), kratos.stop(), keto.stop()]))
  const variables = await variablesBehind({ hydra, kratos, keto })
  const client = await registerClient(hydra)
  const opaque = await registerClient(hydra, { accessTokens: "opaque" })

  const ada = await newPerson(kratos)
  const adaSession = await logIn(kratos, ada)
  const adaToken = (await personTokens(hydra, client, { subject: ada.id })).accessToken
  const editors = [`User:${ada.id}`, `Client:${client.id}`]
  await insert(keto, ...editors.flatMap((who) => [home, target].map((id) => relation(`Project:${id}`, "editors", who))))

  it("offshoot doctor tells a setting that does not fit a service from a service that is away", async () => {
    const doctor = async (changed: Variables) => {
      const { output } = await said("doctor", { ...variables, ...changed })
      return output.split("\n").filter((line) => !line.startsWith("ok"))
    }
    assert.deepStrictEqual(await doctor({}), [])
    const [wrong = "", ...others] = await doctor({ OFFSHOOT_KETO_MAX_BATCH: "10" })
    assert.match(wrong, /^wrong {2}Keto .*OFFSHOOT_KETO_MAX_BATCH to 1$/)
    assert.isEmpty(others)

    await keto.stop()
    const down = await doctor({})
    await keto.start()
    assert.isNotEmpty(down)
    for (const line of down) assert.match(line, /^down {3}Keto /)
  })

  it("a person's token from Hydra clones a share, as a JWT and opaque, and so does a program's", async () => {
    const { clone, share } = await serving(variables)
    const shortId = await share(adaToken)
    const person = await personTokens(hydra, opaque, { subject: ada.id })
    const program = await clientTokens(hydra, client)
    for (const token of [adaToken, person.accessToken, program.accessToken]) {
      const { body, status } = await clone(shortId, token)
      assert.strictEqual(status, 200, JSON.stringify(body))
      assert.strictEqual(body["project_id"], target)
    }
    await revoke(hydra, opaque, person.accessToken)
    assert.deepInclude(await clone(shortId, person.accessToken), { status: 401 })
  })

  it("a token that is for logging in, or for refreshing, is none", async () => {
    const { clone, share } = await serving(variables)
    const shortId = await share(adaToken)
    const { idToken = "", refreshToken = "" } = await personTokens(hydra, opaque, { subject: ada.id })
    for (const token of [idToken, refreshToken]) {
      const { headers, status } = await clone(shortId, token)
      assert.strictEqual(status, 401)
      assert.include(headers.get("www-authenticate"), 'error="invalid_token"')
    }
  })

  it("somebody whom Keto does not let create tasks gets 403, and learns nothing of the share", async () => {
    const { clone, share } = await serving(variables)
    const shortId = await share(adaToken)
    const bob = await newPerson(kratos)
    await insert(keto, relation(`Project:${target}`, "viewers", `User:${bob.id}`))
    const { accessToken } = await personTokens(hydra, client, { subject: bob.id })
    const [there, nowhere] = [await clone(shortId, accessToken), await clone("Nowhere", accessToken)]
    assert.strictEqual(there.status, 403)
    assert.strictEqual(there.body["code"], "permission_denied")
    assert.deepStrictEqual({ ...there.body, request_id: "" }, { ...nowhere.body, request_id: "" })

    await insert(keto, relation(`Project:${target}`, "editors", `User:${bob.id}`))
    assert.deepInclude(await clone(shortId, accessToken), { status: 200 })
  })

  it("a token without the scope that its issuer's entry requires gets 403", async () => {
    const { clone } = await serving(variables)
    const { accessToken } = await clientTokens(hydra, client, { scope: "tasks:read" })
    const { body, headers, status } = await clone("Nowhere", accessToken)
    assert.deepStrictEqual([status, body["code"]], [403, "insufficient_scope"])
    assert.include(headers.get("www-authenticate"), 'error="insufficient_scope"')
  })

  it("a session of Kratos clones by its token and by its JWT, and with one idempotency key they make one task", async () => {
    const { clone, share } = await serving(variables)
    const shortId = await share(adaSession)
    const jwt = await tokenized(kratos, adaSession)
    const byToken = await clone(shortId, adaSession, "once")
    assert.strictEqual(byToken.status, 200, JSON.stringify(byToken.body))
    assert.deepStrictEqual((await clone(shortId, jwt, "once")).body, byToken.body)
    assert.notStrictEqual((await clone(shortId, jwt)).body["id"], byToken.body["id"])

    const session = await logIn(kratos, ada)
    assert.deepInclude(await clone(shortId, session), { status: 200 })
    await logOut(kratos, session)
    assert.deepInclude(await clone(shortId, session), { status: 401 })
  })

  it.each([
    { name: "Keto", service: keto, tokens: async () => [adaToken, adaSession] },
    { name: "Kratos", service: kratos, tokens: async () => [adaSession] },
    {
      name: "Hydra",
      service: hydra,
      tokens: async () => [(await personTokens(hydra, opaque, { subject: ada.id })).accessToken]
    }
  ])(
    "while $name is away, whom it is asked about gets 503 and nothing else; when it is back, clones are made again",
    async (given) => {
      const { clone, share } = await serving(variables)
      const shortId = await share(adaToken)
      const tokens = await given.tokens()
      for (const token of tokens) assert.deepInclude(await clone(shortId, token, "kept"), { status: 200 })
      const statuses = await meanwhile(
        async () => (await clone(shortId, tokens[0] ?? "", "kept")).status,
        async () => {
          await given.service.stop()
          for (const token of tokens) {
            const { body, headers, status } = await clone(shortId, token, "kept")
            assert.deepStrictEqual([status, body["code"]], [503, "unavailable"])
            assert.match(headers.get("retry-after") ?? "", /^\d+$/)
          }
          await given.service.start()
          for (const token of tokens) assert.deepInclude(await clone(shortId, token, "kept"), { status: 200 })
        }
      )
      for (const status of statuses) assert.oneOf(status, [200, 503])
    }
  )
})
