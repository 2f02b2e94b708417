import { readFileSync } from "node:fs"
import { resolve } from "node:path"
import { NodeServices } from "@effect/platform-node"
import { jwtIssuer } from "@offshoot/ory"
import { ConfigProvider, Effect, FileSystem, Option, Redacted } from "effect"
import { assert, describe, it } from "vitest"
import { knownVariables } from "../src/config/known-variables.ts"
import { serving } from "../src/config/serving.ts"
import { issuers } from "./issuer.ts"
import type { Variables } from "./offshoot.ts"
import { said } from "./said.ts"

const database = { DATABASE_URL: "postgres://user:secret@127.0.0.1:1/tasks" }
const jwts = { ...database, OFFSHOOT_ISSUERS: issuers }
const hydra = {
  OFFSHOOT_HYDRA_ADMIN_URL: "https://hydra-admin.internal",
  OFFSHOOT_HYDRA_ISSUER: "https://hydra.example/",
  OFFSHOOT_HYDRA_AUDIENCE: "offshoot"
}
const kratos = {
  OFFSHOOT_KRATOS_PUBLIC_URL: "https://kratos.example",
  OFFSHOOT_KRATOS_ISSUER: "https://kratos.example/"
}
const keto = { OFFSHOOT_KETO_READ_URL: "https://keto.internal" }
const entry = (change: object) => JSON.stringify([{ ...JSON.parse(issuers)[0], ...change }])
const asKratosEntry = (issuer: string, change: object = {}) => entry({ kind: "kratos", issuer, ...change })
const asHydraEntry = (requiredScopes: ReadonlyArray<string>) =>
  entry({ issuer: "https://hydra.example/", requiredScopes })

const read = (variables: Variables) =>
  serving.pipe(
    Effect.provide([NodeServices.layer, ConfigProvider.layer(ConfigProvider.fromEnvRecord(variables))]),
    Effect.runPromise
  )

