import { describe, expect, it } from "vitest"
import { makeFetchHandler } from "../src/index.ts"
import { raw } from "./raw.ts"
import { type Json, publicUrl, serve, tasksOf } from "./served.ts"
import { setStage, target } from "./stage.ts"

const line = `POST ${tasksOf(target)}/clone/tsiJP HTTP/1.1`
const bearer = "Authorization: Bearer editor"

/** What an answer of this code asks for. */
const challenges: Readonly<Record<string, string>> = {
  missing_credentials: "Bearer",
  invalid_token: 'Bearer error="invalid_token"'
}

describe("over a socket", () => {
  it.each([
    ["one Authorization header", [bearer], 200, undefined],
    ["the scheme in capitals and more spaces", ["Authorization: BEARER   editor"], 200, undefined],
    ["white space around the value, which is no part of it", ["Authorization: \t Bearer editor \t"], 200, undefined],
    ["two Authorization headers", [bearer, bearer], 401, "invalid_token"],
    ["a good and a bad Authorization header", [bearer, "authorization: Bearer other"], 401, "invalid_token"],
    ["a good Authorization header and an empty one", [bearer, "Authorization:"], 401, "invalid_token"],
    [
      "a good Authorization header and one of another scheme",
      [bearer, "Authorization: Basic eA=="],
      401,
      "invalid_token"
    ],
    ["two tokens", ["Authorization: Bearer editor, editor"], 401, "invalid_token"],
    ["a comma after the token", ["Authorization: Bearer editor,"], 401, "invalid_token"],
    ["a comma after the scheme", ["Authorization: Bearer, editor"], 401, "invalid_token"],
    ["two schemes", ["Authorization: Bearer editor, Basic eA=="], 401, "invalid_token"],
    ["something after the token", ["Authorization: Bearer editor x"], 401, "invalid_token"],
    ["something after a token's end", ["Authorization: Bearer edit=or"], 401, "invalid_token"],
    ["a token of nothing but its end", ["Authorization: Bearer =="], 401, "invalid_token"],
    ["a tab after the scheme", ["Authorization: Bearer\teditor"], 401, "invalid_token"],
    ["a tab after a space", ["Authorization: Bearer \teditor"], 401, "invalid_token"],
    ["a tab in the token", ["Authorization: Bearer edi\ttor"], 401, "invalid_token"],
    ["a scheme without a token", ["Authorization: Bearer"], 401, "invalid_token"],
    ["a token in another alphabet", ["Authorization: Bearer éditor"], 401, "invalid_token"],
    ["another space after the scheme", ["Authorization: Bearer\u00a0editor"], 401, "invalid_token"],
    ["a parameter in place of a token", ['Authorization: Bearer token="editor"'], 401, "invalid_token"],
    ["no Authorization header", [], 401, "missing_credentials"],
    ["an empty Authorization header", ["Authorization:"], 401, "missing_credentials"],
    ["another scheme", ["Authorization: Basic eA=="], 401, "missing_credentials"],
    ["another scheme that begins alike", ["Authorization: Bearer-ish editor"], 401, "missing_credentials"],
    ["a token without scheme", ["Authorization: editor"], 401, "missing_credentials"],
    ["the token of another header", ["Proxy-Authorization: Bearer editor"], 401, "missing_credentials"],
    ["one Idempotency-Key", [bearer, "Idempotency-Key: a"], 200, undefined],
    ["two Idempotency-Keys", [bearer, "Idempotency-Key: a", "Idempotency-Key: b"], 422, "invalid_request"],
    ["the same Idempotency-Key twice", [bearer, "Idempotency-Key: a", "idempotency-key: a"], 422, "invalid_request"],
    ["two empty Idempotency-Keys", [bearer, "Idempotency-Key:", "Idempotency-Key:"], 422, "invalid_request"],
    ["an empty Idempotency-Key", [bearer, "Idempotency-Key:"], 422, "invalid_request"],
    ["an Idempotency-Key of 256 characters", [bearer, `Idempotency-Key: ${"k".repeat(256)}`], 422, "invalid_request"]
  ])("%s", async (_, headers, status, code) => {
    const { port } = await serve()
    const answer = await raw(port, line, [...headers, "Content-Length: 0"])
    expect([answer.status, answer.body.code]).toEqual([status, code])
    expect(/^www-authenticate: (.*)$/im.exec(answer.head)?.[1]?.trim()).toBe(challenges[code ?? ""])
  })

  it("links name the public address, whatever the Host header says", async () => {
    const { port } = await serve()
    const { head } = await raw(port, line, [bearer, "X-Forwarded-Host: evil.example", "Content-Length: 0"])
    expect(head.toLowerCase()).toContain(`location: ${publicUrl}/api/v1/`)
    expect(head).not.toContain("evil.example")
  })
})

describe("over fetch", () => {
  it.each([
    ["authorization", "Bearer editor", 401, "invalid_token"],
    ["idempotency-key", "a", 422, "invalid_request"]
  ])("a doubled %s is refused", async (name, value, status, code) => {
    const { adapters } = await setStage()
    const { dispose, handler } = await makeFetchHandler(adapters, { publicUrl })
    const headers = new Headers({ authorization: "Bearer editor" })
    headers.set(name, value)
    headers.append(name, value)
    const response = await handler(new Request(`http://host${tasksOf()}/clone/tsiJP`, { method: "POST", headers }))
    const { code: answered } = (await response.json()) as Json
    expect([response.status, answered]).toEqual([status, code])
    await dispose()
  })
})

describe("over fetch, which lets more through than a socket", () => {
  it.each(["\u0001", "\u001f", "\u007f", "\u0080", "\u00e9", "\u00a0"])(
    "%j in a token is refused",
    async (character) => {
      const { adapters } = await setStage()
      const { dispose, handler } = await makeFetchHandler(adapters, { publicUrl })
      const headers = { authorization: `Bearer edi${character}tor` }
      const response = await handler(new Request(`http://host${tasksOf()}/clone/tsiJP`, { method: "POST", headers }))
      const { code } = (await response.json()) as Json
      expect([response.status, code]).toEqual([401, "invalid_token"])
      expect(response.headers.get("www-authenticate")).toBe('Bearer error="invalid_token"')
      await dispose()
    }
  )
})

describe("WWW-Authenticate", () => {
  it("is bare without credentials, and names the error with bad ones", async () => {
    const { call } = await serve()
    const challenge = async (headers: Readonly<Record<string, string>>) =>
      (await call("GET", tasksOf(), { headers })).headers.get("www-authenticate")
    expect(await challenge({})).toBe("Bearer")
    expect(await challenge({ authorization: "Basic eA==" })).toBe("Bearer")
    expect(await challenge({ authorization: "Bearer other" })).toBe('Bearer error="invalid_token"')
    expect(await challenge({ authorization: "Bearer editor" })).toBeNull()
  })
})
