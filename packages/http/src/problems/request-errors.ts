import { Schema } from "effect"

/** One thing that is wrong with a request: where, in words, and as a word for programs. */
export const RequestIssue = Schema.Struct({
  loc: Schema.Array(Schema.String).annotate({ description: "the part of the request, then the path in it" }),
  msg: Schema.String,
  type: Schema.String
}).annotate({ identifier: "RequestIssue" })
export interface RequestIssue extends Schema.Schema.Type<typeof RequestIssue> {}

/** The path, query, headers or body are not what the operation takes. */
export class InvalidRequest extends Schema.TaggedError<InvalidRequest>()("InvalidRequest", {
  issues: Schema.Array(RequestIssue)
}) {
  override get message() {
    return this.issues.map(({ loc, msg }) => `${loc.join(".")}: ${msg}`).join("; ")
  }
}

/** No operation has this path. */
export class NotFound extends Schema.TaggedError<NotFound>()("NotFound", {}) {
  override get message() {
    return "Nothing is served at this path"
  }
}

export class MethodNotAllowed extends Schema.TaggedError<MethodNotAllowed>()("MethodNotAllowed", {
  allowed: Schema.Array(Schema.String)
}) {
  override get message() {
    return `This path takes ${this.allowed.join(", ")}`
  }
}

export class PayloadTooLarge extends Schema.TaggedError<PayloadTooLarge>()("PayloadTooLarge", {
  bytes: Schema.Int.annotate({ description: "the limit" })
}) {
  override get message() {
    return `The body is larger than ${this.bytes} bytes`
  }
}

export class UnsupportedMediaType extends Schema.TaggedError<UnsupportedMediaType>()("UnsupportedMediaType", {}) {
  override get message() {
    return "This operation takes a body of the type application/json"
  }
}

/** A client asks for more public reads than one client may. */
export class TooManyRequests extends Schema.TaggedError<TooManyRequests>()("TooManyRequests", {
  retryAfterSeconds: Schema.Int
}) {
  override get message() {
    return `Too many requests; try again in ${this.retryAfterSeconds} s`
  }
}
