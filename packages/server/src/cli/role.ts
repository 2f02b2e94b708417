import { Identity, ProjectId, Role } from "@offshoot/core"
import { Effect } from "effect"
import { Command, Flag } from "effect/cli"
import { CommandFailed } from "../command-failed.ts"
import { administeringRoles } from "./administering.ts"
import { answer, json } from "./answer.ts"
import { uuidFlag } from "./uuid-flag.ts"

const whose = {
  project: uuidFlag("project", ProjectId),
  issuer: Flag.String("issuer").pipe(
    Flag.withSchema(Identity.fields.issuer),
    Flag.withDescription("The claim iss of the caller's tokens")
  ),
  subject: Flag.String("subject").pipe(
    Flag.withSchema(Identity.fields.subject),
    Flag.withDescription("The claim sub of the caller's tokens")
  ),
  kind: Flag.Literals("kind", Identity.fields.kind.literals).pipe(
    Flag.withDefault("user"),
    Flag.withDescription("client: a program that calls for itself")
  ),
  role: Flag.Literals("role", Role.literals).pipe(
    Flag.withDescription("An editor may view, edit and create tasks; a viewer may view")
  ),
  json
}

const grant = Command.make(
  "grant",
  whose,
  Effect.fn(function* ({ issuer, json, kind, project, role, subject }) {
    const outcome = yield* administeringRoles(({ grantRole }) => grantRole(project, { issuer, kind, subject }, role))
    if (outcome === "unknown project") {
      return yield* new CommandFailed({
        message: `There is no project ${project}: add it first with offshoot project add --org … --project ${project}`
      })
    }
    yield* answer(json, `${subject} is ${role} of project ${project}`, { outcome, project_id: project, role })
  })
).pipe(Command.withDescription("Gives a caller a role in a project, in place of the one they had"))

const revoke = Command.make(
  "revoke",
  whose,
  Effect.fn(function* ({ issuer, json, kind, project, role, subject }) {
    const outcome = yield* administeringRoles(({ revokeRole }) => revokeRole(project, { issuer, kind, subject }, role))
    const words = outcome === "revoked" ? `is no ${role} any more` : `was no ${role}`
    yield* answer(json, `${subject} ${words} of project ${project}`, { outcome, project_id: project, role })
  })
).pipe(Command.withDescription("Takes a caller's role in a project away"))

export const role = Command.make("role").pipe(
  Command.withDescription("Who may do what in a project"),
  Command.withSubcommands([grant, revoke])
)
