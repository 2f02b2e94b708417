import { type StandInKeto, startStandInKeto } from "@offshoot/testkit/keto"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { answerOf, cases } from "./cases.ts"

describe("to the stand-in for Keto", () => {
  let keto: StandInKeto
  beforeAll(async () => {
    keto = await startStandInKeto()
  })
  afterAll(() => keto.stop())
  it.each(cases)("$title", async (given) => expect(await answerOf(keto, given)).toBe(given.answer))
})
