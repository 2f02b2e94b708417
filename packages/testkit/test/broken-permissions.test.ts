import type { Target } from "@offshoot/core"
import { laws } from "@offshoot/testkit"
import { Effect } from "effect"
import { describe } from "vitest"
import { memorySubject, replacing } from "./memory-subject.ts"
import { rejected } from "./rejected.ts"
import { rememberingGrants } from "./remembering-grants.ts"

describe("An adapter of permissions", () => {
  rejected(laws.permissions, [
    {
      it: "does not look at the organization",
      law: "permissions.organization",
      subject: () => {
        const homes = new Map<string, Target>()
        const right = memorySubject(({ permissions }) => ({
          permissions: {
            allows: ({ target, ...question }) =>
              permissions.allows({ ...question, target: homes.get(target.projectId) ?? target })
          }
        }))
        const grant: typeof right.grant = (question) => {
          homes.set(question.target.projectId, question.target)
          return right.grant(question)
        }
        return { ...right, grant }
      }
    },
    {
      it: "takes a fault for a yes",
      law: "permissions.fault",
      subject: replacing(({ permissions }) => ({
        permissions: { allows: (question) => Effect.catch(permissions.allows(question), () => Effect.succeed(true)) }
      }))
    },
    {
      it: "takes a fault for a no",
      law: "permissions.fault",
      subject: replacing(({ permissions }) => ({
        permissions: { allows: (question) => Effect.catch(permissions.allows(question), () => Effect.succeed(false)) }
      }))
    },
    {
      it: "lets those who may view create",
      law: "permissions.view-is-not-edit",
      subject: replacing(({ permissions }) => ({
        permissions: { allows: (question) => permissions.allows({ ...question, permission: "view" }) }
      }))
    },
    {
      it: "takes a program for the person of its name",
      law: "permissions.identity",
      subject: replacing(({ permissions }) => ({
        permissions: {
          allows: ({ caller, ...question }) => permissions.allows({ ...question, caller: { ...caller, kind: "user" } })
        }
      }))
    },
    {
      it: "does not look at the issuer",
      law: "permissions.issuer",
      subject: replacing(({ permissions }) => ({
        permissions: {
          allows: ({ caller, ...question }) =>
            permissions.allows({ ...question, caller: { ...caller, issuer: caller.issuer.replace("/other", "") } })
        }
      }))
    },
    { it: "remembers what was granted once", law: "permissions.withdrawn", subject: replacing(rememberingGrants) },
    {
      it: "lets everybody view",
      law: "permissions.nobody",
      subject: replacing(({ permissions }) => ({
        permissions: {
          allows: (question) => (question.permission === "view" ? Effect.succeed(true) : permissions.allows(question))
        }
      }))
    },
    {
      it: "remembers a no",
      law: "permissions.granted",
      subject: replacing(({ permissions }) => {
        const denied = new Set<string>()
        return {
          permissions: {
            allows: (question) =>
              Effect.map(permissions.allows(question), (isAllowed) => {
                const key = JSON.stringify(question)
                if (!isAllowed) denied.add(key)
                return !denied.has(key)
              })
          }
        }
      })
    },
    {
      it: "takes a permission on a project for one on its organization",
      law: "permissions.project",
      subject: () => {
        const projects = new Set<Target["projectId"]>()
        const right = memorySubject(({ permissions }) => ({
          permissions: {
            allows: ({ target, ...question }) =>
              Effect.map(
                Effect.forEach(projects, (projectId) =>
                  permissions.allows({ ...question, target: { ...target, projectId } })
                ),
                (answers) => answers.includes(true)
              )
          }
        }))
        const grant: typeof right.grant = (question) => {
          projects.add(question.target.projectId)
          return right.grant(question)
        }
        return { ...right, grant }
      }
    },
    {
      it: "takes the scopes for a part of the name",
      law: "permissions.token",
      subject: replacing(({ permissions }) => ({
        permissions: {
          allows: ({ caller, ...question }) =>
            permissions.allows({
              ...question,
              caller: { ...caller, subject: [caller.subject, ...caller.scopes].join(" ") }
            })
        }
      }))
    }
  ])
})
