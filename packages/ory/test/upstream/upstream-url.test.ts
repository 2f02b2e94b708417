import { assert, describe, it } from "@effect/vitest"
import { Schema } from "effect"
import { below, upstreamUrl } from "../../src/upstream/upstream-url.ts"

const isTaken = (allowHttp: boolean, text: string) => Schema.is(upstreamUrl({ allowHttp }))(text)

describe("the address of a service", () => {
  const good = ["https://ory.example", "HTTPS://ory.example/", "https://[::1]:4445/hydra/admin", "https://a.b/c%20d"]
  it.each(good)("may be %s", (text) => {
    assert.deepStrictEqual([isTaken(false, text), isTaken(true, text)], [true, true])
  })
  it.each(["http://ory.example", "http://127.0.0.1:4445/x"])("may be %s only where http is allowed", (text) => {
    assert.deepStrictEqual([isTaken(false, text), isTaken(true, text)], [false, true])
  })
  const bad = [
    "",
    "ory.example",
    "/admin",
    "//ory.example",
    "https:ory.example",
    "https:///ory.example",
    "https://",
    "https://ory.example:port",
    "https://user@ory.example",
    "https://user:password@ory.example",
    "https://:@ory.example",
    "https://ory.example?x",
    "https://ory.example/#x",
    " https://ory.example",
    "https://ory.example/\n",
    "https:\\\\ory.example",
    "https://ory.example\\@elsewhere.example",
    "https://ory.example/a\\b",
    "ftp://ory.example",
    "file:///etc/passwd",
    "javascript:alert(1)"
  ]
  it.each(bad)("is not %j", (text) => {
    assert.deepStrictEqual([isTaken(false, text), isTaken(true, text)], [false, false])
  })
  it("keeps its own path before what is asked for", () => {
    for (const base of ["https://ory.example/hydra", "https://ory.example/hydra/", "https://ory.example/hydra//"]) {
      assert.strictEqual(below(base, "/admin/x").href, "https://ory.example/hydra/admin/x")
    }
    assert.strictEqual(below("https://ory.example", "/x").href, "https://ory.example/x")
  })
})
