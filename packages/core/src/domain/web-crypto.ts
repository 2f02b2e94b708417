import { Effect } from "effect"

/** The one file that touches the platform's Web Crypto; every runtime that the core runs on has it. */

/** The digest of a text's UTF-8 bytes: 32 bytes for SHA-256, 20 for SHA-1. */
export const digest = (algorithm: "SHA-256" | "SHA-1", ...parts: ReadonlyArray<Uint8Array | string>) =>
  Effect.promise(async () => new Uint8Array(await crypto.subtle.digest(algorithm, concatenate(parts))))

/** Secure randomness, drawn from the platform in larger pieces; no byte is given twice. */
export const randomBytes = (length: number): Uint8Array => {
  if (pool.used + length > pool.bytes.length) {
    crypto.getRandomValues(pool.bytes)
    pool.used = 0
  }
  pool.used += length
  return pool.bytes.slice(pool.used - length, pool.used)
}

const pool = { bytes: new Uint8Array(4096), used: 4096 }

const concatenate = (parts: ReadonlyArray<Uint8Array | string>) =>
  Uint8Array.from(parts.flatMap((part) => [...(typeof part === "string" ? new TextEncoder().encode(part) : part)]))
