import { type ActiveRevision, ProjectId, type Task, TaskHeader, TaskRevision } from "@offshoot/core"
import { Array } from "effect"
import * as fc from "fast-check"
import { derived } from "./derived.ts"
import { tagsOf } from "./tags-of.ts"

const anyProject = derived(ProjectId)
const anyHeader = derived(TaskHeader)
const anyRevision = derived(TaskRevision)

/** What a task is to be like. */
export interface TaskShape {
  /** The task's project; any, if not said. */
  readonly projectId?: ProjectId
  /** Whether its revisions refer to things of their project; some do, if not said. */
  readonly bound?: boolean
  /** The fewest revisions it has; 1, if not said. */
  readonly revisions?: number
  /** Whether it and its revisions may carry tags; they may, if not said. */
  readonly tagged?: boolean
}

/**
 * A live task that agrees with itself: its tags are global or its project's, its revisions are listed oldest first, and
 * its active ones are its own, none of them a test, with weights that sum to 1.
 */
export const task = ({ bound, projectId, revisions = 1, tagged = true }: TaskShape = {}): fc.Arbitrary<Task> =>
  (projectId === undefined ? anyProject : fc.constant(projectId)).chain((project) =>
    fc
      .tuple(
        anyHeader,
        tagged ? tagsOf(project, "task") : noTags,
        revision(project, bound, tagged),
        fc.array(revision(project, bound, tagged), { minLength: revisions - 1, maxLength: revisions + 1 }),
        fc.array(fc.nat({ max: 4 }), { minLength: revisions + 2, maxLength: revisions + 2 })
      )
      .map(([header, tags, first, others, parts]) => {
        const listed = inOrder([first, ...others])
        return {
          ...header,
          projectId: project,
          deleted: null,
          tags,
          revisions: listed,
          activeRevisions: split(listed, parts)
        }
      })
  )

const revision = (projectId: ProjectId, bound: boolean | undefined, tagged: boolean): fc.Arbitrary<TaskRevision> =>
  fc
    .tuple(
      anyRevision,
      tagged ? tagsOf(projectId, "task_revision") : noTags,
      bound === undefined ? fc.boolean() : fc.constant(bound)
    )
    .map(([any, tags, isBound]) => ({ ...any, tags, ...(isBound ? {} : unbound) }))
    .filter((each) => bound !== true || refersToItsProject(each))

const noTags = fc.constant([])
const unbound = { rag: null, taskForwarderId: null, taskMcpToolIds: [], integrationToolIds: [] }

const refersToItsProject = ({ integrationToolIds, rag, taskForwarderId, taskMcpToolIds }: TaskRevision) =>
  rag !== null || taskForwarderId !== null || taskMcpToolIds.length + integrationToolIds.length > 0

/** Each a moment younger than the one before. */
const inOrder = (revisions: readonly [TaskRevision, ...ReadonlyArray<TaskRevision>]) => {
  const start = Math.min(revisions[0].created, Date.UTC(9999, 0, 1))
  return Array.map(revisions, (each, index) => ({ ...each, created: start + index }))
}

const split = (revisions: ReadonlyArray<TaskRevision>, parts: ReadonlyArray<number>): ReadonlyArray<ActiveRevision> => {
  const wanted = revisions.flatMap(({ id, test }, index) => (test ? [] : [{ id, part: parts[index] ?? 0 }]))
  const live = wanted.filter(({ part }) => part > 0)
  const sum = live.reduce((total, { part }) => total + part, 0)
  return live.map(({ id, part }) => ({ taskRevisionId: id, weight: part / sum }))
}
