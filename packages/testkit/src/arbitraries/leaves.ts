import * as fc from "fast-check"
import { idempotencyKey } from "./idempotency-key.ts"
import { jsonObject } from "./json-object.ts"
import { taskName } from "./task-name.ts"
import { text } from "./text.ts"
import { uuid } from "./uuid.ts"

const shortIds = (minLength: number, maxLength: number) =>
  fc.noShrink(
    fc.string({
      unit: fc.constantFrom(..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"),
      minLength,
      maxLength
    })
  )

/** The arbitraries of the schemas that have a name, by that name. */
export const leaves: ReadonlyMap<string, fc.Arbitrary<unknown>> = new Map<string, fc.Arbitrary<unknown>>([
  ["Uuid", uuid],
  ["Text", text],
  ["TaskName", taskName],
  ["JsonObject", jsonObject],
  ["Timestamp", fc.integer({ min: 0, max: Date.UTC(9999, 11, 31, 23, 59, 59, 999) })],
  ["ShortId", shortIds(1, 64)],
  ["CustomShortId", shortIds(3, 5)],
  ["IdempotencyKey", idempotencyKey]
])
