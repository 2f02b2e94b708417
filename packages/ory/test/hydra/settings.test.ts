import { Schema } from "effect"
import { assert, describe, it } from "vitest"
import { introspectionSettings } from "../../src/index.ts"

const required = { adminUrl: "https://hydra-admin.internal", issuer: "https://hydra.example/", audience: ["offshoot"] }
const decode = (more: object, allowHttp = false) =>
  Schema.decodeUnknownSync(introspectionSettings({ allowHttp }))({ ...required, ...more })

describe("how Hydra is asked", () => {
  it("that is not said is: without credentials, in 3 s, up to 64 KiB, anew each time, with 5 s of tolerance", () => {
    assert.deepStrictEqual<unknown>(decode({}), {
      ...required,
      requiredScopes: [],
      auth: { type: "none" },
      timeoutMs: 3000,
      maxBodyBytes: 64 * 1024,
      cacheSec: 0,
      clockToleranceSec: 5
    })
  })

  it("over http is refused unless that is allowed", () => {
    assert.throws(() => decode({ adminUrl: "http://hydra-admin.internal" }), /https URL/)
    assert.doesNotThrow(() => decode({ adminUrl: "http://hydra-admin.internal" }, true))
  })

  const wrong: Record<string, object> = {
    "an address with credentials": { adminUrl: "https://us:planted@hydra-admin.internal" },
    "an address with a query": { adminUrl: "https://hydra-admin.internal/?tenant=planted" },
    "no issuer": { issuer: "" },
    "no audience by accident": { audience: [] },
    "an audience that is a text": { audience: "offshoot" },
    "a scope that no header can name": { requiredScopes: ['tasks"planted'] },
    "a memory of more than 10 s": { cacheSec: 11 },
    "a memory of part of a second": { cacheSec: 0.5 },
    "no time": { timeoutMs: 0 },
    "five seconds of tolerance in milliseconds": { clockToleranceSec: 5000 },
    "credentials of an unknown type": { auth: { type: "digest", password: "planted" } },
    "a user name with a colon": { auth: { type: "basic", username: "us:planted", password: "planted" } },
    "no user name": { auth: { type: "basic", username: "", password: "planted" } },
    "a password with a line break": { auth: { type: "basic", username: "us", password: "planted\n" } },
    "a Bearer token with a space": { auth: { type: "bearer", token: "planted planted" } },
    "no Bearer token": { auth: { type: "bearer", token: "" } }
  }
  it.each(Object.entries(wrong))("cannot be with %s, and the error quotes no secret", (_, more) => {
    try {
      decode(more)
    } catch (error) {
      assert.match(String(error), new RegExp(`at \\["${Object.keys(more)[0]}"`))
      assert.notInclude(String(error), "planted")
      return
    }
    assert.fail("it was taken")
  })

  it("a password and a token are hidden wherever the settings are shown", () => {
    for (const auth of [
      { type: "basic", username: "us", password: "planted" },
      { type: "bearer", token: "planted" }
    ]) {
      assert.notInclude(JSON.stringify(decode({ auth })), "planted")
    }
  })
})
