import { type Caller, Permissions } from "@offshoot/core"
import { Effect, Layer } from "effect"
import { check } from "./check.ts"
import { ketoNamespaces, ketoParent, ketoPermits } from "./keto-namespaces.ts"
import type { KetoSettings } from "./keto-settings.ts"

/**
 * Permissions that Keto answers for, anew each time: the permission on the project, and that the project belongs to the
 * organization. Both are asked at once and both must be answered: one that cannot be found out is told as such even beside
 * a no, so that a wrong set-up is seen whoever asks. Callers of issuers that are not listed, and those whose subject cannot
 * be the id of an object, have no permission, and Keto is not asked.
 */
export const make = (settings: KetoSettings): Permissions["Service"] => {
  const isKnown = ({ issuer, subject }: Caller) => settings.issuers.includes(issuer) && objectId.test(subject)
  return Permissions.of({
    allows: Effect.fn("KetoPermissions.allows")(function* ({ caller, permission, target }) {
      if (!isKnown(caller)) return false
      const project = { namespace: ketoNamespaces.project, object: target.projectId }
      const namespace = caller.kind === "client" ? settings.clientNamespace : settings.userNamespace
      const answers = yield* check(settings, [
        { ...project, relation: ketoPermits[permission], subject_set: subject(namespace, caller.subject) },
        { ...project, relation: ketoParent, subject_set: subject(ketoNamespaces.organization, target.organizationId) }
      ])
      return answers.every((isAllowed) => isAllowed)
    })
  })
}

export const layer = (settings: KetoSettings): Layer.Layer<Permissions> => Layer.succeed(Permissions, make(settings))

const objectId = /^[A-Za-z0-9_.~-]{1,128}$/

/** An object as a subject: the set of what has the empty relation to it, which is the object alone. */
const subject = (namespace: string, object: string) => ({ namespace, object, relation: "" as const })
