import { hold, laws } from "@offshoot/testkit"
import { describe, it } from "vitest"
import { authenticatorSubject } from "./authenticator-subject.ts"
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
  const subject = authenticatorSubject()
  for (const law of laws.authenticator) it(`${law.name}: ${law.statement}`, () => hold(law, subject))
})
