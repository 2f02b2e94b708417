import { generateKeyPairSync, randomUUID } from "node:crypto"
import { writeFileSync } from "node:fs"

// Kratos publishes no keys: it reads the private key of its JWTs from a file, and who verifies them needs the public one.
const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" })
const about = { kid: randomUUID(), alg: "ES256", use: "sig" }

const write = (file: string, key: object, mode: number) =>
  writeFileSync(file, JSON.stringify({ keys: [{ ...key, ...about }] }), { mode })
write("session-signing-keys.json", privateKey.export({ format: "jwk" }), 0o600)
write("session-keys.json", publicKey.export({ format: "jwk" }), 0o644)
