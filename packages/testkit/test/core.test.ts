import * as core from "@offshoot/core"
import { hold, laws } from "@offshoot/testkit"
import { describe, it } from "vitest"

describe("The core's rules", () => {
  for (const law of [...laws.names, ...laws.activation, ...laws.fates])
    it(`${law.name}: ${law.statement}`, () => hold(law, core))
})
