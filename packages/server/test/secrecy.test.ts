import { join } from "node:path"
import { startStandInHydra } from "@offshoot/testkit/hydra"
import { startStandInKeto } from "@offshoot/testkit/keto"
import { startStandInKratos } from "@offshoot/testkit/kratos"
import { assert, it, onTestFinished } from "vitest"
import { issuers, tokenOf } from "./issuer.ts"
import { newDatabase } from "./new-database.ts"
import { newFolder, type Offshoot, start, type Variables } from "./offshoot.ts"
import { said } from "./said.ts"

const path = "/api/v1/org/7c9e6679-7425-40de-944b-e07fc1f90ae7/project/0b9f1f6c-3b0e-4d0a-8a3e-0d4a7f1c2b01/task"
const password = "planted-password-of-the-gateway"
const planted = "planted-in-an-answer"
const talkative = join(import.meta.dirname, "talkative.ts")

const setUp = async () => {
  const [hydra, kratos, keto] = await Promise.all([
    startStandInHydra("https://hydra.example/"),
    startStandInKratos(),
    startStandInKeto()
  ])
  onTestFinished(async () => void (await Promise.all([hydra, kratos, keto].map(({ stop }) => stop()))))
  const variables: Variables = {
    DATABASE_URL: await newDatabase(),
    OFFSHOOT_PORT: "0",
    OFFSHOOT_ALLOW_HTTP_UPSTREAMS: "1",
    OFFSHOOT_ISSUERS: issuers,
    OFFSHOOT_HYDRA_ADMIN_URL: hydra.adminUrl,
    OFFSHOOT_HYDRA_ISSUER: "https://hydra.example/",
    OFFSHOOT_HYDRA_AUDIENCE: "offshoot",
    OFFSHOOT_HYDRA_AUTH: "basic",
    OFFSHOOT_HYDRA_AUTH_USERNAME: "offshoot",
    OFFSHOOT_HYDRA_AUTH_PASSWORD: password,
    OFFSHOOT_KRATOS_PUBLIC_URL: kratos.publicUrl,
    OFFSHOOT_KRATOS_ISSUER: "https://kratos.example/",
    OFFSHOOT_KETO_READ_URL: keto.readUrl,
    OFFSHOOT_KETO_ISSUERS: "https://login.example/ https://hydra.example/ https://kratos.example/"
  }
  await said("migrate", variables)
  return { upstreams: [hydra, kratos, keto], hydra, kratos, variables }
}

const listed = async (server: Offshoot, tokens: ReadonlyArray<string>) => {
  const url = (await server.line("Offshoot listens on ")).replace("Offshoot listens on ", "")
  const answers = await Promise.all(
    tokens.map(async (token) => {
      const response = await fetch(`${url}${path}`, { headers: { authorization: `Bearer ${token}` } })
      return { status: response.status, text: `${JSON.stringify([...response.headers])} ${await response.text()}` }
    })
  )
  return { statuses: answers.map(({ status }) => status), text: answers.map(({ text }) => text).join("\n") }
}

it("tokens, credentials and answers of upstreams are in no answer and no line of the process, whatever it logs", async () => {
  const { hydra, kratos, upstreams, variables } = await setUp()
  const tokens = [
    await tokenOf("ann"),
    `${await tokenOf("ann")}AAAA`,
    await tokenOf("ann", "https://elsewhere.example/"),
    hydra.issue(),
    "ory_at_planted-unknown-access-token",
    kratos.logIn(),
    "ory_st_planted-unknown-session-token",
    "planted-opaque-token"
  ]
  const server = start(["serve"], await newFolder(), variables, talkative)
  const well = await listed(server, tokens)
  assert.deepStrictEqual(well.statuses, [403, 401, 401, 403, 401, 403, 401, 401])

  for (const upstream of upstreams) upstream.plant({ status: 400, body: { error: { message: planted } } })
  const wrong = await listed(server, tokens)
  assert.deepStrictEqual(wrong.statuses, [500, 401, 401, 500, 500, 500, 500, 401])

  for (const upstream of upstreams) upstream.plant({ status: 200, body: `${planted} and no JSON` })
  const broken = await listed(server, tokens)
  assert.deepStrictEqual(broken.statuses, [503, 401, 401, 503, 503, 503, 503, 401])

  const { errors, output } = await server.stop("SIGTERM")
  // What happened is told, without what was sent and received.
  for (const told of ["A token was refused", "Hydra failed at", "Keto could not answer", "answered 400"]) {
    assert.include(output, told)
  }
  const everything = [well.text, wrong.text, broken.text, output, errors].join("\n")
  const basic = Buffer.from(`offshoot:${password}`).toString("base64")
  for (const secret of [...tokens.flatMap((token) => token.split(".")), password, basic, planted]) {
    assert.notInclude(everything, secret)
  }
})
