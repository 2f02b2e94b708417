import { hold, laws } from "@offshoot/testkit"
import { type StandInKeto, startStandInKeto } from "@offshoot/testkit/keto"
import { afterAll, beforeAll, describe, it } from "vitest"
import { KetoPermissions } from "../../src/index.ts"
import { hands } from "./hands.ts"
import { settingsFor } from "./settings.ts"

describe.each([
  { kind: "with batches", hasBatch: true, maxBatch: 10 },
  { kind: "without batches", hasBatch: false, maxBatch: 1 }
])("permissions from a Keto $kind", ({ hasBatch, maxBatch }) => {
  let keto: StandInKeto
  beforeAll(async () => {
    keto = await startStandInKeto({ hasBatch })
  })
  afterAll(() => keto.stop())
  const subject = () => ({
    permissions: KetoPermissions.make(settingsFor(keto.readUrl, { maxBatch })),
    ...hands(keto.writeUrl),
    breakDown: () => keto.plant({ status: 503 }),
    repair: () => keto.repair()
  })

  it.each(laws.permissions)("$statement", (law) => hold(law, subject()))

  const faults = laws.permissions.filter(({ hands }) => hands.includes("breakDown"))
  it.each(faults)("of one that cuts connections: $statement", (law) =>
    hold(law, { ...subject(), breakDown: () => keto.plant("cut") })
  )
  it.each(faults)("of one that refuses us: $statement", (law) =>
    hold(law, { ...subject(), breakDown: () => keto.plant({ status: 403, body: { allowed: false } }) })
  )
  it.each(faults)("of one that is stopped and started again: $statement", (law) =>
    hold(law, { ...subject(), breakDown: keto.stop, repair: keto.start }, { cases: 10 })
  )
})
