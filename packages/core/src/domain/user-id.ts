import { Effect, Schema } from "effect"
import type { Identity } from "./caller.ts"
import { Uuid } from "./identifiers.ts"
import { uuidFrom } from "./uuid.ts"
import { digest } from "./web-crypto.ts"

/** The name space of our UUIDv5s: a random UUID, fixed for good. */
const namespace = Uint8Array.from([
  0x4c, 0x0b, 0x7e, 0x52, 0x9d, 0x2f, 0x4a, 0x61, 0x8e, 0x13, 0x5d, 0xc4, 0xa7, 0x90, 0x3b, 0xf6
])

const isUuid = Schema.is(Uuid)

/** How answers name a person or program: the subject if it is a UUID, else the UUIDv5 of the identity. */
export const userId = ({ issuer, kind, subject }: Identity): Effect.Effect<string> =>
  isUuid(subject)
    ? Effect.succeed(subject)
    : digest("SHA-1", namespace, JSON.stringify([issuer, kind, subject])).pipe(Effect.map((hash) => uuidFrom(hash, 5)))
