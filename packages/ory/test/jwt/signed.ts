import { generateKeyPairSync, sign } from "node:crypto"
import { assert } from "@effect/vitest"
import { Effect, Redacted, Schema } from "effect"
import { TestClock } from "effect/testing"
import { importJWK } from "jose"
import { JwkSet, JwtAuthenticator, jwtIssuer, type KeySet, localKeySet, type UpstreamPolicy } from "../../src/index.ts"

/** Seconds since 1970 at which the tests' tokens are issued. */
export const issuedAt = 1_800_000_000

export const pair = generateKeyPairSync("rsa", { modulusLength: 2048 })
export const strangers = generateKeyPairSync("rsa", { modulusLength: 2048 })

export const keySetOf = (...keys: ReadonlyArray<object>) => Schema.decodeUnknownSync(JwkSet)({ keys })
export const jwks = keySetOf({ ...pair.publicKey.export({ format: "jwk" }), kid: "key-1" })

/** The tests' issuer, a Hydra but for what is changed; what is undefined is left out. */
export const issuerWith = (changes: object = {}, policy: UpstreamPolicy = { allowHttp: false }) => {
  const entry = {
    kind: "hydra",
    issuer: "https://login.example/",
    audience: ["offshoot", "spare"],
    algorithms: ["RS256", "ES256"],
    typ: ["JWT", "at+jwt"],
    jwks,
    ...changes
  }
  return Schema.decodeUnknownSync(Schema.fromJsonString(jwtIssuer(policy)))(JSON.stringify(entry))
}

export const authenticatorWith = (changes: object = {}, keys = localKeySet(jwks)) =>
  JwtAuthenticator.make([{ issuer: issuerWith(changes), keys }])

export const authenticator = authenticatorWith()

/** Shows a token at a moment, in milliseconds since 1970. */
export const authenticate = (token: string, by = authenticator, at = issuedAt * 1000) =>
  Effect.andThen(TestClock.setTime(at), by.authenticate(Redacted.make(token)))

export const header = { alg: "RS256", typ: "JWT", kid: "key-1" }
export const claims = {
  iss: "https://login.example/",
  aud: ["elsewhere", "offshoot"],
  sub: "ann",
  client_id: "app",
  iat: issuedAt,
  exp: issuedAt + 600,
  scp: ["tasks:clone", "tasks:read"]
}
/** What a session of Kratos claims in their place. */
export const sessionClaims = {
  iss: claims.iss,
  aud: claims.aud,
  sub: "ann",
  sid: "session-1",
  iat: issuedAt,
  exp: issuedAt + 60
}

/** Shows a token that must be refused. */
export const refused = (token: string, by = authenticator, at?: number) =>
  Effect.map(Effect.flip(authenticate(token, by, at)), (error) => assert.strictEqual(error._tag, "InvalidToken"))

/** Whatever the header names, the key that fits is found: only the rules on the header stand in the way. */
export const anyKey: KeySet = () =>
  Effect.promise(async () => {
    const key = await importJWK(pair.publicKey.export({ format: "jwk" }), "RS256")
    if (key instanceof Uint8Array) throw new Error("not a public key")
    return key
  })

/** Signs any two texts or bytes as RS256, those too that no signer would. */
export const signed = (head: unknown, body: unknown, key = pair.privateKey): string => {
  const content = `${segment(head)}.${segment(body)}`
  return `${content}.${sign("sha256", Buffer.from(content), key).toString("base64url")}`
}

const segment = (part: unknown) =>
  Buffer.from(typeof part === "string" || part instanceof Uint8Array ? part : JSON.stringify(part)).toString(
    "base64url"
  )
