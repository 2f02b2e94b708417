import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { Effect, Schema } from "effect"
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from "jose"
import { CommandFailed } from "../command-failed.ts"

/** The private key of the development issuer: kept in the folder, readable by its owner alone, made at the first start. */
export const signingKey = (folder: string) =>
  Effect.tryPromise({
    try: async () => {
      const path = join(folder, "signing-key.json")
      if (!existsSync(path)) await write(path)
      return decodeKey(readFileSync(path, "utf8"))
    },
    catch: () =>
      new CommandFailed({ message: `${join(folder, "signing-key.json")} is no key: delete it to have a new one made` })
  })

/** A P-256 key for ES256 (RFC 7518). */
const SigningKey = Schema.Struct({
  kty: Schema.Literal("EC"),
  crv: Schema.Literal("P-256"),
  kid: Schema.NonEmptyString,
  x: Schema.NonEmptyString,
  y: Schema.NonEmptyString,
  d: Schema.NonEmptyString
})
export interface SigningKey extends Schema.Schema.Type<typeof SigningKey> {}

const decodeKey = Schema.decodeUnknownSync(Schema.fromJsonString(SigningKey))

const write = async (path: string) => {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true })
  const key: JWK = await exportJWK(privateKey)
  const content = JSON.stringify({ ...key, kid: await calculateJwkThumbprint(key) })
  // Renamed once it is whole: a start that is killed leaves no half a key.
  rmSync(`${path}.new`, { force: true })
  writeFileSync(`${path}.new`, content, { mode: 0o600, flag: "wx" })
  renameSync(`${path}.new`, path)
}
