import { Authenticator, type Caller } from "@offshoot/core"
import { hold, laws, MemoryAuthenticator } from "@offshoot/testkit"
import { Effect } from "effect"
import { describe, it } from "vitest"
import { collectionsSubject } from "./collections-subject.ts"
import { memorySubject } from "./memory-subject.ts"

describe("The adapters in memory", () => {
  const subject = memorySubject()
  for (const law of laws.tasks) it(`${law.name}: ${law.statement}`, () => hold(law, subject))
  for (const law of laws.shares) it(`${law.name}: ${law.statement}`, () => hold(law, subject))
  for (const law of laws.permissions) it(`${law.name}: ${law.statement}`, () => hold(law, subject))
  for (const law of laws.service) it(`${law.name}: ${law.statement}`, () => hold(law, subject))
})

describe("The collections in memory", () => {
  const subject = collectionsSubject()
  for (const law of laws.taskCollection) it(`${law.name}: ${law.statement}`, () => hold(law, subject))
  for (const law of laws.shareCollection) it(`${law.name}: ${law.statement}`, () => hold(law, subject))
  for (const law of laws.tags) it(`${law.name}: ${law.statement}`, () => hold(law, subject))
  for (const law of laws.models) it(`${law.name}: ${law.statement}`, () => hold(law, subject))
  for (const law of laws.ids) it(`${law.name}: ${law.statement}`, () => hold(law, subject))
})

describe("The authenticator in memory", () => {
  const callers: ReadonlyArray<Caller> = ["anna", "bert"].map((subject) => ({
    issuer: "https://issuer.example",
    subject,
    kind: "user",
    scopes: []
  }))
  const tokens = Object.fromEntries(callers.map((caller, index) => [`the token number ${index}`, caller]))
  const authenticator = Effect.runSync(
    Effect.provide(
      Authenticator.use((one) => Effect.succeed(one)),
      MemoryAuthenticator.layer(tokens)
    )
  )
  let next = 0
  const issue = () => {
    const [token, caller] = Object.entries(tokens)[next++ % callers.length] ?? ["", callers[0]]
    if (caller === undefined) throw new Error("no caller is known")
    return { token, caller }
  }
  for (const law of laws.authenticator) {
    it(`${law.name}: ${law.statement}`, () => hold(law, { authenticator, issue }))
  }
})
