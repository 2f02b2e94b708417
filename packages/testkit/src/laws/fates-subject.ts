import type * as core from "@offshoot/core"
import type { Cloning, Draft, TaskRevision } from "@offshoot/core"
import { Result } from "effect"
import { cloning } from "../arbitraries/cloning.ts"
import { demand } from "./demand.ts"
import { lawsOf } from "./law.ts"

/** The plan of a clone; the core itself is a subject. */
export type FatesSubject = Pick<typeof core, "planClone">

export const fatesLaw = lawsOf<FatesSubject>("fates", 1000)

/** A source that anybody may clone, to any project. */
export const free = cloning("anywhere", { bound: false })

/** The draft, and its one revision. */
export const plan = (
  { planClone }: FatesSubject,
  from: Cloning
): { readonly draft: Draft; readonly revision: TaskRevision } => {
  const result = planClone(from)
  demand(Result.isSuccess(result), "the clone was refused")
  return { draft: result.success, revision: result.success.revisions[0] }
}
