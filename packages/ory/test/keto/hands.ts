import type { Question } from "@offshoot/testkit"
import { issuer } from "./settings.ts"
import { stored } from "./stored.ts"

/** Sets the stage of the laws at a Keto, as those would who administer one. */
export const hands = (writeUrl: string) => {
  const { insert, remove } = stored(writeUrl)
  return {
    newcomer: () => ({ issuer, subject: crypto.randomUUID(), kind: "user" as const, scopes: [] }),
    grant: (question: Question) => insert([organizationOf(question), roleOf(question)]),
    withdraw: (question: Question) => remove([roleOf(question)])
  }
}

const organizationOf = ({ target: { organizationId, projectId } }: Question) =>
  `Project:${projectId}#organization@Organization:${organizationId}`

const roleOf = ({ caller, permission, target: { projectId } }: Question) => {
  const role = permission === "view" ? "viewers" : "editors"
  return `Project:${projectId}#${role}@${caller.kind === "user" ? "User" : "Client"}:${caller.subject}`
}
