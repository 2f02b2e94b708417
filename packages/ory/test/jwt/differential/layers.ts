import * as fc from "fast-check"
import { issuedAt } from "../signed.ts"
import { type Draft, plain } from "./draft.ts"
import { keySets } from "./key-sets.ts"

const draft = (changes: fc.Arbitrary<Partial<Draft>>): fc.Arbitrary<Draft> =>
  fc.tuple(valid, changes).map(([good, changes]) => ({ ...good, ...changes }))

const withClaims = (claims: fc.Arbitrary<object>) =>
  fc.tuple(valid, claims).map(([good, more]): Draft => ({ ...good, claims: { ...good.claims, ...more } }))

const withHeader = (header: fc.Arbitrary<object>) =>
  fc.tuple(valid, header).map(([good, more]): Draft => ({ ...good, header: { ...good.header, ...more } }))

const word = fc.stringMatching(/^[!#-[\]-~]{1,12}$/)

/** Tokens that an honest issuer may make. */
const valid: fc.Arbitrary<Draft> = fc
  .record({
    byRsa: fc.integer({ min: 0, max: 9 }).map((one) => one === 0),
    typ: fc.constantFrom("JWT", "jwt", "at+jwt", "application/at+jwt"),
    aud: fc.constantFrom("offshoot", ["offshoot"], ["elsewhere", "offshoot"], ["spare", "offshoot"]),
    sub: fc.oneof(
      fc.uuid(),
      fc.string({ minLength: 1, maxLength: 60, unit: fc.constantFrom("a", "ä", "漢", "🙂", " ") })
    ),
    scopes: fc.oneof(
      fc.array(word, { maxLength: 4 }).map((scp) => ({ scp })),
      fc.array(word, { maxLength: 4 }).map((words) => ({ scp: undefined, scope: words.join(" ") })),
      fc.array(word, { maxLength: 4 }).map((scp) => ({ scp, scope: scp.join(" ") }))
    ),
    lifetime: fc.integer({ min: 1, max: 3600 }),
    nbf: fc.constantFrom(undefined, issuedAt, 0),
    more: fc.dictionary(fc.stringMatching(/^x-[a-z]{1,8}$/), fc.jsonValue(), { maxKeys: 3 }),
    space: fc.constantFrom(undefined, 1, "\t")
  })
  .map(({ aud, byRsa, lifetime, more, nbf, scopes, space, sub, typ }) => ({
    ...plain,
    header: byRsa ? { alg: "RS256", typ, kid: "rsa-1" } : { ...plain.header, typ },
    signer: byRsa ? "rsa" : "ec",
    claims: { ...plain.claims, aud, sub, nbf, exp: issuedAt + lifetime, ...scopes, ...more },
    written: (members) => JSON.stringify(members, undefined, space)
  }))

const splice = (text: string, where: number, length: number, instead: string) => {
  const at = Math.floor(where * text.length)
  return text.slice(0, at) + instead + text.slice(at + length)
}
const where = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })

const bytes = draft(
  fc.oneof(
    fc
      .tuple(where, fc.nat(2), fc.oneof(fc.string({ maxLength: 2 }), fc.stringMatching(/^[A-Za-z0-9_.=-]{0,2}$/)))
      .map(([at, length, instead]) => ({ sent: (token: string) => splice(token, at, length, instead) })),
    fc.constantFrom<Partial<Draft>>(
      { sent: (token) => token.slice(0, token.lastIndexOf(".") + 1) },
      { sent: (token) => token.split(".").toReversed().join(".") },
      { sent: (token) => `${token}.` },
      { sent: (token) => `${token}\n` },
      { sent: (token) => token.toUpperCase() }
    )
  )
)

const spellings: ReadonlyArray<(segment: string) => string> = [
  (segment) => `${segment}=`,
  (segment) => `${segment}==`,
  (segment) => segment.padEnd(Math.ceil(segment.length / 4) * 4, "="),
  (segment) => segment.replaceAll("-", "+").replaceAll("_", "/"),
  (segment) => `${segment.slice(0, 4)}\n${segment.slice(4)}`,
  (segment) => `${segment.slice(0, 4)} ${segment.slice(4)}`,
  (segment) => `${segment}A`,
  // The lowest bits of the last character mean nothing unless the length is a multiple of four.
  (segment) => segment.slice(0, -1) + String.fromCharCode((segment.at(-1) ?? "A").charCodeAt(0) + 1),
  (segment) => segment
]
const base64url = draft(
  fc
    .tuple(fc.constantFrom("header", "claims", "signature"), fc.constantFrom(...spellings))
    .map(([of, spell]) => ({ spelled: (segment, part) => (part === of ? spell(segment) : segment) }))
)

