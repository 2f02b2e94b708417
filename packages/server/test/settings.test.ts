import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { assert, describe, it } from "vitest"
import { issuers } from "./issuer.ts"
import { newFolder, run, type Variables } from "./offshoot.ts"
import { said } from "./said.ts"

/** Nothing listens there: settings are judged before anything is opened. */
const database = { DATABASE_URL: "postgres://user:secret@127.0.0.1:1/tasks" }
const [issuer] = JSON.parse(issuers)
const [key] = issuer.jwks.keys
const issuersWith = (change: object) => ({ ...database, OFFSHOOT_ISSUERS: JSON.stringify([{ ...issuer, ...change }]) })

const wrong: ReadonlyArray<readonly [command: string, variables: Variables, named: RegExp]> = [
  ["serve", { OFFSHOOT_ISSUERS: issuers }, /^DATABASE_URL is not set/],
  ["serve", database, /^OFFSHOOT_ISSUERS is not set/],
  ["serve", {}, /^DATABASE_URL is not set.*; OFFSHOOT_ISSUERS is not set/],
  ["serve", { ...database, OFFSHOOT_ISSUERS: "" }, /^OFFSHOOT_ISSUERS is not set/],
  ["migrate", {}, /^DATABASE_URL is not set/],
  ["migrate", { ...database, OFFSHOOT_PREPARED_STATEMENTS: "no" }, /^OFFSHOOT_PREPARED_STATEMENTS must be on, or off/],
  ["project list", { DATABASE_URL: "mysql://user:secret@host/tasks" }, /^DATABASE_URL must be/],
  ["dev", { OFFSHOOT_PORT: "eighty" }, /^OFFSHOOT_PORT must be/],
  ["dev", { OFFSHOOT_PORT: "65536" }, /^OFFSHOOT_PORT must be/],
  ["dev", { OFFSHOOT_PORT: "-1" }, /^OFFSHOOT_PORT must be/],
  ["dev", { OFFSHOOT_PORT: "80.5" }, /^OFFSHOOT_PORT must be/],
  ["serve", { ...database, OFFSHOOT_ISSUERS: issuers, OFFSHOOT_PROXIES: "10" }, /^OFFSHOOT_PROXIES must be/],
  ["dev", { OFFSHOOT_PROXIES: "-1" }, /^OFFSHOOT_PROXIES must be/],
  ["dev", { OFFSHOOT_HOST: "0.0.0.0" }, /^OFFSHOOT_HOST must be a loopback address/],
  ["dev", { OFFSHOOT_HOST: "http://localhost" }, /^OFFSHOOT_HOST must be/],
  ["dev", { OFFSHOOT_HOST: "127.1.2.300" }, /^OFFSHOOT_HOST must be/],
  ["dev", { OFFSHOOT_PUBLIC_URL: "tasks.example" }, /^OFFSHOOT_PUBLIC_URL must be/],
  ["dev", { OFFSHOOT_PUBLIC_URL: "https://user:secret@tasks.example" }, /^OFFSHOOT_PUBLIC_URL must be/],
  ["dev", { OFFSHOOT_PUBLIC_URL: "https://tasks.example/?secret" }, /^OFFSHOOT_PUBLIC_URL must be/],
  ["serve", { ...database, OFFSHOOT_ISSUERS: "[" }, /^OFFSHOOT_ISSUERS must be a JSON array/],
  ["serve", { ...database, OFFSHOOT_ISSUERS: "[]" }, /^OFFSHOOT_ISSUERS must be a JSON array/],
  [
    "serve",
    issuersWith({ algorithms: ["HS256"] }),
    /^OFFSHOOT_ISSUERS must be.*: \[0\] \(https:\/\/login\.example\/\)\.algorithms\[0\] must be "RS256" or/
  ],
  ["serve", issuersWith({ kind: "auth0" }), /: \[0\] .* must be an object whose member kind is "hydra" or "kratos"$/],
  ["serve", issuersWith({ audiences: [] }), /\.audiences is no member here$/],
  ["serve", issuersWith({ audience: [] }), /\.audience must not be empty$/],
  ["serve", issuersWith({ audience: undefined, typ: undefined }), /\.audience is missing; .*\.typ is missing$/],
  [
    "serve",
    issuersWith({ jwks: undefined }),
    /: \[0\] \(.*\) must have either jwksUrl, .*, or jwks, the keys themselves$/
  ],
  [
    "serve",
    issuersWith({ jwksFreshSec: 9, jwksStaleSec: 8 }),
    / must have a jwksStaleSec that is not less than jwksFreshSec$/
  ],
  ["serve", { ...database, OFFSHOOT_ISSUERS: "{}" }, /: it must be an array$/],
  ["serve", { ...database, OFFSHOOT_ISSUERS: "[null]" }, /: \[0\] must be an object whose member kind/],
  ["serve", issuersWith({ maxLifetimeSec: "3600" }), /\.maxLifetimeSec must be a number$/],
  ["serve", issuersWith({ maxLifetimeSec: 3_600_000 }), /\.maxLifetimeSec must be a value between 1 and 2678400$/],
  ["serve", issuersWith({ jwks: { keys: [{ ...key, d: "secret" }] } }), /\.jwks\.keys\[0\]\.d must not be there$/],
  [
    "serve",
    { ...database, OFFSHOOT_ISSUERS: JSON.stringify([issuer, issuer]) },
    /two entries have the same member issuer/
  ],
  [
    "serve",
    { ...database, OFFSHOOT_ISSUERS: issuers.replace("{", '{"audience":"unchecked",') },
    /^OFFSHOOT_ISSUERS must be .*: a member is named twice in one object, .*; name each once$/
  ],
  [
    "serve",
    { ...database, OFFSHOOT_ISSUERS: issuers.replace('"kid"', '"\\u006bid":"other","kid"') },
    /: a member is named twice in one object/
  ],
  ["serve", { ...database, OFFSHOOT_ISSUERS_FILE: "nowhere.json" }, /^OFFSHOOT_ISSUERS_FILE must be.*nowhere\.json/],
  [
    "serve",
    { ...database, OFFSHOOT_ISSUERS: issuers, OFFSHOOT_ISSUERS_FILE: "issuers.json" },
    /^OFFSHOOT_ISSUERS and OFFSHOOT_ISSUERS_FILE are both set/
  ]
]

describe("a wrong setting stops the start in one line that names it and quotes no secret", () => {
  it.each(wrong)("offshoot %s with %j", async (command, variables, named) => {
    const { errors, output, succeeded } = await said(command, variables)
    assert.isFalse(succeeded)
    assert.strictEqual(output, "")
    assert.match(errors, /^offshoot: [^\n]+$/)
    assert.match(errors.slice("offshoot: ".length), named)
    assert.notInclude(errors, "secret")
  })

  it("a process that was started so ends with the exit code 1", async () => {
    assert.deepStrictEqual(await run(["dev"], await newFolder(), { OFFSHOOT_PORT: "eighty" }), {
      exitCode: 1,
      output: "",
      errors: "offshoot: OFFSHOOT_PORT must be a whole number from 0 to 65535; 0 takes any free port\n"
    })
  })

  it("issuers may stand in a file", async () => {
    const file = join(await newFolder(), "issuers.json")
    writeFileSync(file, issuers)
    const { errors } = await said("serve", { ...database, OFFSHOOT_ISSUERS_FILE: file })
    assert.match(errors, /^offshoot: The database of DATABASE_URL cannot be reached/)
  })
})
