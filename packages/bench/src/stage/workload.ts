import { counts, hotProject, type ShareSet } from "./places.ts"

/**
 * Where clones go. *spread*: ten thousand projects, at random; *hot*: one project, and all shares are of tasks with one
 * name; *forty*: one project and forty names.
 */
export type WorkloadName = "spread" | "hot" | "forty"

export const shareSetOf = (workload: WorkloadName): ShareSet => (workload === "forty" ? "forty" : "one")

/** Who clones which share into which project, all by their numbers. */
export interface CloneOrder {
  readonly caller: number
  readonly project: number
  readonly share: number
}

/** The next clone of a workload, at random. */
export const nextClone = (workload: WorkloadName): CloneOrder => {
  const share = below(counts.shares)
  if (workload !== "spread") return { share, project: hotProject, caller: below(counts.callers) }
  const project = below(counts.targets)
  return { share, project, caller: project % counts.callers }
}

const below = (limit: number) => Math.floor(Math.random() * limit)
