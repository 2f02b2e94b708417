import { createShare, identityOf, Shares, TaskCollection } from "@offshoot/core"
import { Administration } from "@offshoot/postgres"
import { Effect, Option } from "effect"
import { developer } from "../login.ts"
import { large, small } from "./models.ts"
import { shortId, source, target } from "./places.ts"
import { helpdesk, reviewed, support } from "./tags.ts"
import { second, task } from "./task.ts"

/**
 * Lays the demo out: two projects, models, tags, a task with three revisions, and a share of the second. The share comes
 * last: once it is there nothing is touched any more, and a start that was killed before that is made up for.
 */
export const layOutDemo = Effect.gen(function* () {
  if (Option.isSome(yield* (yield* Shares).find(shortId))) return

  const { addModel, addProject, addTag, grantRole } = yield* Administration
  for (const project of [source, target]) {
    yield* addProject(project)
    yield* grantRole(project.projectId, identityOf(developer), "editor")
  }
  yield* Effect.forEach([large, small], addModel)
  yield* Effect.forEach([support, helpdesk, reviewed], addTag)
  yield* (yield* TaskCollection).insert(task)
  yield* createShare(developer, source, task.id, {
    taskRevisionId: second.id,
    customShortId: shortId,
    title: "Triage for any helpdesk",
    description: "Adapt the teams to your own",
    expiresAt: null,
    taskRunId: null
  })
})
