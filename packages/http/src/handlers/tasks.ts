import { createTask, getTask, listTasks, previewClone, type Task } from "@offshoot/core"
import { Effect } from "effect"
import { HttpApiBuilder, HttpApiSchema } from "effect/http-api"
import type { OffshootApi } from "../api/api.ts"
import { targetOf } from "../api/paths.ts"
import { newTaskOf } from "../api/task-create.ts"
import { CurrentCaller } from "../authentication.ts"
import { ports } from "../ports.ts"
import { answering } from "./answering.ts"
import { cloneAnswer, orUnknown } from "./clone-answer.ts"
import { ModelCatalogue } from "./model-catalogue.ts"
import { taskView } from "./task-view.ts"
import { visible } from "./visible.ts"

/** Tasks: each handler reads the request, runs one program of the core, and writes its answer. */
export const tasksHandlers = (api: typeof OffshootApi) =>
  HttpApiBuilder.group(
    api,
    "tasks",
    Effect.fn(function* (handlers) {
      const answer = answering(yield* ports)
      const clone = yield* cloneAnswer
      const models = yield* ModelCatalogue
      const view = (task: Task) => Effect.map(models.of(task.revisions), (describe) => taskView(task, describe))
      const stored = (task: Task) => Effect.mapError(view(task), orUnknown)

      return handlers.handleAll({
        cloneSharedTask: ({ headers, params }) =>
          Effect.gen(function* () {
            return HttpApiSchema.withHeaders(yield* clone(yield* CurrentCaller, params, headers))
          }).pipe(answer),

        previewClone: ({ params }) =>
          Effect.gen(function* () {
            const caller = yield* CurrentCaller
            return yield* view(yield* previewClone({ caller, target: targetOf(params), shortId: params.short_id }))
          }).pipe(answer),

        createTask: ({ params, payload }) =>
          Effect.gen(function* () {
            return yield* stored(yield* createTask(yield* CurrentCaller, targetOf(params), newTaskOf(payload)))
          }).pipe(answer),

        listTasks: ({ params, query }) =>
          Effect.gen(function* () {
            const { hasNext, tasks } = yield* listTasks(yield* CurrentCaller, targetOf(params), {
              createdByMe: query.created_by_me,
              limit: query.page_limit,
              ...(query.name === undefined ? {} : { name: query.name }),
              ...(query.tag_id === undefined ? {} : { tagId: query.tag_id }),
              ...(query.cursor === undefined ? {} : { after: query.cursor })
            })
            const describe = yield* models.of(tasks.flatMap(({ revisions }) => revisions))
            return {
              results: tasks.map((task) => visible(taskView(task, describe), { includeTests: query.include_tests })),
              pagination: {
                has_next: hasNext,
                next_cursor: hasNext ? (tasks.at(-1)?.id ?? null) : null,
                page_limit: query.page_limit,
                total_count: null
              }
            }
          }).pipe(answer),

        getTask: ({ params, query }) =>
          Effect.gen(function* () {
            const task = yield* getTask(yield* CurrentCaller, targetOf(params), params.task_id)
            return visible(yield* view(task), {
              includeTests: query.include_tests,
              revisionTagId: query.revision_tag_id
            })
          }).pipe(answer)
      })
    })
  )
