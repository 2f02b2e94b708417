import type * as Core from "@offshoot/core"
import type * as Http from "./request-errors.ts"

/** What a problem answer says for every error of one kind. */
export interface ProblemWords {
  readonly status: number
  readonly type: "validation_error" | "authorization_error" | "resource_error" | "server_error"
  readonly title: string
  readonly help: string
}

/** The one table from an error to its status and words; an error of core or http without a row does not compile. */
export const problems = {
  MissingCredentials: {
    status: 401,
    type: "authorization_error",
    title: "Credentials are missing",
    help: "Send the header Authorization: Bearer <token>."
  },
  InvalidToken: {
    status: 401,
    type: "authorization_error",
    title: "The token is not valid",
    help: "Get a new token from the issuer that this service trusts."
  },
  InsufficientUserAuthentication: {
    status: 401,
    type: "authorization_error",
    title: "The login was not strong enough",
    help: "Log in again with a further factor, and send the new token."
  },
  InsufficientScope: {
    status: 403,
    type: "authorization_error",
    title: "The token lacks a scope",
    help: "Ask the issuer for a token with the scopes named in WWW-Authenticate."
  },
  PermissionDenied: {
    status: 403,
    type: "authorization_error",
    title: "Permission denied",
    help: "Ask an administrator of the project for the permission, or check the organization and the project."
  },
  ShareNotFound: {
    status: 404,
    type: "resource_error",
    title: "Share not found",
    help: "Check the short id: capitals and small letters differ."
  },
  TaskNotFound: {
    status: 404,
    type: "resource_error",
    title: "Task not found",
    help: "Check the id and the project; a deleted task is not found either."
  },
  RevisionNotFound: {
    status: 404,
    type: "resource_error",
    title: "Revision not found",
    help: "Name a revision of this task."
  },
  NotFound: { status: 404, type: "resource_error", title: "Not found", help: "See /openapi.json for what is served." },
  ShareRevoked: {
    status: 400,
    type: "resource_error",
    title: "The share was revoked",
    help: "Ask its author for a new share."
  },
  ShareExpired: {
    status: 400,
    type: "resource_error",
    title: "The share has expired",
    help: "Ask its author for a new share."
  },
  NameTaken: { status: 400, type: "resource_error", title: "The name is taken", help: "Choose another name." },
  ShortIdTaken: {
    status: 400,
    type: "resource_error",
    title: "The short id is taken",
    help: "Choose another short id, or leave it out to have one drawn."
  },
  InvalidRequest: {
    status: 422,
    type: "validation_error",
    title: "The request is not valid",
    help: "Correct what errors lists; /openapi.json describes every request."
  },
  InvalidShare: {
    status: 422,
    type: "validation_error",
    title: "The share is not valid",
    help: "Correct what detail says."
  },
  // No route changes active revisions yet; hosts may answer it on their own.
  InvalidActivation: {
    status: 422,
    type: "validation_error",
    title: "The active revisions are not valid",
    help: "Send weights above 0 that sum to 1, of revisions of this task that are no tests; or none."
  },
  ReferenceNotFound: {
    status: 422,
    type: "validation_error",
    title: "A reference is not valid",
    help: "Name models and tags that exist and are valid in this project."
  },
  TaskNotCloneable: {
    status: 422,
    type: "resource_error",
    title: "The shared task cannot be cloned here",
    help: "Clone it in its own project, or ask its author to share a revision without these references."
  },
  NamesExhausted: {
    status: 422,
    type: "resource_error",
    title: "No name is free",
    help: "Rename or delete copies of this task in the project."
  },
  MethodNotAllowed: {
    status: 405,
    type: "resource_error",
    title: "Method not allowed",
    help: "Use a method that Allow names."
  },
  PayloadTooLarge: {
    status: 413,
    type: "validation_error",
    title: "The body is too large",
    help: "Send a smaller body."
  },
  UnsupportedMediaType: {
    status: 415,
    type: "validation_error",
    title: "The type of the body is not supported",
    help: "Send Content-Type: application/json."
  },
  TooManyRequests: {
    status: 429,
    type: "resource_error",
    title: "Too many requests",
    help: "Wait as long as Retry-After says."
  },
  Unavailable: {
    status: 503,
    type: "server_error",
    title: "The service cannot answer now",
    help: "Wait as long as Retry-After says, then do what detail says."
  },
  Fault: {
    status: 500,
    type: "server_error",
    title: "Internal error",
    help: "Tell the operator the request_id; trying again does not help."
  }
} as const satisfies { readonly [Tag in Failure["_tag"]]: ProblemWords }

export type ProblemTag = keyof typeof problems

/** Everything that can be answered instead of a result: all tagged errors of the core, and those of HTTP itself. */
export type Failure = TaggedErrorsOf<typeof Core> | TaggedErrorsOf<typeof Http>

type Instance<Export> = Export extends abstract new (...args: never) => infer Made ? Made : never
type TaggedErrorOf<Export> = Extract<Instance<Export>, Error & { readonly _tag: string }>
type TaggedErrorsOf<Module> = { [Name in keyof Module]: TaggedErrorOf<Module[Name]> }[keyof Module]
