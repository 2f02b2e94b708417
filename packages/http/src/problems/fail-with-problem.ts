import { ReferenceNotFound, TaskNotCloneable } from "@offshoot/core"
import { Effect } from "effect"
import { HttpEffect, HttpServerResponse } from "effect/http"
import { RequestId } from "../request-id.ts"
import { type Problem, problemCode, snakeCase } from "./problem.ts"
import type { RequestIssue } from "./request-errors.ts"
import { type Failure, type ProblemTag, problems } from "./table.ts"

/** Fails with the problem that an error is answered with, and gives the answer the headers that belong to it. */
export const failWithProblem = <E extends Failure>(failure: E): Effect.Effect<never, Problem<E["_tag"]>> =>
  Effect.withFiber((fiber) => {
    const headers = headersOf(failure)
    HttpEffect.appendPreResponseHandlerUnsafe(fiber.context, (_request, response) =>
      Effect.succeed(HttpServerResponse.setHeaders(response, headers))
    )
    return Effect.andThen(log(failure), Effect.fail(problemOf(failure, fiber.getRef(RequestId))))
  })

/** The body of the answer to an error. */
const problemOf = <E extends Failure>(failure: E, requestId: string): Problem<E["_tag"]> => {
  const { help, status, title, type } = problems[failure._tag as ProblemTag]
  const detail = detailOf(failure)
  // The members follow the tag by the table, which the compiler cannot see through a generic tag.
  return {
    type,
    title,
    status,
    detail,
    code: problemCode(failure._tag),
    help,
    request_id: requestId,
    errors: issuesOf(failure),
    ...(failure._tag === "PermissionDenied"
      ? {
          message: detail,
          reason: "PERMISSION_CHECK_FAILED",
          permissionCheckFailedError: { permission: `project:${snakeCase(failure.permission)}` }
        }
      : {})
  } as unknown as Problem<E["_tag"]>
}

const detailOf = (failure: Failure): string => {
  switch (failure._tag) {
    case "Fault":
      return "Something is broken here; the operator finds the cause in the log under the request_id"
    case "Unavailable":
      return failure.outcome === "nothing stored"
        ? "The service cannot answer now. This request stored nothing, and can be sent again."
        : "The service cannot tell whether the request was carried out: something may have been stored. Where the operation takes an Idempotency-Key, the same request with the same key finds out; without one, look before you repeat it."
    case "ReferenceNotFound":
      return new ReferenceNotFound({ field: snakeCase(failure.field), ids: failure.ids }).message
    case "TaskNotCloneable":
      return new TaskNotCloneable({
        references: failure.references.map(({ count, field }) => ({ field: snakeCase(field), count }))
      }).message
    default:
      return failure.message
  }
}

const issuesOf = (failure: Failure): ReadonlyArray<RequestIssue> => {
  switch (failure._tag) {
    case "InvalidRequest":
      return failure.issues
    case "ReferenceNotFound":
      return [{ loc: ["body", snakeCase(failure.field)], msg: detailOf(failure), type: "reference_not_found" }]
    case "TaskNotCloneable":
      return failure.references.map(({ count, field }) => ({
        loc: ["share", "task_revision", snakeCase(field)],
        msg: `${count} valid only in the project of the share`,
        type: "bound_reference"
      }))
    default:
      return []
  }
}

/** How long a client waits before it tries again what could not be told, in seconds. */
const retryAfterSeconds = 2

const headersOf = (failure: Failure): Readonly<Record<string, string>> => {
  switch (failure._tag) {
    case "MissingCredentials":
      return { "www-authenticate": "Bearer" }
    case "InvalidToken":
      return { "www-authenticate": 'Bearer error="invalid_token"' }
    case "InsufficientUserAuthentication":
      return { "www-authenticate": 'Bearer error="insufficient_user_authentication"' }
    case "InsufficientScope":
      return { "www-authenticate": `Bearer error="insufficient_scope", scope="${failure.scopes.join(" ")}"` }
    case "MethodNotAllowed":
      return { allow: failure.allowed.join(", ") }
    case "TooManyRequests":
      return { "retry-after": String(failure.retryAfterSeconds) }
    case "Unavailable":
      return { "retry-after": String(retryAfterSeconds) }
    default:
      return {}
  }
}

/** What only the operator may know. */
const log = (failure: Failure): Effect.Effect<void> => {
  switch (failure._tag) {
    case "Fault":
      return Effect.logError(failure.message, failure.cause)
    case "Unavailable":
      return Effect.logWarning(failure.message, ...(failure.cause === undefined ? [] : [failure.cause]))
    case "InvalidToken":
      return Effect.logInfo("A token was refused", failure.reason)
    default:
      return Effect.void
  }
}