describe("upstreams in the environment", () => {
  it("have the defaults of the adapter", async () => {
    const { callers, keto: permissions } = await read({
      ...database,
      ...hydra,
      ...kratos,
      ...keto,
      OFFSHOOT_KETO_ISSUERS: "https://hydra.example/ https://kratos.example/"
    })
    assert.deepStrictEqual<unknown>(callers, {
      issuers: [],
      introspection: Option.some({
        adminUrl: "https://hydra-admin.internal",
        issuer: "https://hydra.example/",
        audience: ["offshoot"],
        requiredScopes: [],
        auth: { type: "none" },
        timeoutMs: 3000,
        maxBodyBytes: 65_536,
        cacheSec: 0,
        clockToleranceSec: 5
      }),
      whoami: Option.some({
        publicUrl: "https://kratos.example",
        issuer: "https://kratos.example/",
        subject: "id",
        timeoutMs: 3000,
        maxBodyBytes: 262_144
      }),
      opaqueTokens: Option.none()
    })
    assert.deepStrictEqual<unknown>(
      permissions,
      Option.some({
        readUrl: "https://keto.internal",
        userNamespace: "User",
        clientNamespace: "Client",
        issuers: ["https://hydra.example/", "https://kratos.example/"],
        maxBatch: 10,
        timeoutMs: 3000,
        maxBodyBytes: 65_536
      })
    )
  })

  it("take every option from its own variable", async () => {
    const { callers, keto: permissions } = await read({
      ...database,
      OFFSHOOT_ALLOW_HTTP_UPSTREAMS: "1",
      OFFSHOOT_HYDRA_ADMIN_URL: "http://hydra:4445",
      OFFSHOOT_HYDRA_ISSUER: "https://hydra.example/",
      OFFSHOOT_HYDRA_AUDIENCE: "unchecked",
      OFFSHOOT_HYDRA_REQUIRED_SCOPES: "tasks clone",
      OFFSHOOT_HYDRA_AUTH: "basic",
      OFFSHOOT_HYDRA_AUTH_USERNAME: "offshoot",
      OFFSHOOT_HYDRA_AUTH_PASSWORD: "secret",
      OFFSHOOT_HYDRA_TIMEOUT_MS: "1",
      OFFSHOOT_HYDRA_MAX_BODY_BYTES: "2",
      OFFSHOOT_HYDRA_CACHE_SEC: "3",
      OFFSHOOT_HYDRA_CLOCK_TOLERANCE_SEC: "4",
      OFFSHOOT_KRATOS_PUBLIC_URL: "http://kratos:4433/prefix",
      OFFSHOOT_KRATOS_ISSUER: "https://kratos.example/",
      OFFSHOOT_KRATOS_REQUIRE_AAL: "aal2",
      OFFSHOOT_KRATOS_SUBJECT: "external_id",
      OFFSHOOT_KRATOS_TIMEOUT_MS: "5",
      OFFSHOOT_KRATOS_MAX_BODY_BYTES: "6",
      OFFSHOOT_KETO_READ_URL: "http://keto:4466",
      OFFSHOOT_KETO_ISSUERS: "https://kratos.example/ https://hydra.example/",
      OFFSHOOT_KETO_USER_NAMESPACE: "Person",
      OFFSHOOT_KETO_CLIENT_NAMESPACE: "Program",
      OFFSHOOT_KETO_MAX_BATCH: "1",
      OFFSHOOT_KETO_TIMEOUT_MS: "7",
      OFFSHOOT_KETO_MAX_BODY_BYTES: "8",
      OFFSHOOT_OPAQUE_TOKENS: "kratos"
    })
    assert.deepStrictEqual<unknown>(callers, {
      issuers: [],
      introspection: Option.some({
        adminUrl: "http://hydra:4445",
        issuer: "https://hydra.example/",
        audience: "unchecked",
        requiredScopes: ["tasks", "clone"],
        auth: { type: "basic", username: "offshoot", password: Redacted.make("secret") },
        timeoutMs: 1,
        maxBodyBytes: 2,
        cacheSec: 3,
        clockToleranceSec: 4
      }),
      whoami: Option.some({
        publicUrl: "http://kratos:4433/prefix",
        issuer: "https://kratos.example/",
        requireAal: "aal2",
        subject: "external_id",
        timeoutMs: 5,
        maxBodyBytes: 6
      }),
      opaqueTokens: Option.some("kratos")
    })
    assert.deepStrictEqual<unknown>(
      permissions,
      Option.some({
        readUrl: "http://keto:4466",
        issuers: ["https://kratos.example/", "https://hydra.example/"],
        userNamespace: "Person",
        clientNamespace: "Program",
        maxBatch: 1,
        timeoutMs: 7,
        maxBodyBytes: 8
      })
    )
  })

  it("of issuers that stand in a file are read once: it cannot change between two checks", async () => {
    const read: Array<string> = []
    const files = FileSystem.layerNoop({
      readFileString: (path) => {
        read.push(path)
        return Effect.succeed(issuers)
      }
    })
    const variables = { ...database, ...keto, OFFSHOOT_ISSUERS_FILE: "issuers.json" }
    const settings = await serving.pipe(
      Effect.provide([files, ConfigProvider.layer(ConfigProvider.fromEnvRecord(variables))]),
      Effect.runPromise
    )
    assert.deepStrictEqual(read, ["issuers.json"])
    assert.lengthOf(settings.callers.issuers, 1)
  })

  it("opaque tokens need the scopes of the same issuer's JWTs without being told", async () => {
    const variables = { ...database, ...hydra, OFFSHOOT_ISSUERS: asHydraEntry(["tasks", "clone"]) }
    const { callers } = await read(variables)
    assert.deepStrictEqual(Option.getOrThrow(callers.introspection).requiredScopes, ["tasks", "clone"])
    const said = await read({ ...variables, OFFSHOOT_HYDRA_REQUIRED_SCOPES: "clone tasks" })
    assert.deepStrictEqual(Option.getOrThrow(said.callers.introspection).requiredScopes, ["clone", "tasks"])
  })

  it("Keto's namespaces belong to the only issuer without being told", async () => {
    const { keto: permissions } = await read({ ...jwts, ...keto })
    assert.deepStrictEqual(Option.getOrThrow(permissions).issuers, ["https://login.example/"])
  })
})

