import { assert, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { exportJWK, generateKeyPair } from "jose"
import { examineIssuer, jwtIssuer } from "../../src/index.ts"
import { type Answers, answering } from "./answering.ts"
import { named, said } from "./said.ts"

const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true })
const key = { ...(await exportJWK(publicKey)), kid: "key-1", use: "sig" }
const secretKey = { ...(await exportJWK(privateKey)), kid: "key-2", use: "sig" }
const keys = (...keys: ReadonlyArray<object>) => ({ body: { keys } })

const discovery = (body: object): Answers => ({ "GET /.well-known/openid-configuration": { body } })

const healthy = (url: string): Answers => ({
  "GET /keys": keys(key),
  "GET /elsewhere": keys(key),
  ...discovery({ issuer: url, jwks_uri: `${url}/keys` })
})

interface Mistake {
  readonly answers?: (url: string) => Answers
  readonly entry?: (url: string) => object
}

const mistakes: ReadonlyArray<readonly [what: string, mistake: Mistake, says: ReadonlyArray<string>]> = [
  ["nothing", {}, []],
  ["nothing where the same keys are fetched elsewhere", { entry: (url) => ({ jwksUrl: `${url}/elsewhere` }) }, []],
  [
    "keys of somebody else",
    {
      answers: () => ({ "GET /elsewhere": keys({ ...key, kid: "other" }) }),
      entry: (url) => ({ jwksUrl: `${url}/elsewhere` })
    },
    ["wrong: publishes keys at "]
  ],
  [
    "keys of other algorithms",
    { entry: () => ({ algorithms: ["RS256"] }) },
    ["down: has no keys that can be used: no key"]
  ],
  ["no keys", { answers: () => ({ "GET /keys": keys() }) }, ["down: has no keys that can be used"]],
  [
    "an address without keys",
    { answers: () => ({ "GET /keys": { status: 404 } }) },
    ["wrong: does not publish keys: "]
  ],
  [
    "a private key in public",
    { answers: () => ({ "GET /keys": keys(key, secretKey) }) },
    ["wrong: publishes a private key: whoever reads it can sign"]
  ],
  ["another name", { entry: (url) => ({ issuer: `${url}/` }) }, ['wrong: calls itself "http://127.0.0.1']],
  [
    "a name that would be lines of its own",
    { answers: (url) => discovery({ issuer: "x\n\u001b[2Kok\u009b\u2028", jwks_uri: `${url}/keys` }) },
    ['wrong: calls itself "x\\n\\u001b[2Kok\\u009b\\u2028": all of its tokens are refused']
  ],
  [
    "a name that has no end",
    { answers: (url) => discovery({ issuer: "x".repeat(1000), jwks_uri: `${url}/keys` }) },
    [`wrong: calls itself "${"x".repeat(300)}...": all`]
  ],
  [
    "an issuer that nobody can be asked at",
    { entry: () => ({ issuer: "urn:login" }) },
    ["wrong: is no http(s) address, as the issuer of a Hydra is"]
  ],
  [
    "no keys where it says that they are",
    {
      answers: () => ({ "GET /keys": { status: 404, body: { error: "not found" } } }),
      entry: (url) => ({ jwksUrl: `${url}/elsewhere` })
    },
    ["wrong: answered 404 and no keys at its jwks_uri, "]
  ],
  [
    "that the address that it gives for its keys is none",
    {
      answers: (url) => discovery({ issuer: url, jwks_uri: "urn:keys" }),
      entry: (url) => ({ jwksUrl: `${url}/elsewhere` })
    },
    ['wrong: says that its keys are at "urn:keys", which is no address']
  ],
  [
    "that its own address for its keys is down",
    { answers: () => ({ "GET /keys": { status: 503 } }), entry: (url) => ({ jwksUrl: `${url}/elsewhere` }) },
    ["down: cannot be asked: "]
  ],
  [
    "that its public address is half down",
    { answers: () => ({ "POST /admin/oauth2/introspect": { status: 502 } }) },
    ["down: cannot be asked: "]
  ],
  [
    "an admin API that everybody reaches",
    { answers: () => ({ "POST /admin/oauth2/introspect": { body: { active: false } } }) },
    ["wrong: answers as the admin API at its public address, to everybody"]
  ],
  [
    "a clock that is ahead",
    { answers: () => ({ "GET /keys": { ...keys(key), headers: { date: "Tue, 01 Jan 2030 00:00:00 GMT" } } }) },
    ["wrong: has another time than this machine"]
  ],
  [
    "nothing at a Kratos, which has no discovery",
    {
      answers: () => ({ "GET /.well-known/openid-configuration": { status: 404 } }),
      entry: () => ({ kind: "kratos" })
    },
    []
  ]
]

it.live.each(mistakes)("at an issuer of JWTs the doctor finds %s", ([, { answers, entry }, says]) =>
  Effect.gen(function* () {
    const { url } = yield* answering((url) => ({ ...healthy(url), ...answers?.(url) }))
    const issuer = Schema.decodeUnknownSync(jwtIssuer({ allowHttp: true }))({
      kind: "hydra",
      issuer: url,
      audience: ["offshoot"],
      algorithms: ["ES256"],
      typ: ["JWT"],
      jwksUrl: `${url}/keys`,
      ...entry?.(url)
    })
    const all = yield* said(examineIssuer(issuer, named))
    assert.lengthOf(all, says.length, all.join("\n"))
    for (const [index, line] of says.entries()) assert.include(all[index], line)
    assert.notInclude(JSON.stringify(all), `${secretKey.d}`)
  })
)

it.live("keys that stand in the settings are not fetched", () =>
  Effect.gen(function* () {
    const issuer = Schema.decodeUnknownSync(jwtIssuer({ allowHttp: true }))({
      kind: "kratos",
      issuer: "https://kratos.example/",
      audience: ["offshoot"],
      algorithms: ["ES256"],
      typ: ["JWT"],
      jwks: { keys: [key] }
    })
    assert.deepStrictEqual(yield* examineIssuer(issuer, named), [
      { about: "issuer https://kratos.example/", verdict: "ok", says: "has its keys in the settings (1)" }
    ])
  })
)

it.live("what cannot be asked at a public address is not found to be well, and said once", () =>
  Effect.gen(function* () {
    const { url } = yield* answering(healthy)
    const { url: closed } = yield* Effect.scoped(answering(() => ({})))
    const issuer = Schema.decodeUnknownSync(jwtIssuer({ allowHttp: true }))({
      kind: "hydra",
      issuer: closed,
      audience: ["offshoot"],
      algorithms: ["ES256"],
      typ: ["JWT"],
      jwksUrl: `${url}/keys`
    })
    assert.deepStrictEqual(
      (yield* examineIssuer(issuer, named)).map(({ says, verdict }) => `${verdict}: ${says}`),
      ["ok: publishes keys that verify ES256 (1)", "ok: has our time", "down: cannot be asked: ECONNREFUSED"]
    )
  })
)
