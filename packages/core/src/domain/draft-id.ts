import { Effect, Schema } from "effect"
import type { Identity } from "./caller.ts"
import { type ShortId, TaskId } from "./identifiers.ts"
import type { Target } from "./target.ts"
import { uuidFrom } from "./uuid.ts"
import { digest } from "./web-crypto.ts"

/** Chosen by a caller to name one clone over all its retries: 1 to 255 visible ASCII characters. */
export const IdempotencyKey = Schema.String.check(
  Schema.isPattern(/^[\x21-\x7e]{1,255}$/, { expected: "1 to 255 visible ASCII characters" })
)
  .pipe(Schema.brand("IdempotencyKey"))
  .annotate({ identifier: "IdempotencyKey" })
export type IdempotencyKey = typeof IdempotencyKey.Type

/**
 * The id of a keyed clone: a UUIDv8 from the SHA-256 of who clones what to where under which key. The same request has the
 * same id on every node and at any time, so there is no table of keys; another caller, project or share has another id.
 */
export const keyedDraftId = (
  caller: Identity,
  target: Pick<Target, "projectId">,
  shortId: ShortId,
  key: IdempotencyKey
): Effect.Effect<TaskId> =>
  // A JSON array separates its members: no two lists give the same text.
  digest("SHA-256", JSON.stringify([caller.issuer, caller.kind, caller.subject, target.projectId, shortId, key])).pipe(
    Effect.map((hash) => TaskId.make(uuidFrom(hash, 8)))
  )
