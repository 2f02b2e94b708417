import { startStandInHydra } from "@offshoot/testkit/hydra"
import { startStandInKeto } from "@offshoot/testkit/keto"
import { startStandInKratos } from "@offshoot/testkit/kratos"
import { assert, describe, it, onTestFinished } from "vitest"
import { issuers } from "./issuer.ts"
import { newDatabase } from "./new-database.ts"
import { newFolder, run, type Variables } from "./offshoot.ts"
import { said } from "./said.ts"

/** Nothing listens there. */
const nowhere = { DATABASE_URL: "postgres://user:secret@127.0.0.1:1/tasks" }
const healthy = { status: 200, body: { status: "ok" } }
const stopped = async <Server extends { readonly stop: () => Promise<void> }>(starting: Promise<Server>) => {
  const server = await starting
  onTestFinished(server.stop)
  return server
}

/** Everything that can be configured, set up right: admin and public address of a Hydra, a Kratos, a Keto, a database. */
const setUp = async () => {
  const open = await stopped(startStandInHydra("unused"))
  const issuer = open.adminUrl
  const [hydra, kratos, keto] = await Promise.all([
    stopped(startStandInHydra(issuer)),
    stopped(startStandInKratos()),
    stopped(startStandInKeto())
  ])
  const discovery = { issuer, jwks_uri: `${issuer}/keys` }
  open.plant(({ path }) =>
    path === "/.well-known/openid-configuration" ? { status: 200, body: discovery } : { status: 404 }
  )
  for (const server of [hydra, kratos]) server.plant(({ path }) => (path.startsWith("/health") ? healthy : undefined))
  const variables: Variables = {
    DATABASE_URL: await newDatabase(),
    OFFSHOOT_ALLOW_HTTP_UPSTREAMS: "1",
    OFFSHOOT_HYDRA_ADMIN_URL: hydra.adminUrl,
    OFFSHOOT_HYDRA_ISSUER: issuer,
    OFFSHOOT_HYDRA_AUDIENCE: "offshoot",
    OFFSHOOT_KRATOS_PUBLIC_URL: kratos.publicUrl,
    OFFSHOOT_KRATOS_ISSUER: "https://kratos.example/",
    OFFSHOOT_KETO_READ_URL: keto.readUrl,
    OFFSHOOT_KETO_ISSUERS: `${issuer} https://kratos.example/`
  }
  await said("migrate", variables)
  return { variables, hydra, kratos, keto }
}

describe("offshoot doctor", () => {
  it("says ok of each thing, and nothing else, where all is set up right", async () => {
    const { variables } = await setUp()
    const { errors, exitCode, output } = await run(["doctor"], await newFolder(), variables)
    assert.deepStrictEqual([exitCode, errors], [0, ""])
    const lines = output.trimEnd().split("\n")
    for (const line of lines) assert.match(line, /^ok {5}(database|Hydra|Kratos|Keto) \w/)
    assert.deepStrictEqual(
      [...new Set(lines.map((line) => line.split(/ +/)[1]))],
      ["database", "Hydra", "Kratos", "Keto"]
    )
  })

  it("tells what is wrong from what is down, each with its remedy by the name of a variable, and fails", async () => {
    const { keto, kratos, variables } = await setUp()
    await kratos.stop()
    keto.plant(({ path }) => (path === "/relation-tuples/batch/check" ? { status: 404 } : undefined))
    const changed = { ...variables, OFFSHOOT_HYDRA_AUTH: "bearer", OFFSHOOT_HYDRA_AUTH_TOKEN: "secret" }
    const { errors, output, succeeded } = await said("doctor", { ...changed, DATABASE_URL: await newDatabase() })
    assert.isFalse(succeeded)
    assert.match(errors, /^offshoot: 4 of \d+ findings need attention$/)
    const bad = output.split("\n").filter((line) => !line.startsWith("ok"))
    assert.deepStrictEqual(bad, [
      "wrong  database cannot be used: The database does not have the tables of this version: run offshoot migrate first",
      "wrong  Hydra answers also without the credentials that are configured: let the gateway refuse whoever has none, or unset OFFSHOOT_HYDRA_AUTH",
      "down   Kratos is not ready: ECONNREFUSED: start it, and look at its log and its database",
      "wrong  Keto takes no batches of questions, since it is older than 0.14: set OFFSHOOT_KETO_MAX_BATCH to 1"
    ])
    assert.notInclude(output + errors, "secret")
  })

  it("says the same as JSON, for programs", async () => {
    const { variables } = await setUp()
    const { errors, output } = await said("doctor --json", { ...variables, ...nowhere })
    assert.match(errors, /^offshoot: 1 of/)
    assert.deepStrictEqual(JSON.parse(output)[0], {
      about: "database",
      verdict: "down",
      says: "cannot be used",
      remedy: "The database of DATABASE_URL cannot be reached: connect ECONNREFUSED 127.0.0.1:1"
    })
  })

  it("prints a line for each finding, whatever an issuer is called", async () => {
    const called = { ...JSON.parse(issuers)[0], kind: "kratos", issuer: "https://login.example/\nok     \u001b[2Kall" }
    const { output } = await said("doctor", { ...nowhere, OFFSHOOT_ISSUERS: JSON.stringify([called]) })
    assert.match(output, /^down {3}database [^\n]*\nok {5}issuer https:\/\/login\.example\/ ok {6}\[2Kall has [^\n]*$/)
  })

  it("says nothing beside its findings, also where an issuer publishes a private key", async () => {
    const keys = await stopped(startStandInHydra("unused"))
    const [entry] = JSON.parse(issuers)
    const [key] = entry.jwks.keys
    keys.plant({ status: 200, body: { keys: [key, { ...key, kid: "key-2", d: "secret" }] } })
    const published = { ...entry, kind: "kratos", jwks: undefined, jwksUrl: `${keys.adminUrl}/keys` }
    const variables = { ...nowhere, OFFSHOOT_ALLOW_HTTP_UPSTREAMS: "1", OFFSHOOT_ISSUERS: JSON.stringify([published]) }
    const { output } = await said("doctor --json", variables)
    assert.deepInclude(JSON.parse(output)[2], {
      verdict: "wrong",
      says: "publishes a private key: whoever reads it can sign"
    })
    assert.notInclude(output, "secret")
  })

  it("names what is wrong with the settings before it asks anybody", async () => {
    assert.match((await said("doctor")).errors, /^offshoot: DATABASE_URL is not set: .*; OFFSHOOT_ISSUERS is not set/)
  })
})
