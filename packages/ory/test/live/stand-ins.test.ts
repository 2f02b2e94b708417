import {
  clientTokens,
  describeLive,
  logIn,
  newPerson,
  registerClient,
  startHydra,
  startKratos
} from "@offshoot/ory-live"
import { startStandInHydra } from "@offshoot/testkit/hydra"
import { startStandInKratos } from "@offshoot/testkit/kratos"
import { afterAll, assert, it } from "vitest"

/** What an answer is made of, without what it says: the type of every member, and of the members in it. */
const shapeOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(shapeOf)
  if (typeof value !== "object" || value === null) return value === null ? "null" : typeof value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, shapeOf(member)]))
}

const answerTo = async (url: string, init: RequestInit = {}) => {
  const response = await fetch(url, init)
  const body: unknown = await response.json()
  return { status: response.status, body }
}

describeLive("the stand-in for Hydra answers as a real one", async () => {
  const real = await startHydra()
  const standIn = await startStandInHydra(real.issuer)
  afterAll(() => Promise.all([real.stop(), standIn.stop()]))
  const introspect = ({ adminUrl }: { readonly adminUrl: string }, token: string) =>
    answerTo(`${adminUrl}/admin/oauth2/introspect`, { method: "POST", body: new URLSearchParams({ token }) })

  it("to a token that is active", async () => {
    const client = await registerClient(real, { accessTokens: "opaque", audience: ["offshoot"] })
    const { accessToken } = await clientTokens(real, client)
    const { body, status } = await introspect(real, accessToken)
    assert.strictEqual(status, 200)
    assert.deepStrictEqual(shapeOf((await introspect(standIn, standIn.issue())).body), shapeOf(body))
  })

  it("to one that is not", async () => {
    assert.deepStrictEqual(await introspect(standIn, "ory_at_x"), await introspect(real, "ory_at_x"))
  })
})

describeLive("the stand-in for Kratos answers as a real one", async () => {
  const real = await startKratos()
  const standIn = await startStandInKratos()
  afterAll(() => Promise.all([real.stop(), standIn.stop()]))
  const whoami = ({ publicUrl }: { readonly publicUrl: string }, token: string) =>
    answerTo(`${publicUrl}/sessions/whoami`, { headers: { "x-session-token": token } })

  it("about a session", async () => {
    const { body, status } = await whoami(real, await logIn(real, await newPerson(real)))
    const { body: session } = await whoami(standIn, standIn.logIn())
    assert.strictEqual(status, 200)
    assert.deepStrictEqual(shapeOf(session), shapeOf(body))
  })

  it("about none", async () => {
    assert.deepStrictEqual(await whoami(standIn, "ory_st_x"), await whoami(real, "ory_st_x"))
  })
})
