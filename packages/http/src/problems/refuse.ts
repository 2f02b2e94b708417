import { ReferenceNotFound, TaskNotCloneable } from "@offshoot/core"
import { Effect } from "effect"
import { HttpEffect, HttpServerResponse } from "effect/http"
import { RequestId } from "../request-id.ts"
import { type Problem, problemCode, snakeCase } from "./problem.ts"
import type { RequestIssue } from "./request-errors.ts"
import { type ProblemTag, problems, type Refusal } from "./table.ts"

/** Fails with the problem that an error is answered with, and gives the answer the headers that belong to it. */
export const refuse = <E extends Refusal>(refusal: E): Effect.Effect<never, Problem<E["_tag"]>> =>
  Effect.withFiber((fiber) => {
    const headers = headersOf(refusal)
    HttpEffect.appendPreResponseHandlerUnsafe(fiber.context, (_request, response) =>
      Effect.succeed(HttpServerResponse.setHeaders(response, headers))
    )
    return Effect.andThen(log(refusal), Effect.fail(problemOf(refusal, fiber.getRef(RequestId))))
  })

/** The body of the answer to an error. */
const problemOf = <E extends Refusal>(refusal: E, requestId: string): Problem<E["_tag"]> => {
  const { help, status, title, type } = problems[refusal._tag as ProblemTag]
  const detail = detailOf(refusal)
  // The members follow the tag by the table, which the compiler can not see through a generic tag.
  return {
    type,
    title,
    status,
    detail,
    code: problemCode(refusal._tag),
    help,
    request_id: requestId,
    errors: issuesOf(refusal),
    ...(refusal._tag === "PermissionDenied"
      ? {
          message: detail,
          reason: "PERMISSION_CHECK_FAILED",
          permissionCheckFailedError: { permission: `project:${snakeCase(refusal.permission)}` }
        }
      : {})
  } as unknown as Problem<E["_tag"]>
}

const detailOf = (refusal: Refusal): string => {
  switch (refusal._tag) {
    case "Fault":
      return "Something is broken here; the operator finds the cause in the log under the request_id"
    case "Unavailable":
      return refusal.outcome === "nothing stored"
        ? "The service cannot answer now. This request stored nothing, and can be sent again."
        : "The service cannot tell whether the request was carried out: something may have been stored. Where the operation takes an Idempotency-Key, the same request with the same key finds out; without one, look before you repeat it."
    case "ReferenceNotFound":
      return new ReferenceNotFound({ field: snakeCase(refusal.field), ids: refusal.ids }).message
    case "TaskNotCloneable":
      return new TaskNotCloneable({
        references: refusal.references.map(({ count, field }) => ({ field: snakeCase(field), count }))
      }).message
    default:
      return refusal.message
  }
}

const issuesOf = (refusal: Refusal): ReadonlyArray<RequestIssue> => {
  switch (refusal._tag) {
    case "InvalidRequest":
      return refusal.issues
    case "ReferenceNotFound":
      return [{ loc: ["body", snakeCase(refusal.field)], msg: detailOf(refusal), type: "reference_not_found" }]
    case "TaskNotCloneable":
      return refusal.references.map(({ count, field }) => ({
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

const headersOf = (refusal: Refusal): Readonly<Record<string, string>> => {
  switch (refusal._tag) {
    case "MissingCredentials":
      return { "www-authenticate": "Bearer" }
    case "InvalidToken":
      return { "www-authenticate": 'Bearer error="invalid_token"' }
    case "InsufficientUserAuthentication":
      return { "www-authenticate": 'Bearer error="insufficient_user_authentication"' }
    case "InsufficientScope":
      return { "www-authenticate": `Bearer error="insufficient_scope", scope="${refusal.scopes.join(" ")}"` }
    case "MethodNotAllowed":
      return { allow: refusal.allowed.join(", ") }
    case "TooManyRequests":
      return { "retry-after": String(refusal.retryAfterSeconds) }
    case "Unavailable":
      return { "retry-after": String(retryAfterSeconds) }
    default:
      return {}
  }
}

/** What only the operator may know. */
const log = (refusal: Refusal): Effect.Effect<void> => {
  switch (refusal._tag) {
    case "Fault":
      return Effect.logError(refusal.message, refusal.cause)
    case "Unavailable":
      return Effect.logWarning(refusal.message, ...(refusal.cause === undefined ? [] : [refusal.cause]))
    case "InvalidToken":
      return Effect.logInfo("A token was refused", refusal.reason)
    default:
      return Effect.void
  }
}
