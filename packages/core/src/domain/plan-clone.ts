import { Record, Result } from "effect"
import type { Draft } from "./draft.ts"
import { TaskNotCloneable } from "./errors.ts"
import { type Cloning, type Fates, revisionFates, taskFates } from "./fates.ts"
import type { Task, TaskRevision } from "./task.ts"

/** Plans the clone of a usable share: each field by its fate. Bound references refuse, unless the target is their home. */
export const planClone = (cloning: Cloning): Result.Result<Draft, TaskNotCloneable> => {
  const { shared, target } = cloning
  const references = boundReferences(shared.revision)
  const atHome = target.projectId === shared.task.projectId
  if (references.length > 0 && !atHome) return Result.fail(new TaskNotCloneable({ references }))

  const revision: TaskRevision = apply(revisionFates, shared.revision, cloning)
  const { name, ...task }: Task = apply(taskFates, shared.task, { ...cloning, revision })
  return Result.succeed({ ...task, wantedName: name })
}

type AnyFate<From> =
  | { readonly _tag: "Copied" | "Bound" }
  | { readonly _tag: "Given"; readonly value: (from: From) => unknown }

/** Maps over the record; the type of {@link Fates} guarantees that what comes out is a whole `Target`. */
const apply = <Target, Source extends object, From>(
  fates: Fates<Target, Source, From>,
  source: Source,
  from: From
): Target => {
  const values: ReadonlyMap<string, unknown> = new Map(Object.entries(source))
  return Record.map(fates as Record<string, AnyFate<From>>, (fate, field) =>
    copy(fate._tag === "Given" ? fate.value(from) : values.get(field))
  ) as Target
}

/** A clone shares no mutable object with its source. */
const copy = (value: unknown): unknown => (typeof value === "object" && value !== null ? structuredClone(value) : value)

/** The fields of a revision that hold references valid only in its project, with how many each holds. */
const boundReferences = (revision: TaskRevision): TaskNotCloneable["references"] =>
  Object.entries(revision)
    .filter(([field]) => revisionFates[field as keyof TaskRevision]._tag === "Bound")
    .map(([field, value]) => ({ field, count: Array.isArray(value) ? value.length : value === null ? 0 : 1 }))
    .filter(({ count }) => count > 0)
