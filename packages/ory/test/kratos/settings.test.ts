import { Schema } from "effect"
import { assert, describe, it } from "vitest"
import { whoamiSettings } from "../../src/index.ts"

const required = { publicUrl: "https://kratos.example", issuer: "https://kratos.example/" }
const decode = (more: object, allowHttp = false) =>
  Schema.decodeUnknownSync(whoamiSettings({ allowHttp }))({ ...required, ...more })

describe("how Kratos is asked", () => {
  it("that is not said is: for the identity's id, of any level of assurance, in 3 s, up to 256 KiB", () => {
    assert.deepStrictEqual<unknown>(decode({}), {
      ...required,
      subject: "id",
      timeoutMs: 3000,
      maxBodyBytes: 256 * 1024
    })
  })

  it("over http is refused unless that is allowed", () => {
    assert.throws(() => decode({ publicUrl: "http://kratos.internal" }), /https URL/)
    assert.doesNotThrow(() => decode({ publicUrl: "http://kratos.internal" }, true))
  })

  const wrong: Record<string, object> = {
    "an address with a fragment": { publicUrl: "https://kratos.example/#x" },
    "no issuer": { issuer: "" },
    "an unknown level of assurance": { requireAal: "aal9" },
    "a level of assurance that is always there": { requireAal: "aal0" },
    "a trait for the subject": { subject: "email" },
    "nothing to be read": { maxBodyBytes: 0 }
  }
  it.each(Object.entries(wrong))("cannot be with %s", (_, more) =>
    assert.throws(() => decode(more), new RegExp(`at \\["${Object.keys(more)[0]}"`))
  )
})
