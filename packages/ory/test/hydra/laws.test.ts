import { hold, laws } from "@offshoot/testkit"
import { type StandInHydra, startStandInHydra } from "@offshoot/testkit/hydra"
import { afterAll, beforeAll, describe, it } from "vitest"
import { asking, issuer } from "./asked.ts"

describe.each([0, 10])("an authenticator that asks Hydra, and remembers for %i s, keeps the laws", (cacheSec) => {
  let hydra: StandInHydra
  beforeAll(async () => {
    hydra = await startStandInHydra(issuer)
  })
  afterAll(() => hydra.stop())

  const issue = () => {
    const subject = crypto.randomUUID()
    return {
      token: hydra.issue({ sub: subject, scope: "tasks" }),
      caller: { issuer, kind: "user" as const, subject, scopes: ["tasks"] }
    }
  }
  it.each(laws.authenticator)("$statement", (law) =>
    hold(law, { authenticator: asking(hydra.adminUrl, { cacheSec }), issue })
  )
})
