import { assert, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { examineHydra, introspectionSettings } from "../../src/index.ts"
import { type Answer, type Answers, answering } from "./answering.ts"
import { named, said } from "./said.ts"

const ready = { body: { status: "ok" } }
const inactive = { body: { active: false } }
const healthy: Answers = {
  "GET /health/ready": ready,
  "GET /health/alive": ready,
  "POST /admin/oauth2/introspect": inactive
}
const guarded = (answer: Answer) => (headers: NodeJS.Dict<string | Array<string>>) =>
  headers["authorization"] === "Bearer secret-of-ours" ? answer : { status: 401, body: "" }
const guardedEverywhere: Answers = {
  "GET /health/ready": guarded(ready),
  "GET /health/alive": guarded(ready),
  "POST /admin/oauth2/introspect": guarded(inactive)
}
const ours = { type: "bearer", token: "secret-of-ours" }

/** What is found at a Hydra whose admin and public addresses answer so. */
const found = Effect.fnUntraced(function* (
  changed: { readonly admin?: Answers; readonly public?: (url: string) => Answers },
  settings: object = {}
) {
  const admin = yield* answering(() => ({ ...healthy, ...changed.admin }))
  const open = yield* answering((url) => ({
    "GET /.well-known/openid-configuration": { body: { issuer: url, jwks_uri: `${url}/keys` } },
    ...changed.public?.(url)
  }))
  const examined = examineHydra(
    Schema.decodeUnknownSync(introspectionSettings({ allowHttp: true }))({
      adminUrl: admin.url,
      issuer: open.url,
      audience: ["offshoot"],
      ...settings
    }),
    named
  )
  assert.notInclude(JSON.stringify(yield* examined), "secret")
  return yield* said(examined)
})

const mistakes: ReadonlyArray<
  readonly [what: string, at: Parameters<typeof found>, says: ReadonlyArray<string | RegExp>]
> = [
  ["nothing", [{}], []],
  [
    "nothing behind a gateway that lets us in",
    [{ admin: { "POST /admin/oauth2/introspect": guarded(inactive) } }, { auth: ours }],
    []
  ],
  ["nothing behind a gateway that guards every path", [{ admin: guardedEverywhere }, { auth: ours }], []],
  [
    "a gateway that guards every path and wants other credentials",
    [{ admin: guardedEverywhere }, { auth: { type: "bearer", token: "secret-of-others" } }],
    [/^wrong: does not say whether it is ready: .* answered 401$/, "wrong: refuses our credentials (401)"]
  ],
  [
    "a gateway that wants other credentials",
    [
      { admin: { "POST /admin/oauth2/introspect": guarded(inactive) } },
      { auth: { type: "bearer", token: "secret-of-others" } }
    ],
    ["wrong: refuses our credentials (401)"]
  ],
  [
    "a gateway that wants credentials and gets none",
    [{ admin: { "POST /admin/oauth2/introspect": guarded(inactive) } }],
    ["wrong: refuses our credentials (401)"]
  ],
  [
    "credentials that nobody asks for",
    [{}, { auth: ours }],
    ["wrong: answers also without the credentials that are configured"]
  ],
  [
    "a public address that is the admin address too",
    [{ public: () => ({ "POST /admin/oauth2/introspect": inactive }) }],
    ["wrong: answers as the admin API at its public address, to everybody"]
  ],
  [
    "something that calls every token active",
    [{ admin: { "POST /admin/oauth2/introspect": { body: { active: true } } } }],
    ["wrong: says that a token which nobody has is active"]
  ],
  [
    "another name",
    [
      { public: (url) => ({ "GET /.well-known/openid-configuration": { body: { issuer: `${url}/`, jwks_uri: url } } }) }
    ],
    [/^wrong: calls itself "http:\/\/127\.0\.0\.1:\d+\/": all of its tokens are refused$/]
  ],
  [
    "no discovery",
    [{ public: () => ({ "GET /.well-known/openid-configuration": { status: 302, headers: { location: "/" } } }) }],
    ["wrong: answered 302 at /.well-known/openid-configuration"]
  ],
  [
    "no public address that could be asked",
    [{}, { issuer: "http://127.0.0.1:2/" }],
    ["down: cannot be asked: ECONNREFUSED"]
  ],
  [
    "an issuer that is no URL",
    [{}, { issuer: "hydra" }],
    ["wrong: is no http(s) address, as the issuer of a Hydra is"]
  ],
  [
    "a clock that is behind",
    [{ admin: { "GET /health/alive": { headers: { date: "Tue, 01 Jan 2030 00:00:00 GMT" } } } }],
    [/^wrong: has another time than this machine: they are \d+ s apart, more than the 5 s that are tolerated$/]
  ],
  [
    "a database that is gone",
    [{ admin: { "GET /health/ready": { status: 503 } } }],
    [/^down: is not ready: .* answered 503$/]
  ],
  [
    "no health below a gateway",
    [{ admin: { "GET /health/ready": { status: 404 } } }],
    [/^wrong: does not say whether it is ready/]
  ]
]

it.live.each(mistakes)("at Hydra the doctor finds %s", ([, at, says]) =>
  Effect.gen(function* () {
    const all = yield* found(...at)
    assert.lengthOf(all, says.length, all.join("\n"))
    for (const [index, line] of says.entries()) {
      if (typeof line === "string") assert.strictEqual(all[index], line)
      else assert.match(all[index] ?? "", line)
    }
  })
)

it.live("whoever does not answer is down, and asked no more", () =>
  Effect.gen(function* () {
    const { url } = yield* Effect.scoped(answering(() => ({})))
    const settings = { adminUrl: url, issuer: url, audience: "unchecked" }
    const decoded = Schema.decodeUnknownSync(introspectionSettings({ allowHttp: true }))(settings)
    assert.deepStrictEqual(yield* examineHydra(decoded, named), [
      {
        about: "Hydra",
        verdict: "down",
        says: "is not ready: ECONNREFUSED",
        remedy: "start it, and look at its log and its database"
      }
    ])
  })
)
