import { Effect, Option, Schema } from "effect"
import { maxKeySetBytes } from "../keys/fetch-keys.ts"
import type { Finding } from "./finding.ts"
import { probe } from "./probe.ts"

/** What is answered at the address of a key set: its status, and the keys, if it has any. */
export const publishedKeys = (
  about: string,
  url: string,
  timeoutMs: number
): Effect.Effect<{ readonly status: number; readonly keys: ReadonlyArray<unknown> }, Finding> =>
  Effect.map(probe(about, { url: new URL(url), timeoutMs, maxBodyBytes: maxKeySetBytes }), ({ body, status }) => ({
    status,
    keys: status === 200 ? Option.match(decodeSet(body), { onNone: () => [], onSome: ({ keys }) => keys }) : []
  }))

const decodeSet = Schema.decodeUnknownOption(Schema.Struct({ keys: Schema.Array(Schema.Unknown) }))
