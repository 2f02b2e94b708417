import { startStandInHydra } from "@offshoot/testkit/hydra"
import { startStandInKeto } from "@offshoot/testkit/keto"
import { startStandInKratos } from "@offshoot/testkit/kratos"
import { assert, it, onTestFinished } from "vitest"
import { newDatabase } from "./new-database.ts"
import { newFolder, start } from "./offshoot.ts"
import { said } from "./said.ts"

it("offshoot serve starts though upstreams are down, and is ready only while all of them say that they are", async () => {
  const [hydra, kratos, keto] = await Promise.all([
    startStandInHydra("https://hydra.example/"),
    startStandInKratos(),
    startStandInKeto()
  ])
  const upstreams = [hydra, kratos, keto]
  onTestFinished(async () => void (await Promise.all(upstreams.map(({ stop }) => stop()))))
  await Promise.all(upstreams.map(({ stop }) => stop()))
  const variables = {
    DATABASE_URL: await newDatabase(),
    OFFSHOOT_PORT: "0",
    OFFSHOOT_ALLOW_HTTP_UPSTREAMS: "1",
    OFFSHOOT_HYDRA_ADMIN_URL: hydra.adminUrl,
    OFFSHOOT_HYDRA_ISSUER: "https://hydra.example/",
    OFFSHOOT_HYDRA_AUDIENCE: "offshoot",
    OFFSHOOT_HYDRA_AUTH: "bearer",
    OFFSHOOT_HYDRA_AUTH_TOKEN: "of-the-gateway",
    OFFSHOOT_KRATOS_PUBLIC_URL: kratos.publicUrl,
    OFFSHOOT_KRATOS_ISSUER: "https://kratos.example/",
    OFFSHOOT_KETO_READ_URL: keto.readUrl,
    OFFSHOOT_KETO_ISSUERS: "https://hydra.example/ https://kratos.example/"
  }
  await said("migrate", variables)
  const server = start(["serve"], await newFolder(), variables)
  const url = (await server.line("Offshoot listens on ")).replace("Offshoot listens on ", "")
  const ready = async () => {
    const { body, headers, status } = await fetch(`${url}/health/ready`)
    await body?.cancel()
    return { status, retryAfter: headers.get("retry-after") }
  }
  const down = { status: 503, retryAfter: "2" }
  const up = { status: 200, retryAfter: null }

  assert.deepStrictEqual(await ready(), down)
  for (const { start } of upstreams) {
    assert.deepStrictEqual(await ready(), down)
    await start()
  }
  assert.deepStrictEqual(await ready(), up)
  for (const { plant, repair } of upstreams) {
    plant({ status: 503, body: { status: "error" } })
    assert.deepStrictEqual(await ready(), down)
    repair()
    assert.deepStrictEqual(await ready(), up)
  }
  // A gateway that guards every path of Hydra's, this one too.
  hydra.plant(({ headers }) => (headers.authorization === "Bearer of-the-gateway" ? undefined : { status: 401 }))
  assert.deepStrictEqual(await ready(), up)
  assert.deepStrictEqual((await fetch(`${url}/health/live`)).status, 200)
})
