import { assert, describe, it } from "vitest"
import { newFolder, run } from "./offshoot.ts"
import { said } from "./said.ts"

const uuid = "0b9f1f6c-3b0e-4d0a-8a3e-0d4a7f1c2b01"

const wrong: ReadonlyArray<readonly [args: string, line: string]> = [
  ["sevre", 'Unknown subcommand "sevre" for "offshoot"'],
  ["project add", "Missing required flag: --org"],
  [`project add --org x --project ${uuid}`, 'Invalid value for flag --org: "x". Expected: a UUID'],
  [`role grant --project ${uuid} --issuer i --subject s --role king`, "Invalid value for flag --role"],
  [`role grant --project ${uuid} --issuer i --subject s --role viewer --kind robot`, "Invalid value for flag --kind"],
  [
    `model add --id ${uuid} --provider p --name n --max-context-window -1`,
    "Invalid value for flag --max-context-window"
  ],
  ["tag add --name support", "Only global tags are added here: say --global"],
  ["migrate --force", "Unrecognized flag: --force"],
  ["dev extra", "Unexpected positional argument"]
]

describe("the command offshoot", () => {
  it.each(wrong)("offshoot %s is refused in one line", async (args, line) => {
    const { errors, output, succeeded } = await said(args)
    assert.isFalse(succeeded)
    assert.strictEqual(output, "")
    assert.match(errors, /^offshoot: [^\n]+$/)
    assert.include(errors, line)
  })

  it("ends with the exit code 1 when it is called wrongly", async () => {
    assert.deepStrictEqual(await run(["sevre"], await newFolder()), {
      exitCode: 1,
      output: "",
      errors: 'offshoot: Unknown subcommand "sevre" for "offshoot" Did you mean this? serve (see offshoot --help)\n'
    })
  })

  it("describes every command", async () => {
    const { output } = await said("--help")
    for (const command of ["dev", "serve", "doctor", "migrate", "openapi", "project", "role", "model", "tag"]) {
      assert.match(output, new RegExp(`^  ${command} +\\w`, "m"))
    }
  })

  it("knows its version", async () => {
    assert.deepStrictEqual(await run(["--version"], await newFolder()), {
      exitCode: 0,
      output: "offshoot v0.1.0\n",
      errors: ""
    })
  })

  it("prints the OpenAPI document for the public address", async () => {
    const { output } = await said("openapi", { OFFSHOOT_PUBLIC_URL: "https://tasks.example/" })
    const { paths, servers } = JSON.parse(output)
    assert.deepStrictEqual(servers, [{ url: "https://tasks.example" }])
    assert.property(paths, "/api/v1/org/{org_id}/project/{project_id}/task/clone/{short_id}")
  })
})