const depth = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`
const writings: ReadonlyArray<(json: string, members: object) => string | Uint8Array> = [
  (json) => json.replace("{", `{"alg":"none","sub":"root",`),
  (json) => json.replace(/}$/, `,"\\u0061lg":"ES256","\\u0073ub":"root"}`),
  (json) => json.replace(/}$/, `,"x":{"y":1,"y":2}}`),
  (json) => json.replace(/}$/, `,"__proto__":{"sub":"root"}}`),
  (json) => json.replace(/}$/, `,}`),
  (json) => json.replaceAll('"', "'"),
  (json) => `\ufeff${json}`,
  (json) => `${json}\0`,
  (json) => `${json}//`,
  (json) => `[${json}]`,
  (json) => JSON.stringify(json),
  () => "null",
  () => "",
  (json) => json.slice(0, -1),
  (json) => Buffer.concat([Buffer.from(json.slice(0, -1)), Buffer.from(',"x":"\xff"}', "latin1")]),
  (json) => json.replace(/}$/, `,"x":${depth(31)}}`),
  (json) => json.replace(/}$/, `,"x":${depth(32)}}`),
  (json) => json.replace(/"exp":\s*\d+/, '"exp":1e999'),
  (json) => json.replace(/"exp":\s*(\d+)/, '"exp":$1.0'),
  (json) => json.replace(/"exp":\s*(\d+)/, '"exp":0$1'),
  // Other spellings of the same JSON.
  (json) => json.replace('"sub"', '"\\u0073\\u0075b"').replace('"kid"', '"\\u006bid"'),
  (json) => ` \r\n\t${json} `,
  (_, members) => JSON.stringify(Object.fromEntries(Object.entries(members).toReversed())),
  (json) => json
]
const json = draft(
  fc.tuple(fc.constantFrom("header", "claims"), fc.constantFrom(...writings)).map(([of, write]) => ({
    written: (members, part) => (part === of ? write(JSON.stringify(members), members) : JSON.stringify(members))
  }))
)

const anything = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.constant(undefined))
const oneOf = (choices: Readonly<Record<string, ReadonlyArray<unknown>>>) =>
  fc.constantFrom(...Object.keys(choices)).chain((name) =>
    fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...(choices[name] ?? [])) }, anything).map((value) => ({
      [name]: value
    }))
  )

const header = withHeader(
  oneOf({
    alg: ["none", "None", "HS256", "ES384", "RS256", "ES256", "PS256", ["ES256"]],
    typ: ["JWT", "jwt", "at+JWT", "Application/JWT", "logout+jwt", "application/application/jwt", "", null],
    kid: ["ec-1", "rsa-1", "ec-2", "", "x".repeat(256), "x".repeat(257), 1, null, "../../dev/null"],
    cty: ["JWT"],
    crit: [["exp"], [], ["b64"]],
    b64: [true, false],
    jwk: [keySets.exchanged[0]],
    jku: ["https://attacker.example/jwks"],
    x5u: ["https://attacker.example/x5u"],
    x5c: [["AAAA"]],
    zip: ["DEF"],
    enc: ["A128GCM"],
    x5t: ["AAAA"]
  })
)

const moments = [-1, 0, 0.5, 4, 5, 6].flatMap((seconds) => [issuedAt + seconds, issuedAt - seconds])
const claims = withClaims(
  oneOf({
    iss: ["https://login.example", "https://login.example/", "", ["https://login.example/"], null],
    aud: ["offshoot", "spare", [], [["offshoot"]], ["offshoot", 1], "offshoots", { offshoot: true }, null],
    sub: ["", "a".repeat(256), "a".repeat(257), "ann\u0000", "ann\u0085", "\ud800", 7, null, ["ann"]],
    client_id: ["app", "ann", "", 1, null],
    exp: [...moments, issuedAt + 3600, issuedAt + 3601, 0, 2 ** 53, -1, "1800000600", null],
    iat: [...moments, issuedAt - 3000, issuedAt - 3001, 0, 2 ** 53, "1800000000", null],
    nbf: [...moments, 2 ** 53, "1800000000", null],
    scp: [[], ["a b"], "tasks", [1], null],
    scope: ["", "tasks", "tasks:clone", ["tasks"], 1, null],
    cnf: [{ jkt: "AAAA" }, null],
    nonce: ["n"],
    at_hash: ["AAAA"],
    c_hash: ["AAAA"],
    s_hash: ["AAAA"],
    auth_time: [issuedAt],
    rat: [issuedAt],
    events: [{}],
    sid: ["session-1"],
    ext: [{ sub: "root", scp: ["admin"] }]
  })
)

const keySet = draft(
  fc
    .tuple(fc.constantFrom(...(Object.keys(keySets) as ReadonlyArray<Draft["keySet"]>)), fc.boolean())
    .map(([keySet, forged]) => (forged ? { ...plain, keySet, signer: "stranger" } : { keySet }))
)

/** Tokens by the layer at which somebody meddled with them. */
export const layers = { none: valid, bytes, base64url, json, header, claims, keySet }
