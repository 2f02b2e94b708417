import { IdempotencyKey } from "@offshoot/core"
import * as fc from "fast-check"

const visible = Array.from({ length: 0x7e - 0x21 + 1 }, (_, index) => String.fromCharCode(0x21 + index))

/** 1 to 255 visible ASCII characters, the longest ones included. */
export const idempotencyKey: fc.Arbitrary<IdempotencyKey> = fc
  .oneof(
    { arbitrary: fc.string({ unit: fc.constantFrom(...visible), minLength: 1 }), weight: 4 },
    { arbitrary: fc.constantFrom(...visible).map((character) => character.repeat(255)), weight: 1 }
  )
  .map((key) => IdempotencyKey.make(key))
