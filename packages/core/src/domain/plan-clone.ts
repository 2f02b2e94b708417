import { Result, Struct } from "effect"
import type { Draft } from "./draft.ts"
import { TaskNotCloneable } from "./errors.ts"
import { type Cloning, type Fates, revisionFates, taskFates } from "./fates.ts"
import type { TaskRevision } from "./task.ts"

/** Plans the clone of a usable share: each field by its fate. Bound references refuse, unless the target is their home. */
export const planClone = (cloning: Cloning): Result.Result<Draft, TaskNotCloneable> => {
  const { shared, target } = cloning
  const references = boundReferences(shared.revision)
  const atHome = target.projectId === shared.task.projectId
  if (references.length > 0 && !atHome) return Result.fail(new TaskNotCloneable({ references }))

  const revision = cloneRevision(shared.revision, cloning)
  const { name, ...task } = cloneTask(shared.task, { ...cloning, revision })
  return Result.succeed({ ...task, wantedName: name })
}

type AnyFate<From> =
  | { readonly _tag: "Copied" | "Bound" }
  | { readonly _tag: "Given"; readonly value: (from: From) => unknown }

/** Maps over the record; the type of {@link Fates} guarantees that what comes out is a whole `Target`. */
const cloneBy = <Target, Source extends object, From>(fates: Fates<Target, Source, From>) => {
  const entries = Object.entries<AnyFate<From>>(fates)
  return (source: Source, from: From): Target => {
    const target: Record<string, unknown> = {}
    for (const [field, fate] of entries) {
      target[field] = copy(fate._tag === "Given" ? fate.value(from) : source[field as keyof Source])
    }
    return target as Target
  }
}

const cloneRevision = cloneBy(revisionFates)
const cloneTask = cloneBy(taskFates)

/** A clone shares no mutable object with its source; all that tasks are made of is JSON. */
const copy = (value: unknown): unknown => {
  if (typeof value !== "object" || value === null) return value
  if (Array.isArray(value)) return value.map(copy)
  // Spreading makes every member the copy's own, also one that is called __proto__.
  const target: Record<string, unknown> = { ...value }
  for (const member in target) target[member] = copy(target[member])
  return target
}

/** The fields of a revision that hold references valid only in its project, with how many each holds. */
const boundReferences = (revision: TaskRevision): TaskNotCloneable["references"] =>
  boundFields.map((field) => ({ field, count: countOf(revision[field]) })).filter(({ count }) => count > 0)

const countOf = (value: unknown): number => (Array.isArray(value) ? value.length : value === null ? 0 : 1)

const boundFields = Struct.keys(revisionFates).filter((field) => revisionFates[field]._tag === "Bound")
