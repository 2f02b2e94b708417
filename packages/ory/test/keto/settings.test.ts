import { Schema } from "effect"
import { describe, expect, it } from "vitest"
import { ketoSettings } from "../../src/index.ts"

const given = { readUrl: "https://keto.example", issuers: ["https://login.example"] }
const read = (more: object, allowHttp = false) =>
  Schema.decodeUnknownSync(ketoSettings({ allowHttp }))({ ...given, ...more })

describe("the settings of Keto", () => {
  it("are complete with an address and the issuers", () =>
    expect(read({})).toEqual({
      ...given,
      userNamespace: "User",
      clientNamespace: "Client",
      maxBatch: 10,
      timeoutMs: 3000,
      maxBodyBytes: 65536
    }))

  it("may name an address without TLS only where that is allowed", () => {
    expect(() => read({ readUrl: "http://keto.example" })).toThrow("an absolute https URL")
    expect(read({ readUrl: "http://keto.example" }, true).readUrl).toBe("http://keto.example")
  })

  it.each<[string, object, string]>([
    ["no issuer", { issuers: [] }, "issuers"],
    ["an empty issuer", { issuers: [""] }, "issuers"],
    ["one namespace for persons and programs", { clientNamespace: "User" }, "userNamespace and clientNamespace"],
    ["persons among projects", { userNamespace: "Project" }, "userNamespace and clientNamespace"],
    ["programs among organizations", { clientNamespace: "Organization" }, "userNamespace and clientNamespace"],
    ["a namespace that is no name", { userNamespace: "User:x" }, "userNamespace"],
    ["batches of none", { maxBatch: 0 }, "maxBatch"],
    ["no time", { timeoutMs: 0 }, "timeoutMs"],
    ["a body of no bytes", { maxBodyBytes: 0 }, "maxBodyBytes"],
    ["an address with a query", { readUrl: "https://keto.example?x=1" }, "readUrl"]
  ])("must not have %s", (_, more, problem) => expect(() => read(more)).toThrow(problem))
})
