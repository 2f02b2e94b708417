import { hold, laws } from "@offshoot/testkit"
import { type StandInKeto, startStandInKeto } from "@offshoot/testkit/keto"
import { afterAll, beforeAll, describe, it } from "vitest"
import { KetoPermissions } from "../../src/index.ts"
import { hands } from "./hands.ts"
import { settingsFor } from "./settings.ts"

describe.each([
  { kind: "with batches", hasBatch: true, maxBatch: 10 },
  { kind: "without", hasBatch: false, maxBatch: 1 }
])("permissions from a Keto $kind", ({ hasBatch, maxBatch }) => {
  let keto: StandInKeto
  beforeAll(async () => {
    keto = await startStandInKeto({ hasBatch })
  })
  afterAll(() => keto.stop())

  const held = (broken: string, group: typeof laws.permissions, breakDown: () => unknown, repair: () => unknown) =>
    it.each(group)(`${broken}: $statement`, (law) => {
      const permissions = KetoPermissions.make(settingsFor(keto.readUrl, { maxBatch }))
      return hold(law, { permissions, ...hands(keto.writeUrl), breakDown, repair })
    })
  held(
    "answering 503 in between",
    laws.permissions,
    () => keto.plant({ status: 503 }),
    () => keto.repair()
  )
})
