import { assert, it } from "vitest"
import { issuers } from "./issuer.ts"
import { execute, newDatabase } from "./new-database.ts"
import { said } from "./said.ts"

it("a database that lacks the last migration is not served, and the doctor says so, though tables are there", async () => {
  const variables = { DATABASE_URL: await newDatabase(), OFFSHOOT_ISSUERS: issuers, OFFSHOOT_PORT: "0" }
  await said("migrate", variables)
  assert.include((await said("doctor", variables)).output, "ok     database has the tables of this version")

  const latest = "(select max(migration_id) from offshoot.migrations)"
  await execute(variables.DATABASE_URL, `delete from offshoot.migrations where migration_id = ${latest}`)
  const words = "The database does not have the tables of this version: run offshoot migrate first"
  assert.include((await said("doctor", variables)).output, `wrong  database cannot be used: ${words}`)
  assert.deepStrictEqual(await said("serve", variables), { succeeded: false, output: "", errors: `offshoot: ${words}` })
})
