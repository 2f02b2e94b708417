import type { JsonObject } from "@offshoot/core"
import * as fc from "fast-check"
import { text } from "./text.ts"

/** Members may have any name but `__proto__`, which half of the world's code cannot set. */
const key = text.filter((name) => name !== "__proto__")

const { json } = fc.letrec<{ json: unknown; object: object }>((tie) => ({
  json: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    text,
    fc.integer(),
    // JSON has no -0: it comes back as 0.
    fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0),
    fc.array(tie("json"), { maxLength: 3 }),
    tie("object")
  ),
  object: fc.dictionary(key, tie("json"), { maxKeys: 4, noNullPrototype: true })
}))

/** A JSON object that survives being written and read as JSON. */
export const jsonObject: fc.Arbitrary<JsonObject> = fc.dictionary(key, json, {
  maxKeys: 4,
  noNullPrototype: true
}) as fc.Arbitrary<JsonObject>
