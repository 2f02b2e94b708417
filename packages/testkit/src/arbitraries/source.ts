import { Share, type SharedTask, type Task } from "@offshoot/core"
import * as fc from "fast-check"
import { derived } from "./derived.ts"
import { type TaskShape, task } from "./task.ts"

/** A task and a usable share that pins one of its revisions. */
export interface Source {
  readonly task: Task
  readonly share: Share
}

/** A source that can be shared, whose share agrees with its task; active, and without end unless said otherwise. */
export const source = (shape: TaskShape = {}): fc.Arbitrary<Source> =>
  fc.tuple(task(shape), derived(Share), fc.nat()).map(([of, share, pin]) => {
    const pinned = of.revisions[pin % of.revisions.length] ?? of.revisions[0]
    return {
      task: of,
      share: {
        ...share,
        projectId: of.projectId,
        taskId: of.id,
        taskRevisionId: pinned.id,
        active: true,
        expiresAt: null
      }
    }
  })

/** What is to be read of a source: the share, the task's header, and the pinned revision alone. */
export const sharedTaskOf = ({ share, task: { activeRevisions: _, revisions, ...header } }: Source): SharedTask => ({
  share,
  task: header,
  revision: revisions.find(({ id }) => id === share.taskRevisionId) ?? revisions[0]
})

/** A share with the task and the revision that it is about. */
export const sharedTask = (shape: TaskShape = {}): fc.Arbitrary<SharedTask> => source(shape).map(sharedTaskOf)
