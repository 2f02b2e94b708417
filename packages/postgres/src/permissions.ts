import { grants, lightSpan, Permissions, Role } from "@offshoot/core"
import { Effect, Layer } from "effect"
import { BatchedReads } from "./batched-reads.ts"
import { decoded } from "./decoded.ts"

/** The caller's role in each project of its organization, in the order of the questions; null for none. */
const findRoles = `
  select (
    select role.role
    from offshoot.projects project join offshoot.roles role on role.project_id = project.id
    where project.id = question.project_id and project.organization_id = question.organization_id
      and role.issuer = question.issuer and role.kind = question.kind and role.subject = question.subject
  ) as role
  from unnest(
    (select $1::uuid[]), (select $2::uuid[]), (select $3::text[]), (select $4::text[]), (select $5::text[])
  ) as question(project_id, organization_id, issuer, kind, subject)`

const decodeRole = decoded(Role, "read a role")

type Question = Parameters<Permissions["Service"]["allows"]>[0]

/** Permissions by role, in Postgres: the roles that `Administration` grants on a project. */
export const layer = Layer.effect(
  Permissions,
  Effect.map(BatchedReads, (reads) => {
    const allows = reads.of<Question, boolean>({
      operation: "find a role",
      statement: findRoles,
      parameters: (questions) => [
        questions.map(({ target }) => target.projectId),
        questions.map(({ target }) => target.organizationId),
        questions.map(({ caller }) => caller.issuer),
        questions.map(({ caller }) => caller.kind),
        questions.map(({ caller }) => caller.subject)
      ],
      answers:
        (rows) =>
        ({ permission }, index) => {
          const role = rows[index]?.["role"]
          return role === null
            ? Effect.succeed(false)
            : Effect.map(decodeRole(role), (known) => grants(known, permission))
        }
    })
    return Permissions.of({
      allows: (question) => lightSpan("postgres.Permissions.allows")(allows(question))
    })
  })
).pipe(Layer.provide(BatchedReads.layer))