const wrong: ReadonlyArray<readonly [what: string, variables: Variables, named: RegExp]> = [
  ["nobody who vouches for callers", database, /^OFFSHOOT_ISSUERS is not set: .*; or set OFFSHOOT_HYDRA_ADMIN_URL or/],
  [
    "an option without its upstream",
    { ...jwts, OFFSHOOT_KETO_MAX_BATCH: "1" },
    /^OFFSHOOT_KETO_READ_URL is not set, so that OFFSHOOT_KETO_MAX_BATCH would have no effect/
  ],
  [
    "a misspelt upstream",
    { ...jwts, OFFSHOOT_KETO_RAED_URL: "https://keto.internal" },
    /^OFFSHOOT_KETO_RAED_URL is no setting/
  ],
  [
    "what Kubernetes says of a Service that is called offshoot",
    {
      ...jwts,
      OFFSHOOT_SERVICE_HOST: "10.0.0.1",
      OFFSHOOT_SERVICE_PORT_HTTP: "80",
      OFFSHOOT_PORT: "tcp://10.0.0.1:80",
      OFFSHOOT_PORT_80_TCP_ADDR: "10.0.0.1"
    },
    /^OFFSHOOT_PORT must be .*OFFSHOOT_PORT_80_TCP_ADDR.* are no settings: .*: set enableServiceLinks: false in the pod's spec$/
  ],
  [
    "http without the flag",
    { ...jwts, OFFSHOOT_KETO_READ_URL: "http://keto" },
    /^OFFSHOOT_KETO_READ_URL must be the https URL .*OFFSHOOT_ALLOW_HTTP_UPSTREAMS=1/
  ],
  [
    "credentials in a URL",
    { ...jwts, OFFSHOOT_KETO_READ_URL: "https://u:secret@keto" },
    /^OFFSHOOT_KETO_READ_URL must be/
  ],
  [
    "a flag that is neither 0 nor 1",
    { ...jwts, ...keto, OFFSHOOT_ALLOW_HTTP_UPSTREAMS: "true" },
    /^OFFSHOOT_ALLOW_HTTP_UPSTREAMS must be 1 [^;]*; [^;]*$/
  ],
  [
    "an upstream that lacks what is required",
    { ...database, OFFSHOOT_HYDRA_ADMIN_URL: "https://hydra" },
    /^OFFSHOOT_HYDRA_ISSUER is not set: .*; OFFSHOOT_HYDRA_AUDIENCE is not set/
  ],
  [
    "audiences with a comma between",
    { ...database, ...hydra, OFFSHOOT_HYDRA_AUDIENCE: "a,b" },
    /^OFFSHOOT_HYDRA_AUDIENCE must be audiences with spaces between/
  ],
  [
    "a password without a user",
    { ...database, ...hydra, OFFSHOOT_HYDRA_AUTH: "basic", OFFSHOOT_HYDRA_AUTH_PASSWORD: "secret" },
    /^OFFSHOOT_HYDRA_AUTH_USERNAME is not set/
  ],
  [
    "a token of another kind of login",
    { ...database, ...hydra, OFFSHOOT_HYDRA_AUTH: "none", OFFSHOOT_HYDRA_AUTH_TOKEN: "secret" },
    /^OFFSHOOT_HYDRA_AUTH_TOKEN does not go with/
  ],
  [
    "a token for no login",
    { ...database, ...hydra, OFFSHOOT_HYDRA_AUTH_TOKEN: "secret" },
    /^OFFSHOOT_HYDRA_AUTH must be none, basic/
  ],
  [
    "a cache that outlives revocation for long",
    { ...database, ...hydra, OFFSHOOT_HYDRA_CACHE_SEC: "11" },
    /^OFFSHOOT_HYDRA_CACHE_SEC must be a whole number of seconds from 0 to 10/
  ],
  [
    "a tolerance in milliseconds",
    { ...database, ...hydra, OFFSHOOT_HYDRA_CLOCK_TOLERANCE_SEC: "5000" },
    /^OFFSHOOT_HYDRA_CLOCK_TOLERANCE_SEC must be a whole number of seconds from 0 to 300$/
  ],
  [
    "a time that is too long",
    { ...jwts, ...keto, OFFSHOOT_KETO_TIMEOUT_MS: "60001" },
    /^OFFSHOOT_KETO_TIMEOUT_MS must be a whole number of milliseconds from 1 to 60000$/
  ],
  [
    "a number that is none",
    { ...database, ...kratos, OFFSHOOT_KRATOS_TIMEOUT_MS: "1e3" },
    /^OFFSHOOT_KRATOS_TIMEOUT_MS must be a whole number/
  ],
  [
    "a level that Kratos does not know",
    { ...database, ...kratos, OFFSHOOT_KRATOS_REQUIRE_AAL: "aal3" },
    /^OFFSHOOT_KRATOS_REQUIRE_AAL must be aal1 or aal2/
  ],
  [
    "opaque tokens that nobody is asked about",
    { ...jwts, OFFSHOOT_OPAQUE_TOKENS: "hydra" },
    /^OFFSHOOT_OPAQUE_TOKENS is hydra, but OFFSHOOT_HYDRA_ADMIN_URL is not set/
  ],
  [
    "opaque tokens of somebody else",
    { ...jwts, OFFSHOOT_OPAQUE_TOKENS: "auth0" },
    /^OFFSHOOT_OPAQUE_TOKENS must be hydra or kratos/
  ],
  [
    "one namespace for people and programs",
    { ...jwts, ...keto, OFFSHOOT_KETO_USER_NAMESPACE: "Client" },
    /^There must be OFFSHOOT_KETO_USER_NAMESPACE and OFFSHOOT_KETO_CLIENT_NAMESPACE that differ/
  ],
  [
    "several issuers that share Keto without being told to",
    { ...jwts, ...hydra, ...keto },
    /^OFFSHOOT_KETO_ISSUERS is not set: give the issuers whose callers share/
  ],
  [
    "an issuer whose callers Keto would never allow anything",
    { ...jwts, ...hydra, ...keto, OFFSHOOT_KETO_ISSUERS: "https://login.example/" },
    /^OFFSHOOT_KETO_ISSUERS must name every issuer .*: https:\/\/login\.example\/ https:\/\/hydra\.example\/$/
  ],
  [
    "an issuer of nobody",
    { ...jwts, ...keto, OFFSHOOT_KETO_ISSUERS: "https://login.example" },
    /^OFFSHOOT_KETO_ISSUERS must name every issuer/
  ],
  [
    "one Kratos that is two issuers, by a slash",
    {
      ...database,
      ...kratos,
      OFFSHOOT_ISSUERS: asKratosEntry("https://kratos.example/"),
      OFFSHOOT_KRATOS_ISSUER: "https://kratos.example"
    },
    /^The issuers https:\/\/kratos\.example\/ and https:\/\/kratos\.example would be two/
  ],
  [
    "Hydra and Kratos as one issuer",
    { ...database, ...hydra, ...kratos, OFFSHOOT_KRATOS_ISSUER: "https://hydra.example/" },
    /^OFFSHOOT_HYDRA_ISSUER and OFFSHOOT_KRATOS_ISSUER are the same/
  ],
  [
    "Kratos sessions of Hydra's issuer",
    { ...jwts, ...kratos, OFFSHOOT_KRATOS_ISSUER: "https://login.example/" },
    /^OFFSHOOT_KRATOS_ISSUER is the issuer of a hydra entry/
  ],
  [
    "Hydra tokens of Kratos' issuer",
    { ...database, ...hydra, OFFSHOOT_ISSUERS: asKratosEntry("https://hydra.example/") },
    /^OFFSHOOT_HYDRA_ISSUER is the issuer of a kratos entry/
  ],
  [
    "a level that JWTs of the same Kratos would go round",
    {
      ...database,
      ...kratos,
      OFFSHOOT_ISSUERS: asKratosEntry("https://kratos.example/"),
      OFFSHOOT_KRATOS_REQUIRE_AAL: "aal2"
    },
    /^OFFSHOOT_KRATOS_REQUIRE_AAL is set, but JWTs .*: take the kratos entry .*, or unset OFFSHOOT_KRATOS_REQUIRE_AAL$/
  ],
  [
    "scopes of JWTs that opaque tokens of the same Hydra would go round",
    {
      ...database,
      ...hydra,
      OFFSHOOT_ISSUERS: asHydraEntry(["tasks", "clone"]),
      OFFSHOOT_HYDRA_REQUIRED_SCOPES: "tasks"
    },
    /^OFFSHOOT_HYDRA_REQUIRED_SCOPES differs from requiredScopes .*: make them the same, or unset /
  ],
  [
    "scopes of opaque tokens that JWTs of the same Hydra would go round",
    { ...database, ...hydra, OFFSHOOT_ISSUERS: asHydraEntry([]), OFFSHOOT_HYDRA_REQUIRED_SCOPES: "tasks" },
    /^OFFSHOOT_HYDRA_REQUIRED_SCOPES differs from requiredScopes/
  ],
  [
    "scopes of JWTs that sessions of the same Kratos would go round",
    {
      ...database,
      ...kratos,
      OFFSHOOT_ISSUERS: asKratosEntry("https://kratos.example/", { requiredScopes: ["tasks"] })
    },
    /^OFFSHOOT_KRATOS_PUBLIC_URL admits session tokens, .*: take requiredScopes out of the entry, or unset /
  ],
  [
    "wrong settings of everything at once",
    { OFFSHOOT_ISSUERS: "[", ...keto, OFFSHOOT_KETO_MAX_BATCH: "0", OFFSHOOT_KRATOS_ISSUER: "x" },
    /^DATABASE_URL .*; OFFSHOOT_ISSUERS .*; OFFSHOOT_KRATOS_PUBLIC_URL .*; OFFSHOOT_KETO_MAX_BATCH /
  ]
]

describe("the start is refused in one line that names the variable and quotes no secret", () => {
  it.each(wrong)("%s", async (_, variables, named) => {
    const { errors, output, succeeded } = await said("serve", variables)
    assert.isFalse(succeeded)
    assert.strictEqual(output, "")
    assert.match(errors, /^offshoot: [^\n]+$/)
    assert.match(errors.slice("offshoot: ".length), named)
    assert.notInclude(errors, "secret")
    assert.notInclude(errors, "anybody")
  })
})

describe("docs/configuration.md lists", () => {
  const page = readFileSync(resolve(import.meta.dirname, "../../../docs/configuration.md"), "utf8")
  const rows = (name: RegExp) =>
    [...page.matchAll(/^\| `(\w+)` \|/gm)].flatMap(([, row = ""]) => (name.test(row) ? row : []))

  it("exactly the variables that are read", () =>
    assert.deepStrictEqual(rows(/^[A-Z_]+$/).toSorted(), knownVariables.toSorted()))

  it("exactly the members of an issuer", () => {
    for (const { fields } of jwtIssuer({ allowHttp: false }).members) {
      assert.deepStrictEqual(rows(/^[a-z]/).toSorted(), Object.keys(fields).toSorted())
    }
  })
})
