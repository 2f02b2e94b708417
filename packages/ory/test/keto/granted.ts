import { type Caller, OrganizationId, ProjectId } from "@offshoot/core"
import { startStandInKeto } from "@offshoot/testkit/keto"
import { Effect } from "effect"
import { hands } from "./hands.ts"
import { issuer } from "./settings.ts"

export const caller: Caller = { issuer, subject: "ann", kind: "user", scopes: [] }

export const question = {
  caller,
  permission: "createTask" as const,
  target: {
    organizationId: OrganizationId.make("0198a0de-0000-7000-8000-00000000000a"),
    projectId: ProjectId.make("0198a0de-0000-7000-8000-00000000000b")
  }
}

/** A stand-in for Keto, for one test, by which the caller of the question may do what it asks. */
export const granted = (options?: Parameters<typeof startStandInKeto>[0]) =>
  Effect.acquireRelease(
    Effect.promise(async () => {
      const keto = await startStandInKeto(options)
      await hands(keto.writeUrl).grant(question)
      return keto
    }),
    (keto) => Effect.promise(keto.stop)
  )
