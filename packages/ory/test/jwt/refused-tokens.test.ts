import { assert, describe, it } from "@effect/vitest"
import { InvalidToken } from "@offshoot/core"
import { Effect } from "effect"
import { anyKey, authenticate, authenticatorWith, claims, header, refused, sessionClaims, signed } from "./signed.ts"

const withAnyKey = authenticatorWith({}, anyKey)

describe("refused, though well signed and the key known: a token", () => {
  const { kid, ...noKid } = header
  const { typ, ...noTyp } = header
  const headers: Record<string, object | string> = {
    "without alg": { typ, kid },
    "with an alg of the key that is not the issuer's": { ...header, alg: "RS512" },
    "with alg none": { ...header, alg: "none" },
    "with a symmetric alg": { ...header, alg: "HS256" },
    "without typ": noTyp,
    "with another typ": { ...header, typ: "logout+jwt" },
    "with a typ that is no text": { ...header, typ: ["JWT"] },
    "without kid": noKid,
    "with an empty kid": { ...header, kid: "" },
    "with a kid that is no text": { ...header, kid: 1 },
    "with a kid of 129 characters and 258 bytes": { ...header, kid: "é".repeat(129) },
    "with its alg named twice": `{"alg":"RS256","alg":"RS256","typ":"JWT","kid":"key-1"}`,
    "with its alg named twice in two spellings": `{"alg":"RS256","\\u0061lg":"RS256","typ":"JWT","kid":"key-1"}`,
    "with a header 33 levels deep": `{"alg":"RS256","typ":"JWT","kid":"key-1","x":${"[".repeat(32)}${"]".repeat(32)}}`,
    "with a header that is no JSON": `{"alg":"RS256","typ":"JWT","kid":"key-1",}`
  }
  it.effect.each(Object.entries(headers))("%s", ([, head]) => refused(signed(head, claims), withAnyKey))

  it.effect.each(["crit", "b64", "jwk", "jku", "x5u", "x5c", "zip", "enc", "cty"])("with %s in its header", (member) =>
    Effect.map(Effect.flip(authenticate(signed({ ...header, [member]: null }, claims))), (error) => {
      assert.isTrue(error instanceof InvalidToken && error.reason === "the header has a forbidden member")
    })
  )

  it.effect.each(["null", "[]", '"text"', "1", "true"])("with %s in place of its header or claims", (json) =>
    Effect.forEach([signed(json, claims), signed(header, json)], (token) =>
      Effect.map(Effect.flip(authenticate(token, withAnyKey)), (error) => {
        assert.isTrue(error instanceof InvalidToken && error.reason === "the token is not a canonical JWT")
      })
    )
  )

  it.effect("with its signature spelled in another way", () => {
    const token = signed(header, claims)
    const bytes = Buffer.from(token.slice(token.lastIndexOf(".") + 1), "base64url")
    const respelled = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"]
      .map((last) => token.slice(0, -1) + last)
      .filter(
        (other) => other !== token && bytes.equals(Buffer.from(other.slice(other.lastIndexOf(".") + 1), "base64url"))
      )
    assert.strictEqual(respelled.length, 15)
    return Effect.forEach([...respelled, `${token}=`, `${token}==`], (other) => refused(other))
  })

  const text = JSON.stringify(claims)
  const notUtf8 = Buffer.concat([Buffer.from(`${text.slice(0, -1)},"x":"`), Buffer.from([0xff]), Buffer.from('"}')])
  const bodies: Record<string, object | string> = {
    "of another issuer": { ...claims, iss: "https://login.example" },
    "of an issuer that is a list": { ...claims, iss: [claims.iss] },
    "without iss": { ...claims, iss: undefined },
    "without aud": { ...claims, aud: undefined },
    "for nobody": { ...claims, aud: [] },
    "for another audience": { ...claims, aud: "offshoots" },
    "for an audience that is an object": { ...claims, aud: { offshoot: true } },
    "for an audience in an inner list": { ...claims, aud: [["offshoot"]] },
    "for an audience among what is no text": { ...claims, aud: ["offshoot", 1] },
    "without sub": { ...claims, sub: undefined },
    "with an empty sub": { ...claims, sub: "" },
    "with a sub that is no text": { ...claims, sub: 7 },
    "with a sub of 257 characters": { ...claims, sub: "a".repeat(257) },
    "with a control character in sub": { ...claims, sub: "ann\u0085" },
    "with a lone surrogate in sub": `{"sub":"\\ud800",${text.slice(1).replace('"sub":"ann",', "")}`,
    "without exp": { ...claims, exp: undefined },
    "with an exp that is text": { ...claims, exp: String(claims.exp) },
    "with an exp that is no whole number": { ...claims, exp: claims.exp + 0.5 },
    "without end": text.replace(`"exp":${claims.exp}`, `"exp":1e999`),
    "without iat": { ...claims, iat: undefined },
    "with an iat that is no whole number": { ...claims, iat: claims.iat - 0.5 },
    "with a negative iat": { ...claims, iat: -1, exp: 1 },
    "with an nbf that is text": { ...claims, nbf: String(claims.iat) },
    "with an nbf of null": { ...claims, nbf: null },
    "with a negative nbf": { ...claims, nbf: -1 },
    "that ended as it was issued": { ...claims, exp: claims.iat },
    "that lives a second too long": { ...claims, exp: claims.iat + 3602 },
    "of Hydra without client_id": { ...claims, client_id: undefined },
    "of Hydra with an empty client_id": { ...claims, client_id: "" },
    "of Hydra with a client_id that is no text": { ...claims, client_id: ["app"] },
    "of Hydra with neither scp nor scope": { ...claims, scp: undefined },
    "with a scp of null": { ...claims, scp: null },
    "bound to its sender": { ...claims, cnf: { "x5t#S256": "" } },
    "with a scp that is no list": { ...claims, scp: "tasks:clone" },
    "with a scope in scp that is no text": { ...claims, scp: [1] },
    "with a scope that is no text": { ...claims, scp: undefined, scope: ["tasks:clone"] },
    "whose scope has less than its scp": { ...claims, scope: "tasks:clone" },
    "whose scope has more than its scp": { ...claims, scope: "tasks:clone tasks:read tasks:write" },
    "with its sub named twice": `{"sub":"bob",${text.slice(1)}`,
    "with an inner member named twice": `${text.slice(0, -1)},"x":[{"y":1,"y":2}]}`,
    "with claims 33 levels deep": `${text.slice(0, -1)},"x":${'{"x":'.repeat(31)}[]${"}".repeat(31)}}`,
    "with a byte order mark": `\ufeff${text}`,
    "with bytes that are not UTF-8": notUtf8
  }
  it.effect.each(Object.entries(bodies))("%s", ([, body]) => refused(signed(header, body)))

  const unchecked = authenticatorWith({ audience: "unchecked" })
  const malformed = { number: 5, object: {}, null: null, "list of a number": [1], "list of lists": [["offshoot"]] }
  it.effect.each(Object.entries(malformed))(
    "for an audience that is a %s, also where audiences are unchecked",
    ([, aud]) => refused(signed(header, { ...claims, aud }), unchecked)
  )

  it.effect.each(["nonce", "at_hash", "c_hash", "s_hash", "auth_time", "rat", "events"])("of Hydra with %s", (member) =>
    Effect.forEach([null, "", 0, {}], (value) => refused(signed(header, { ...claims, [member]: value })))
  )

  const sessions: Record<string, object> = {
    "without sid": { ...sessionClaims, sid: undefined },
    "with an empty sid": { ...sessionClaims, sid: "" },
    "with a sid that is no text": { ...sessionClaims, sid: 1 },
    "bound to its sender": { ...sessionClaims, cnf: {} },
    "that lives a second too long": { ...sessionClaims, exp: sessionClaims.iat + 901 },
    "that is an access token": claims
  }
  const kratos = authenticatorWith({ kind: "kratos" })
  it.effect.each(Object.entries(sessions))("of Kratos %s", ([, body]) => refused(signed(header, body), kratos))

  it.effect("longer than the limit, by a byte", () => {
    const token = signed(header, claims)
    const by = (maxTokenBytes: number) => authenticatorWith({ maxTokenBytes })
    return Effect.andThen(authenticate(token, by(token.length)), refused(token, by(token.length - 1)))
  })
})

describe("JSON at its limits is read", () => {
  const text = JSON.stringify(claims).slice(0, -1)
  const bodies = {
    "32 levels deep": `${text},"x":${'{"x":'.repeat(30)}[]${"}".repeat(30)}}`,
    "one name in two objects": `${text},"x":[{"y":1},{"y":2}],"y":{"x":1}}`,
    "brackets, quotes and colons in texts": `${text},"x":"\\"sub\\":[[{{","y":["sub","sub"]}`
  }
  it.effect.each(Object.entries(bodies))("%s", ([, body]) =>
    Effect.map(authenticate(signed(header, body)), ({ subject }) => assert.strictEqual(subject, "ann"))
  )
})
