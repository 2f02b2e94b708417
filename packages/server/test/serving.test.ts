import { hasPgbouncer, startPgbouncer } from "@offshoot/postgres-live"
import { assert, describe, it, onTestFinished } from "vitest"
import { issuers, tokenOf } from "./issuer.ts"
import { execute, newDatabase } from "./new-database.ts"
import { newFolder, run, start, type Variables } from "./offshoot.ts"
import { callerOf, greeting, setStage, tasksAtHome, tasksAtTarget } from "./stage.ts"

/** The same database for a role of its own, which has the rights that docs/configuration.md names, and no others. */
const asServiceRole = async (url: string): Promise<string> => {
  const role = `service_${crypto.randomUUID().replaceAll("-", "")}`
  await execute(url, `create role ${role} login password 'password'`)
  await execute(url, `grant usage on schema offshoot to ${role}`)
  await execute(url, `grant select, insert, update on all tables in schema offshoot to ${role}`)
  return Object.assign(new URL(url), { username: role, password: "password" }).href
}

/** The same behind a PgBouncer in transaction mode. */
const behindPgbouncer = async (url: string): Promise<Variables> => {
  const { address, stop } = await startPgbouncer(url)
  onTestFinished(stop)
  return { DATABASE_URL: address, OFFSHOOT_PREPARED_STATEMENTS: "off" }
}

const databases = [
  ["a Postgres", async (DATABASE_URL: string): Promise<Variables> => ({ DATABASE_URL })],
  ...(hasPgbouncer ? [["a PgBouncer", behindPgbouncer] as const] : [])
] as const

describe.each(databases)("offshoot serve, on %s", (_, databaseAt) => {
  it("clones for the tokens of its issuer, once the command has set the database up", async () => {
    const folder = await newFolder()
    const variables = { DATABASE_URL: await newDatabase(), OFFSHOOT_ISSUERS: issuers, OFFSHOOT_PORT: "0" }
    assert.deepStrictEqual(await run(["serve"], folder, variables), {
      exitCode: 1,
      output: "",
      errors: "offshoot: The database does not have the tables of this version: run offshoot migrate first\n"
    })
    assert.deepInclude(await run(["migrate"], folder, variables), { exitCode: 0, errors: "" })
    await setStage(variables)

    const database = await databaseAt(await asServiceRole(variables.DATABASE_URL))
    const server = start(["serve"], folder, { ...variables, ...database })
    const call = callerOf((await server.line("Offshoot listens on ")).replace("Offshoot listens on ", ""))
    const ada = await tokenOf("ada")
    assert.deepInclude(await call("GET", "/health/ready", ada), { status: 200 })

    const task = await call("POST", tasksAtHome, ada, greeting)
    assert.strictEqual(task.status, 200, JSON.stringify(task.body))
    const share = await call("POST", `${tasksAtHome}/${task.body.id}/share`, ada, {})
    const clone = () => call("POST", `${tasksAtTarget}/clone/${share.body.short_id}`, ada)
    for (const name of ["Greet", "Greet (2)"]) {
      const { body, status } = await clone()
      assert.deepStrictEqual(
        [status, body.name, body.cloned_from_task_revision_id],
        [200, name, task.body.revisions[0].id]
      )
    }
    // Lists use other connections at the same time, so that sessions behind a PgBouncer change hands.
    const atOnce = await Promise.all(
      Array.from({ length: 100 }, (_, index) => (index % 2 === 0 ? clone() : call("GET", tasksAtTarget, ada)))
    )
    assert.deepStrictEqual(new Set(atOnce.map(({ status }) => status)), new Set([200]))

    const strangers = await tokenOf("ada", "https://elsewhere.example/")
    assert.deepInclude(await call("GET", tasksAtTarget, strangers), { status: 401 })
    assert.deepInclude(await call("GET", tasksAtTarget, await tokenOf("bob")), { status: 403 })
    assert.deepInclude(await server.stop("SIGTERM"), { exitCode: 0, errors: "" })
  })
})
