import { hold, laws } from "@offshoot/testkit"
import { type StandInKratos, startStandInKratos } from "@offshoot/testkit/kratos"
import { afterAll, beforeAll, describe, it } from "vitest"
import { asking, issuer } from "./asked.ts"

describe("an authenticator that asks Kratos keeps the laws", () => {
  let kratos: StandInKratos
  beforeAll(async () => {
    kratos = await startStandInKratos()
  })
  afterAll(() => kratos.stop())

  const issue = () => {
    const subject = crypto.randomUUID()
    return {
      token: kratos.logIn({}, { id: subject }),
      caller: { issuer, kind: "user" as const, subject, scopes: [] }
    }
  }
  it.each(laws.authenticator)("$statement", (law) => hold(law, { authenticator: asking(kratos.publicUrl), issue }))
})
