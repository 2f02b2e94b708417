import type { Permission } from "@offshoot/core"
import { Effect } from "effect"
import * as fc from "fast-check"
import { answered, ending } from "./answered.ts"
import { demand, demandEqual } from "./demand.ts"
import type { Law } from "./law.ts"
import {
  allows,
  permissionsLaw as law,
  newQuestion,
  newTarget,
  type PermissionsSubject
} from "./permissions-subject.ts"

const permission = fc.constantFrom<Permission>("view", "edit", "createTask")

/** Who may do what where. */
export const permissionsLaws: ReadonlyArray<Law<PermissionsSubject>> = [
  law({
    name: "nobody",
    statement: "A caller to whom nothing was granted is not allowed anything, in a project that nobody has heard of",
    given: permission,
    holds: (subject, asked) =>
      Effect.gen(function* () {
        demandEqual("the answer", yield* allows(subject, newQuestion(subject, asked)), false)
      })
  }),
  law({
    name: "granted",
    statement: "A caller to whom a permission was granted is allowed that from then on",
    hands: ["grant"],
    given: permission,
    holds: (subject, asked) =>
      Effect.gen(function* () {
        const question = newQuestion(subject, asked)
        yield* allows(subject, question)
        yield* answered(() => subject.grant(question))
        demandEqual("the answer", yield* allows(subject, question), true)
      })
  }),
  law({
    name: "view-is-not-edit",
    statement: "A caller who may view may not edit, nor create tasks",
    hands: ["grant"],
    given: fc.constantFrom<Permission>("edit", "createTask"),
    holds: (subject, asked) =>
      Effect.gen(function* () {
        const question = newQuestion(subject, "view")
        yield* answered(() => subject.grant(question))
        demandEqual("the answer", yield* allows(subject, { ...question, permission: asked }), false)
      })
  }),
  law({
    name: "organization",
    statement: "A permission on a project is worth nothing under an organization that the project is not of",
    hands: ["grant"],
    given: permission,
    holds: (subject, asked) =>
      Effect.gen(function* () {
        const question = newQuestion(subject, asked)
        const elsewhere = newQuestion(subject, asked)
        yield* answered(() => subject.grant(question))
        yield* answered(() => subject.grant({ ...elsewhere, caller: question.caller }))
        const { organizationId } = elsewhere.target
        for (const other of [newTarget().organizationId, organizationId]) {
          const target = { ...question.target, organizationId: other }
          demandEqual("the answer", yield* allows(subject, { ...question, target }), false)
        }
      })
  }),
  law({
    name: "project",
    statement: "A permission on one project is none on another project of the organization",
    hands: ["grant"],
    given: permission,
    holds: (subject, asked) =>
      Effect.gen(function* () {
        const question = newQuestion(subject, asked)
        const other = newQuestion(subject, asked)
        const target = { ...other.target, organizationId: question.target.organizationId }
        yield* answered(() => subject.grant(question))
        yield* answered(() => subject.grant({ ...other, target }))
        demandEqual("the answer", yield* allows(subject, { ...question, target }), false)
      })
  }),
  law({
    name: "identity",
    statement: "What is granted to a person is granted neither to a program nor to another person",
    hands: ["grant"],
    given: permission,
    holds: (subject, asked) =>
      Effect.gen(function* () {
        const question = newQuestion(subject, asked)
        const { caller } = question
        yield* answered(() => subject.grant(question))
        const kind = caller.kind === "user" ? "client" : "user"
        for (const other of [
          { ...caller, kind } as const,
          { ...caller, subject: newQuestion(subject, asked).caller.subject }
        ]) {
          demandEqual("the answer", yield* allows(subject, { ...question, caller: other }), false)
        }
      })
  }),
  law({
    name: "issuer",
    statement: "What is granted to the subject of one issuer is not granted to the same subject of another",
    hands: ["grant"],
    given: permission,
    holds: (subject, asked) =>
      Effect.gen(function* () {
        const question = newQuestion(subject, asked)
        yield* answered(() => subject.grant(question))
        const caller = { ...question.caller, issuer: `${question.caller.issuer}/other` }
        demandEqual("the answer", yield* allows(subject, { ...question, caller }), false)
      })
  }),
  law({
    name: "token",
    statement: "Scopes and the end of a token change nothing of who a caller is",
    hands: ["grant"],
    given: permission,
    holds: (subject, asked) =>
      Effect.gen(function* () {
        const question = newQuestion(subject, asked)
        yield* answered(() => subject.grant(question))
        const caller = { ...question.caller, scopes: ["another scope"], expiresAt: Date.UTC(2100, 0, 1) }
        demandEqual("the answer", yield* allows(subject, { ...question, caller }), true)
      })
  }),
  law({
    name: "withdrawn",
    statement: "A permission that was withdrawn is gone from then on",
    hands: ["grant", "withdraw"],
    given: permission,
    holds: (subject, asked) =>
      Effect.gen(function* () {
        const question = newQuestion(subject, asked)
        yield* answered(() => subject.grant(question))
        yield* allows(subject, question)
        yield* answered(() => subject.withdraw(question))
        demandEqual("the answer", yield* allows(subject, question), false)
      })
  }),
  law({
    name: "fault",
    statement: "An answer that cannot be found out is Unavailable or a Fault: never a yes, and never a no",
    hands: ["grant", "breakDown", "repair"],
    given: fc.record({ asked: permission, isGranted: fc.boolean() }),
    holds: (subject, { asked, isGranted }) =>
      Effect.gen(function* () {
        const question = newQuestion(subject, asked)
        if (isGranted) yield* answered(() => subject.grant(question))
        yield* answered(() => subject.breakDown())
        const end = yield* ending(allows(subject, question)).pipe(
          Effect.ensuring(Effect.orDie(answered(() => subject.repair())))
        )
        demand(end === "Unavailable" || end === "Fault", `the attempt ended with ${end}`)
      })
  })
]
