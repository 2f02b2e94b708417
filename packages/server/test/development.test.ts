import { mkdirSync, statSync, writeFileSync } from "node:fs"
import { createServer } from "node:net"
import { join } from "node:path"
import { assert, describe, it } from "vitest"
import { newFolder, run, start } from "./offshoot.ts"
import { pasted } from "./pasted.ts"

const anyPort = { OFFSHOOT_PORT: "0" }
const ordinalOf = (name: string) => Number(/\((\d+)\)$/.exec(name)?.[1] ?? 1)
const portOf = (line: string) => /127\.0\.0\.1:(\d+)/.exec(line)?.[1] ?? ""

describe("offshoot dev", () => {
  it("clones the second revision of the demo's task as often as its line is pasted, also after restarts", async () => {
    const folder = await newFolder()
    const server = start(["dev"], folder, anyPort)
    const line = await server.line("curl ")

    const clone = await pasted(line)
    assert.strictEqual(clone.name, "Support ticket triage")
    assert.strictEqual(clone.cloned_from_task_revision_id, "01998a3e-5c00-7a10-8000-0000000000f2")
    assert.lengthOf(clone.revisions, 1)
    assert.deepStrictEqual(clone.active_revisions, [{ task_revision_id: clone.revisions[0]?.id ?? "", weight: 1 }])
    assert.deepStrictEqual(
      clone.tags.map(({ name }) => name),
      ["customer support"]
    )
    assert.strictEqual((await pasted(line)).name, "Support ticket triage (2)")
    const keyed = await pasted(line, "-H 'Idempotency-Key: across-restarts'")
    assert.strictEqual(keyed.name, "Support ticket triage (3)")

    const port = { OFFSHOOT_PORT: portOf(line) }
    assert.deepInclude(await server.stop("SIGTERM"), { exitCode: 0, errors: "" })
    const second = start(["dev"], folder, port)
    await second.line("curl ")
    assert.deepStrictEqual(await pasted(line, "-H 'Idempotency-Key: across-restarts'"), keyed)
    assert.strictEqual((await pasted(line)).name, "Support ticket triage (4)")

    await second.stop("SIGKILL")
    const third = start(["dev"], folder, port)
    await third.line("curl ")
    assert.strictEqual((await pasted(line)).name, "Support ticket triage (5)")
    assert.deepInclude(await third.stop("SIGINT"), { exitCode: 0, errors: "" })
  })

  it("has a task of which every revision can be created again by what the service answers of it", async () => {
    const server = start(["dev"], await newFolder(), anyPort)
    const line = await server.line("curl ")
    const [, cloneUrl = ""] = /"(http[^"]+)"/.exec(line) ?? []
    const [, authorization = ""] = /Authorization: ([^"]+)/.exec(line) ?? []
    const [tasks = ""] = cloneUrl.split("/clone/")
    const demo = tasks.replace("0000000000b2", "0000000000b1")
    const headers = { authorization, "content-type": "application/json" }
    const { results } = JSON.parse(await (await fetch(demo, { headers })).text())
    assert.lengthOf(results[0].revisions, 3)
    for (const [index, revision] of results[0].revisions.entries()) {
      const body = {
        ...results[0],
        ...revision,
        name: `Again ${index}`,
        llm_model_id: revision.llm_model.id,
        tags: null
      }
      const created = await fetch(tasks, { method: "POST", headers, body: JSON.stringify(body) })
      assert.strictEqual(created.status, 200, await created.text())
    }
  })

  it("lays the demo out although the first start was killed while it made the database", async () => {
    const folder = await newFolder()
    mkdirSync(join(folder, ".offshoot/postgres"), { recursive: true })
    writeFileSync(join(folder, ".offshoot/postgres/PG_VERSION"), "17\n")

    const server = start(["dev"], folder, anyPort)
    assert.strictEqual((await pasted(await server.line("curl "))).name, "Support ticket triage")
  })

  it("has its folder for itself, keeps what is in it from other users, and gives a token for 30 days", async () => {
    const folder = await newFolder()
    const server = start(["dev"], folder, anyPort)
    const line = await server.line("curl ")
    assert.deepStrictEqual(await run(["dev"], folder, anyPort), {
      exitCode: 1,
      output: "",
      errors:
        "offshoot: Another offshoot dev has the folder .offshoot open: stop it, or start this one in another folder\n"
    })

    const modeOf = (path: string) => statSync(join(folder, path)).mode & 0o777
    assert.strictEqual(modeOf(".offshoot"), 0o700)
    assert.strictEqual(modeOf(".offshoot/signing-key.json"), 0o600)

    const [, claims = ""] = line.split("Bearer ")[1]?.split(".") ?? []
    const { exp, iat } = JSON.parse(Buffer.from(claims, "base64url").toString())
    assert.strictEqual(exp - iat, 30 * 24 * 60 * 60)
    assert.include(await server.line("Offshoot listens on http://127.0.0.1:"), "never for production")
    assert.strictEqual((await pasted(line)).name, "Support ticket triage")
  })

  it("goes on when clients hang up in the middle of a clone, and finishes the clones in flight when it is to stop", async () => {
    const folder = await newFolder()
    const server = start(["dev"], folder, anyPort)
    const line = await server.line("curl ")
    const [, url = ""] = /"(http[^"]+)"/.exec(line) ?? []
    const [, authorization = ""] = /Authorization: ([^"]+)/.exec(line) ?? []
    const clone = async (signal: AbortSignal | null = null) => {
      const answer = await fetch(url, { method: "POST", headers: { authorization }, signal })
      assert.strictEqual(answer.status, 200)
      return JSON.parse(await answer.text()).name
    }
    for (let call = 0; call < 30; call++) {
      const hangUp = new AbortController()
      const cloning = clone(hangUp.signal)
      setImmediate(() => hangUp.abort())
      await cloning.catch(() => undefined)
    }
    const before = ordinalOf(await clone())

    const inFlight = Array.from({ length: 20 }, () => clone())
    await Promise.race(inFlight)
    const [ended, ...answers] = await Promise.all([
      server.stop("SIGTERM"),
      // Those that came too late were not let in.
      ...inFlight.map((answer) => answer.catch(() => undefined))
    ])
    assert.deepInclude(ended, { exitCode: 0, errors: "" })

    const again = start(["dev"], folder, anyPort)
    const answered = answers.filter((name) => name !== undefined).length
    const { name } = await pasted(await again.line("curl "))
    assert.strictEqual(ordinalOf(name), before + answered + 1)
  })

  it("says in one line that its port is taken", async () => {
    const taken = createServer().listen(0, "127.0.0.1")
    await new Promise((listening) => taken.once("listening", listening))
    const address = taken.address()
    const port = typeof address === "object" && address !== null ? address.port : 0
    const ended = await run(["dev"], await newFolder(), { OFFSHOOT_PORT: `${port}` })
    taken.close()
    assert.deepStrictEqual(ended, {
      exitCode: 1,
      output: "",
      errors: `offshoot: Port ${port} of 127.0.0.1 is taken: set OFFSHOOT_PORT to another one, or to 0 for any free one\n`
    })
  })

  it("refuses a signing key that is none, and names its file", async () => {
    const folder = await newFolder()
    mkdirSync(join(folder, ".offshoot"))
    writeFileSync(join(folder, ".offshoot/signing-key.json"), '{"kty":"EC"')
    const { errors, exitCode } = await run(["dev"], folder, anyPort)
    assert.strictEqual(exitCode, 1)
    assert.strictEqual(errors, "offshoot: .offshoot/signing-key.json is no key: delete it to have a new one made\n")
  })
})
