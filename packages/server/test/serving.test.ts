import { assert, describe, it } from "vitest"
import { issuers, tokenOf } from "./issuer.ts"
import { newDatabase } from "./new-database.ts"
import { type Ended, newFolder, run, start } from "./offshoot.ts"

const org = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
const home = "0b9f1f6c-3b0e-4d0a-8a3e-0d4a7f1c2b01"
const target = "0b9f1f6c-3b0e-4d0a-8a3e-0d4a7f1c2b02"
const model = "0b9f1f6c-3b0e-4d0a-8a3e-0d4a7f1c2b03"
const ada = ["--issuer", "https://login.example/", "--subject", "ada"]
const P = (project: string) => `/api/v1/org/${org}/project/${project}`

describe("offshoot serve", () => {
  it("clones on a Postgres that the command has set up, for the tokens of its issuer", async () => {
    const folder = await newFolder()
    const variables = { DATABASE_URL: await newDatabase(), OFFSHOOT_ISSUERS: issuers, OFFSHOOT_PORT: "0" }
    const offshoot = async (...args: ReadonlyArray<string>) => {
      const ended = await run(args, folder, variables)
      assert.deepInclude(ended, { exitCode: 0, errors: "" })
      return ended.output
    }
    const json = async (...args: ReadonlyArray<string>) => JSON.parse(await offshoot(...args, "--json"))

    assert.deepStrictEqual(await run(["serve"], folder, variables), notMigrated)
    assert.deepStrictEqual(await run(["project", "list"], folder, variables), notMigrated)
    assert.notDeepEqual((await json("migrate")).migrations, [])
    assert.deepStrictEqual(await json("migrate"), { migrations: [] })
    assert.strictEqual(await offshoot("project", "list"), "There are no projects\n")

    for (const outcome of ["added", "unchanged"]) {
      for (const project of [home, target]) {
        assert.deepInclude(await json("project", "add", "--org", org, "--project", project), { outcome })
      }
    }
    assert.deepStrictEqual(await json("project", "list"), [
      { org_id: org, project_id: home },
      { org_id: org, project_id: target }
    ])
    assert.deepInclude(await run(["project", "add", "--org", model, "--project", home], folder, variables), {
      exitCode: 1,
      errors: `offshoot: Project ${home} belongs to another organization; nothing was changed\n`
    })
    assert.deepInclude(await run(["role", "grant", "--project", org, ...ada, "--role", "editor"], folder, variables), {
      exitCode: 1,
      errors: `offshoot: There is no project ${org}: add it first with offshoot project add --org … --project ${org}\n`
    })

    for (const project of [home, target])
      await offshoot("role", "grant", "--project", project, ...ada, "--role", "editor")
    const about = ["--provider", "acme", "--name", "large", "--max-context-window", "100000"]
    for (let time = 0; time < 2; time++) await offshoot("model", "add", "--id", model.toUpperCase(), ...about)
    const { id: tag, outcome } = await json("tag", "add", "--global", "--name", "support")
    assert.strictEqual(outcome, "added")
    assert.deepStrictEqual(await json("tag", "add", "--global", "--name", "support"), { id: tag, outcome: "unchanged" })

    const server = start(["serve"], folder, variables)
    const url = (await server.line("Offshoot listens on ")).replace("Offshoot listens on ", "")
    const token = await tokenOf("ada")
    const call = async (method: string, path: string, body: unknown = {}, bearer = token) => {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: { authorization: `Bearer ${bearer}`, "content-type": "application/json" },
        body: method === "GET" ? null : JSON.stringify(body)
      })
      return { status: response.status, body: JSON.parse(await response.text()) }
    }

    assert.strictEqual((await call("GET", "/health/ready")).status, 200)
    const task = await call("POST", `${P(home)}/task`, {
      name: "Greet",
      enabled: true,
      system_prompt: "You greet people.",
      user_prompt: "Greet {name}.",
      llm_model_id: model,
      output_format: { greeting: { type: "str" } },
      tag_ids: [tag]
    })
    assert.strictEqual(task.status, 200, JSON.stringify(task.body))
    const share = await call("POST", `${P(home)}/task/${task.body.id}/share`)
    const clone = () => call("POST", `${P(target)}/task/clone/${share.body.short_id}`)
    const clones = [await clone(), await clone()]
    assert.deepStrictEqual(
      clones.map(({ body, status }) => [status, body.name, body.cloned_from_task_revision_id]),
      [
        [200, "Greet", task.body.revisions[0].id],
        [200, "Greet (2)", task.body.revisions[0].id]
      ]
    )

    const strangers = await tokenOf("ada", "https://elsewhere.example/")
    assert.deepInclude(await call("GET", `${P(target)}/task`, {}, strangers), { status: 401 })
    assert.deepInclude(await call("GET", `${P(target)}/task`, {}, await tokenOf("bob")), { status: 403 })

    // Only who has a role loses it.
    const revoke = (role: string) => json("role", "revoke", "--project", target, ...ada, "--role", role)
    assert.deepInclude(await revoke("viewer"), { outcome: "unchanged" })
    assert.deepInclude(await clone(), { status: 200 })
    assert.deepInclude(await revoke("editor"), { outcome: "revoked" })
    assert.deepInclude(await clone(), { status: 403 })

    assert.deepInclude(await server.stop("SIGTERM"), { exitCode: 0, errors: "" })
  })

  const notMigrated: Ended = {
    exitCode: 1,
    output: "",
    errors: "offshoot: The database does not have the tables of this version: run offshoot migrate first\n"
  }

  it("names a database that cannot be reached, without its password", async () => {
    const variables = { DATABASE_URL: "postgres://user:secret@127.0.0.1:1/tasks", OFFSHOOT_ISSUERS: issuers }
    const errors = "offshoot: The database of DATABASE_URL cannot be reached: connect ECONNREFUSED 127.0.0.1:1\n"
    for (const command of [["serve"], ["migrate"], ["project", "list"]]) {
      assert.deepStrictEqual(await run(command, await newFolder(), variables), { exitCode: 1, output: "", errors })
    }
  })

  it("names a database that does not exist", async () => {
    const variables = { DATABASE_URL: `${await newDatabase()}x` }
    const { errors, exitCode } = await run(["migrate"], await newFolder(), variables)
    assert.strictEqual(exitCode, 1)
    assert.match(errors, /^offshoot: The database of DATABASE_URL .*: database "test_\w+" does not exist\n$/)
  })
})
