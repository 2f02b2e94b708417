import { spawn } from "node:child_process"
import { once } from "node:events"
import { createServer } from "node:net"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import { afterAll, beforeAll, expect, it } from "vitest"

const freePort = async () => {
  const probe = createServer().listen(0, "127.0.0.1")
  await once(probe, "listening")
  const address = probe.address()
  await new Promise((closed) => probe.close(closed))
  return typeof address === "object" ? address?.port : undefined
}

let host: ReturnType<typeof spawn>
let page = ""
let clone = ""

beforeAll(async () => {
  const main = fileURLToPath(new URL("../src/main.ts", import.meta.url))
  const env = { ...process.env, PORT: `${await freePort()}` }
  const child = spawn(process.execPath, [main], { env, stdio: ["ignore", "pipe", "inherit"] })
  host = child
  for await (const line of createInterface(child.stdout)) {
    const address = /http:\S+/.exec(line)?.[0] ?? ""
    if (line.startsWith("curl -X POST")) {
      clone = address
      break
    }
    if (line.startsWith("curl")) page = address
  }
})
afterAll(() => host.kill("SIGKILL"))

const answer = async (request: Promise<Response>) => {
  const response = await request
  return { status: response.status, body: await response.json() }
}
const post = (headers: Record<string, string>) => answer(fetch(clone, { method: "POST", headers }))

it("serves the host's own pages as before", async () => {
  expect(await (await fetch(page)).text()).toBe("The host's own page\n")
  expect((await fetch(new URL("/other", page))).status).toBe(404)
})

it("clones beside them, each time under the next free name", async () => {
  const headers = { authorization: "Bearer the-token-of-ann" }
  const origin = { cloned_from_task_revision_id: "0197a1c0-0000-7000-8000-000000000011" }
  for (const name of ["Summarise a complaint", "Summarise a complaint (2)"]) {
    expect(await post(headers)).toMatchObject({ status: 200, body: { name, ...origin } })
  }
})

it("answers what Offshoot refuses with a problem", async () => {
  expect(await post({})).toMatchObject({ status: 401, body: { code: "missing_credentials" } })
  const unknown = answer(fetch(new URL("/offshoot/api/v1/nothing", page)))
  expect(await unknown).toMatchObject({ status: 404, body: { code: "not_found" } })
})

it("ends when it is asked to", async () => {
  host.kill("SIGTERM")
  expect(await once(host, "exit")).toEqual([0, null])
})
