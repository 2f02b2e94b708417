import { generateKeyPairSync, sign } from "node:crypto"
import { Schema } from "effect"
import { JwkSet, jwtIssuer } from "../../src/index.ts"

/** Seconds since 1970 at which the tests' tokens are issued. */
export const issuedAt = 1_800_000_000

export const pair = generateKeyPairSync("rsa", { modulusLength: 2048 })
export const strangers = generateKeyPairSync("rsa", { modulusLength: 2048 })

export const keySetOf = (...keys: ReadonlyArray<object>) => Schema.decodeUnknownSync(JwkSet)({ keys })
export const jwks = keySetOf({ ...pair.publicKey.export({ format: "jwk" }), kid: "key-1" })

export const issuer = Schema.decodeUnknownSync(jwtIssuer({ allowHttp: false }))({
  kind: "hydra",
  issuer: "https://login.example/",
  audience: ["offshoot", "spare"],
  algorithms: ["RS256", "ES256"],
  typ: ["JWT", "at+jwt"],
  jwks
})

export const header = { alg: "RS256", typ: "JWT", kid: "key-1" }
export const claims = {
  iss: issuer.issuer,
  aud: ["elsewhere", "offshoot"],
  sub: "ann",
  iat: issuedAt,
  exp: issuedAt + 600,
  scp: ["tasks:clone", "tasks:read"]
}

/** Signs any two texts or bytes as RS256, those too that no signer would. */
export const signed = (head: unknown, body: unknown, key = pair.privateKey): string => {
  const content = `${segment(head)}.${segment(body)}`
  return `${content}.${sign("sha256", Buffer.from(content), key).toString("base64url")}`
}

const segment = (part: unknown) =>
  Buffer.from(typeof part === "string" || part instanceof Uint8Array ? part : JSON.stringify(part)).toString(
    "base64url"
  )
