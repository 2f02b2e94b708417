import { OrganizationId, ProjectId } from "@offshoot/core"
import { Effect } from "effect"
import { Command } from "effect/cli"
import { CommandFailed } from "../command-failed.ts"
import { administeringRoles } from "./administering.ts"
import { answer, json } from "./answer.ts"
import { uuidFlag } from "./uuid-flag.ts"

const add = Command.make(
  "add",
  { org: uuidFlag("org", OrganizationId), project: uuidFlag("project", ProjectId), json },
  Effect.fn(function* ({ json, org, project }) {
    const outcome = yield* administeringRoles(({ addProject }) =>
      addProject({ organizationId: org, projectId: project })
    )
    if (outcome === "elsewhere") {
      return yield* new CommandFailed({
        message: `Project ${project} belongs to another organization; nothing was changed`
      })
    }
    const words = outcome === "added" ? `Added project ${project}` : `Project ${project} was there already`
    yield* answer(json, words, { outcome, org_id: org, project_id: project })
  })
).pipe(Command.withDescription("Adds a project to an organization"))

const list = Command.make(
  "list",
  { json },
  Effect.fn(function* ({ json }) {
    const projects = yield* administeringRoles(({ listProjects }) => listProjects)
    const rows = projects.map(({ organizationId, projectId }) => ({ org_id: organizationId, project_id: projectId }))
    const words = rows.map(({ org_id, project_id }) => `organization ${org_id}  project ${project_id}`)
    yield* answer(json, words.join("\n") || "There are no projects", rows)
  })
).pipe(Command.withDescription("Lists all projects"))

export const project = Command.make("project").pipe(
  Command.withDescription("Projects, and the organization of each"),
  Command.withSubcommands([add, list])
)
