/** Where answers, on purpose, are not what the published contract says. */
export interface Difference {
  /** The operation's id in the contract, or `*` for all of them. */
  readonly operation: string
  /** The status of the answer; `error` stands for each that is not 2xx, `request` for what the operation takes. */
  readonly status: number | "error" | "request"
  /** A JSON pointer into the operation's definition (a status or parameter that is not there) or into the answer. */
  readonly pointer: string
  readonly reason: string
}

/** Closed: at most 20, and each is met by a test. */
export const differences: ReadonlyArray<Difference> = [
  {
    operation: "*",
    status: "error",
    pointer: "/content-type",
    reason: "problems are application/problem+json (RFC 9457), which JSON clients read as well"
  },
  { operation: "*", status: 503, pointer: "/responses/503", reason: "what cannot be told now is no bug: try again" },
  { operation: "*", status: 413, pointer: "/responses/413", reason: "bodies are limited" },
  { operation: "*", status: 415, pointer: "/responses/415", reason: "a body of another type is no invalid JSON" },
  {
    operation: "listTasks",
    status: 404,
    pointer: "/responses/404",
    reason: "a cursor that names no task of the project"
  },
  { operation: "getPublicTaskShare", status: 404, pointer: "/responses/404", reason: "the contract names no refusal" },
  { operation: "getPublicTaskShare", status: 400, pointer: "/responses/400", reason: "as a clone: revoked or expired" },
  {
    operation: "getPublicTaskShare",
    status: 429,
    pointer: "/responses/429",
    reason: "reads without login are limited"
  },
  { operation: "getPublicTaskShare", status: 500, pointer: "/responses/500", reason: "the contract names no fault" },
  { operation: "revokeTaskShare", status: 500, pointer: "/responses/500", reason: "the contract names no fault" },
  {
    operation: "getPublicTaskShare",
    status: 422,
    pointer: "/detail",
    reason: "detail is a string; the list is in errors"
  },
  {
    operation: "revokeTaskShare",
    status: 422,
    pointer: "/detail",
    reason: "detail is a string; the list is in errors"
  },
  {
    operation: "cloneSharedTask",
    status: 200,
    pointer: "/name",
    reason: "the published pattern forbids its own suffix"
  },
  { operation: "createTask", status: 200, pointer: "/name", reason: "a clone's name, read and sent back, is taken" },
  { operation: "getTask", status: 200, pointer: "/name", reason: "a clone's name is answered as it is" },
  {
    operation: "cloneSharedTask",
    status: "request",
    pointer: "/parameters/idempotency-key",
    reason: "a retry is not a second clone"
  },
  {
    operation: "getPublicTaskShare",
    status: "request",
    pointer: "/parameters/accept",
    reason: "OpenAPI says to ignore a header parameter of that name; answers are JSON"
  }
]
