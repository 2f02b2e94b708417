import { assert } from "@effect/vitest"
import { Effect } from "effect"

/** Work that waits for what does not come, and is answered by the deadline: or a second later, where the machine is busy. */
export const inTime = <A, E, R>(deadline: number, work: Effect.Effect<A, E, R>) =>
  Effect.gen(function* () {
    const begun = Date.now()
    const answer = yield* work
    assert.isBelow(Date.now() - begun, deadline + 1000)
    return answer
  })
