import { Schema } from "effect"
import { ShortId, TaskId, TaskRevisionId } from "./identifiers.ts"
import { Permission } from "./permission.ts"

// Who is asking, and may they?

/** No credentials came with the request. */
export class MissingCredentials extends Schema.TaggedError<MissingCredentials>()("MissingCredentials", {}) {
  override get message() {
    return "The request carries no Bearer token"
  }
}

/** The credentials are not valid; why is for the log, the caller is told no more than that. */
export class InvalidToken extends Schema.TaggedError<InvalidToken>()("InvalidToken", { reason: Schema.String }) {
  override get message() {
    return "The token is not valid here"
  }
}

/** The token is good, but lacks a scope that this service requires. */
export class InsufficientScope extends Schema.TaggedError<InsufficientScope>()("InsufficientScope", {
  scopes: Schema.Array(Schema.String)
}) {
  override get message() {
    return `The token lacks a required scope: ${this.scopes.join(" ")}`
  }
}

/** The token is good, but came of too weak a login: the service wants a further factor (RFC 9470). */
export class InsufficientUserAuthentication extends Schema.TaggedError<InsufficientUserAuthentication>()(
  "InsufficientUserAuthentication",
  {}
) {
  override get message() {
    return "The caller logged in with too few factors"
  }
}

/** The caller lacks the permission on the project, or the project is not the organization's. */
export class PermissionDenied extends Schema.TaggedError<PermissionDenied>()("PermissionDenied", {
  permission: Permission
}) {
  override get message() {
    return `The caller does not have the permission ${this.permission} on this project in this organization`
  }
}

// What was asked for does not exist, or cannot be used.

/** No share has this short id, or its task was deleted; of a task: it has no share with this id. */
export class ShareNotFound extends Schema.TaggedError<ShareNotFound>()("ShareNotFound", {}) {
  override get message() {
    return "There is no such share, or the task behind it was deleted"
  }
}

/** The share was ended for good by an editor of its project; decided before {@link ShareExpired}. */
export class ShareRevoked extends Schema.TaggedError<ShareRevoked>()("ShareRevoked", { shortId: ShortId }) {
  override get message() {
    return `The share ${this.shortId} was revoked`
  }
}

/** The end that the share was given has come: `expiresAt` is now or earlier, to the millisecond. */
export class ShareExpired extends Schema.TaggedError<ShareExpired>()("ShareExpired", { shortId: ShortId }) {
  override get message() {
    return `The share ${this.shortId} has expired`
  }
}

/** No live task of this project has this id: it never had, it was deleted, or it is another project's. */
export class TaskNotFound extends Schema.TaggedError<TaskNotFound>()("TaskNotFound", { taskId: TaskId }) {
  override get message() {
    return `There is no task ${this.taskId} in this project`
  }
}

/** A new share was to pin a revision that the task does not have. */
export class RevisionNotFound extends Schema.TaggedError<RevisionNotFound>()("RevisionNotFound", {
  taskRevisionId: TaskRevisionId
}) {
  override get message() {
    return `The task has no revision ${this.taskRevisionId}`
  }
}

// What was asked for breaks a rule.

/** A live task of the project has this name already. Only a clone picks another one. */
export class NameTaken extends Schema.TaggedError<NameTaken>()("NameTaken", { name: Schema.String }) {
  override get message() {
    return `A live task of this project is called "${this.name}"`
  }
}

/** The custom short id of a new share belongs to another one, revoked ones too; a drawn one is drawn again. */
export class ShortIdTaken extends Schema.TaggedError<ShortIdTaken>()("ShortIdTaken", { shortId: ShortId }) {
  override get message() {
    return `The short id ${this.shortId} belongs to another share; short ids are never reused`
  }
}

/** A new share could never be used: it would have ended, or it names no revision and none is active. */
export class InvalidShare extends Schema.TaggedError<InvalidShare>()("InvalidShare", { problem: Schema.String }) {
  override get message() {
    return this.problem
  }
}

/** The list of active revisions breaks the rule on weights, see `judgeActivation`. */
export class InvalidActivation extends Schema.TaggedError<InvalidActivation>()("InvalidActivation", {
  problem: Schema.String
}) {
  override get message() {
    return this.problem
  }
}

/** A model or a tag that was named does not exist, or is not valid in this project for this use. */
export class ReferenceNotFound extends Schema.TaggedError<ReferenceNotFound>()("ReferenceNotFound", {
  field: Schema.String,
  ids: Schema.Array(Schema.String)
}) {
  override get message() {
    return `${this.field} names what is not known, or not valid, in this project: ${this.ids.join(", ")}`
  }
}

/** The revision refers to things that are valid only in its own project; named by field and count, never by id. */
export class TaskNotCloneable extends Schema.TaggedError<TaskNotCloneable>()("TaskNotCloneable", {
  references: Schema.Array(Schema.Struct({ field: Schema.String, count: Schema.Int }))
}) {
  override get message() {
    const list = this.references.map(({ count, field }) => `${field} (${count})`).join(", ")
    return `The shared revision refers to things of its own project that a clone elsewhere could not use: ${list}`
  }
}

/** The name of a clone is taken, and so is every one that `freeName` could give it instead. */
export class NamesExhausted extends Schema.TaggedError<NamesExhausted>()("NamesExhausted", { name: Schema.String }) {
  override get message() {
    return `Every name that a copy of "${this.name}" could get is taken in this project`
  }
}

// Nobody's rule: what any adapter can answer instead of a result.

/**
 * Cannot tell now, and trying again can help: something is down, overloaded or too slow. `outcome` says whether
 * something may have been stored; where it is unknown, a clone's idempotency key finds out.
 */
export class Unavailable extends Schema.TaggedError<Unavailable>()("Unavailable", {
  dependency: Schema.String,
  operation: Schema.String,
  outcome: Schema.Literals(["nothing stored", "unknown"]),
  cause: Schema.optionalKey(Schema.Defect())
}) {
  override get message() {
    return `${this.dependency} could not answer ${this.operation} (outcome: ${this.outcome})`
  }
}

/** Trying again does not help: a bug or a wrong set-up, which the operator must look at. */
export class Fault extends Schema.TaggedError<Fault>()("Fault", {
  dependency: Schema.String,
  operation: Schema.String,
  cause: Schema.Defect()
}) {
  override get message() {
    return `${this.dependency} failed at ${this.operation}`
  }
}
