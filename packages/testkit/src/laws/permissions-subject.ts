import type { Caller, OrganizationId, Permission, Permissions, ProjectId, Target } from "@offshoot/core"
import type { Promised } from "@offshoot/core/promise"
import type { Effect } from "effect"
import { type Answer, answered } from "./answered.ts"
import { lawsOf } from "./law.ts"

/** What `Permissions` is asked, and what the hands make true or false. */
export interface Question {
  readonly caller: Caller
  readonly permission: Permission
  readonly target: Target
}

/** Permissions under test, and the hands that set their stage. */
export interface PermissionsSubject {
  readonly permissions: Permissions["Service"] | Promised<Permissions["Service"]>
  /** Makes the project the organization's, and gives the caller the permission on it (with others, where roles bundle them). */
  readonly grant?: (question: Question) => Answer<unknown>
  /** Takes the permission from the caller again. */
  readonly withdraw?: (question: Question) => Answer<unknown>
  /** A caller who was never seen; any person of one issuer, if the subject does not say. */
  readonly newcomer?: () => Caller
  /** Cuts off what the answers are asked of, and restores it. */
  readonly breakDown?: () => Answer<unknown>
  readonly repair?: () => Answer<unknown>
}

export const permissionsLaw = lawsOf<PermissionsSubject>("permissions", 50)

export const allows = ({ permissions }: PermissionsSubject, question: Question): Effect.Effect<boolean, unknown> =>
  answered(() => permissions.allows(question))

/** A question about a caller and a project that nobody has heard of. */
export const newQuestion = (
  { newcomer = anybody }: Pick<PermissionsSubject, "newcomer">,
  asked: Permission
): Question => ({
  caller: newcomer(),
  permission: asked,
  target: newTarget()
})

export const newTarget = (): Target => ({
  organizationId: crypto.randomUUID() as OrganizationId,
  projectId: crypto.randomUUID() as ProjectId
})

const anybody = (): Caller => ({
  issuer: "https://issuer.example",
  subject: crypto.randomUUID(),
  kind: "user",
  scopes: []
})
