import { assert, describe, it } from "vitest"
import { newDatabase } from "./new-database.ts"
import { said } from "./said.ts"

const org = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
const project = "0b9f1f6c-3b0e-4d0a-8a3e-0d4a7f1c2b01"
const ada = `--project ${project} --issuer https://login.example/ --subject ada`

/** Commands on a database of their own, their answers as JSON, their refusals as they are. */
const onDatabase = async (DATABASE_URL: string) => {
  const json = async (args: string) => {
    const { errors, output } = await said(`${args} --json`, { DATABASE_URL })
    assert.strictEqual(errors, "")
    return JSON.parse(output)
  }
  const refused = async (args: string, error: string) =>
    assert.deepStrictEqual(await said(args, { DATABASE_URL }), {
      succeeded: false,
      output: "",
      errors: `offshoot: ${error}`
    })
  return { json, refused }
}

describe("the operator's commands", () => {
  it("say the same when they are given again, and refuse what contradicts what is there", async () => {
    const { json, refused } = await onDatabase(await newDatabase())
    await refused("project list", "The database does not have the tables of this version: run offshoot migrate first")
    assert.notDeepEqual(await json("migrate"), { migrations: [] })
    assert.deepStrictEqual(await json("migrate"), { migrations: [] })
    assert.deepStrictEqual(await json("project list"), [])

    const ids = { org_id: org, project_id: project }
    const add = `project add --project ${project} --org`
    assert.deepStrictEqual(await json(`${add} ${org.toUpperCase()}`), { outcome: "added", ...ids })
    assert.deepStrictEqual(await json(`${add} ${org}`), { outcome: "unchanged", ...ids })
    await refused(`${add} ${project}`, `Project ${project} belongs to another organization; nothing was changed`)
    assert.deepStrictEqual(await json("project list"), [ids])

    const granted = { outcome: "granted", project_id: project, role: "editor" }
    assert.deepStrictEqual(await json(`role grant ${ada} --role editor`), granted)
    assert.deepStrictEqual(await json(`role grant ${ada} --role editor`), granted)
    await refused(
      `role grant --project ${org} --issuer i --subject s --role viewer`,
      `There is no project ${org}: add it first with offshoot project add --org … --project ${org}`
    )
    assert.deepInclude(await json(`role revoke ${ada} --role viewer`), { outcome: "unchanged" })
    assert.deepInclude(await json(`role revoke ${ada} --kind client --role editor`), { outcome: "unchanged" })
    assert.deepInclude(await json(`role revoke ${ada} --role editor`), { outcome: "revoked" })
    assert.deepInclude(await json(`role revoke ${ada} --role editor`), { outcome: "unchanged" })

    const model = `model add --id ${project} --provider acme --name large --max-context-window 100000`
    assert.deepStrictEqual(await json(model), { id: project })
    assert.deepStrictEqual(await json(model), { id: project })

    const { id, outcome } = await json("tag add --global --name support")
    assert.strictEqual(outcome, "added")
    assert.deepStrictEqual(await json("tag add --global --name support"), { outcome: "unchanged", id })
    assert.deepInclude(await json("tag add --global --name support --for task_revision"), { outcome: "added" })
  })

  it("name a database that cannot be reached, without its password", async () => {
    const { refused } = await onDatabase("postgres://user:secret@127.0.0.1:1/tasks")
    for (const command of ["migrate", "project list", "tag add --global --name support"]) {
      await refused(command, "The database of DATABASE_URL cannot be reached: connect ECONNREFUSED 127.0.0.1:1")
    }
  })

  it("refuse to write projects and roles where nobody reads them, since Keto has them", async () => {
    const variables = { DATABASE_URL: await newDatabase(), OFFSHOOT_KETO_READ_URL: "https://keto.internal" }
    for (const command of [
      `project add --org ${org} --project ${project}`,
      "project list",
      `role grant ${ada} --role editor`,
      `role revoke ${ada} --role editor`
    ]) {
      const { errors, output } = await said(command, variables)
      assert.strictEqual(output, "")
      assert.match(
        errors,
        /^offshoot: OFFSHOOT_KETO_READ_URL is set, so that projects and roles are Keto's .*: write tuples/
      )
    }
    assert.include((await said("migrate", variables)).output, "Ran migration")
    assert.match((await said("tag add --global --name support", variables)).output, /^Global tag/)
  })

  it("name a database that does not exist", async () => {
    const { errors } = await said("migrate", { DATABASE_URL: `${await newDatabase()}x` })
    assert.match(errors, /^offshoot: The database of DATABASE_URL .*: database "test_\w+" does not exist$/)
  })
})
