import { assert, it } from "@effect/vitest"
import { Schema } from "effect"
import { exportJWK, generateKeyPair } from "jose"
import { type BypassedRule, bypassedRules, introspectionSettings, jwtIssuer, whoamiSettings } from "../src/index.ts"

const policy = { allowHttp: false }
const key = { ...(await exportJWK((await generateKeyPair("ES256")).publicKey)), kid: "key-1" }
const entry = (kind: "hydra" | "kratos", change: object = {}) =>
  Schema.decodeUnknownSync(jwtIssuer(policy))({
    kind,
    issuer: `https://${kind}.example/`,
    audience: ["offshoot"],
    algorithms: ["ES256"],
    typ: ["JWT"],
    jwks: { keys: [key] },
    ...change
  })
const introspection = (change: object = {}) =>
  Schema.decodeUnknownSync(introspectionSettings(policy))({
    adminUrl: "https://hydra.internal",
    issuer: "https://hydra.example/",
    audience: ["offshoot"],
    ...change
  })
const whoami = (change: object = {}) =>
  Schema.decodeUnknownSync(whoamiSettings(policy))({
    publicUrl: "https://kratos.example",
    issuer: "https://kratos.example/",
    ...change
  })

const issuers = [entry("hydra", { requiredScopes: ["clone", "tasks"] }), entry("kratos")]
const scoped = introspection({ requiredScopes: ["tasks", "clone"] })
const elsewhere = { issuer: "https://elsewhere.example/" }

const cases: ReadonlyArray<
  readonly [what: string, ways: Parameters<typeof bypassedRules>[0], bypassed: ReadonlyArray<BypassedRule>]
> = [
  ["nothing where both forms need the same", { issuers, introspection: scoped, whoami: whoami() }, []],
  ["a level", { issuers, introspection: undefined, whoami: whoami({ requireAal: "aal2" }) }, ["requireAal"]],
  [
    "no level that another Kratos' JWTs do not say",
    { issuers, introspection: undefined, whoami: whoami({ requireAal: "aal2", ...elsewhere }) },
    []
  ],
  ["the scopes of JWTs", { issuers, introspection: introspection(), whoami: undefined }, ["scopesOfTokens"]],
  [
    "a scope more of opaque tokens",
    { issuers, introspection: introspection({ requiredScopes: ["tasks", "clone", "admin"] }), whoami: undefined },
    ["scopesOfTokens"]
  ],
  [
    "no scopes of another Hydra",
    { issuers, introspection: introspection({ requiredScopes: ["admin"], ...elsewhere }), whoami: undefined },
    []
  ],
  [
    "the scopes of sessions",
    { issuers: [entry("kratos", { requiredScopes: ["tasks"] })], introspection: undefined, whoami: whoami() },
    ["scopesOfSessions"]
  ]
]

it.each(cases)("callers can go round %s", (_, ways, bypassed) => assert.deepStrictEqual(bypassedRules(ways), bypassed))
