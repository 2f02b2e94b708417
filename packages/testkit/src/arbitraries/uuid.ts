import * as fc from "fast-check"

/** Ids neither shrink nor favour the smallest: two of them are different, as in life. */
export const uuid: fc.Arbitrary<string> = fc.noShrink(fc.noBias(fc.uuid()))
