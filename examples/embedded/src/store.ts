import type { ProjectId, Share, Task, TaskName } from "@offshoot/core"
import { type Host, placeWith } from "@offshoot/core/promise"

/** This host's own storage: two maps. What goes in and what comes out is a copy, as with a database. */
export const makeStore = () => {
  const tasks = new Map<string, Task>()
  const shares = new Map<string, Share>()

  const live = (projectId: ProjectId) =>
    [...tasks.values()].filter((task) => task.projectId === projectId && task.deleted === null)

  const find: Host["tasks"]["find"] = (projectId, taskId) =>
    structuredClone(live(projectId).find(({ id }) => id === taskId))

  /** All live names of the project: more than was asked for does no harm. */
  const taken: Host["tasks"]["taken"] = (projectId) => new Set(live(projectId).map(({ name }) => name))

  /** Nothing else runs between the look and the write. */
  const insert = (task: Task) => {
    if (tasks.has(task.id)) return "exists"
    if (live(task.projectId).some(({ name }) => name === task.name)) return "taken"
    tasks.set(task.id, structuredClone(task))
    return "inserted"
  }

  const pieces = { find, taken, insert }
  const placeOnce = placeWith(pieces)
  let last: Promise<unknown> = Promise.resolve()
  /** Places take turns: a crowd that wants one name would lose it to each other over and over. */
  const place: Host["tasks"]["place"] = (draft) => {
    const turn = last.then(() => placeOnce(draft))
    last = turn.catch(() => undefined)
    return turn
  }

  const findShared: Host["shares"]["find"] = (shortId) => {
    const share = shares.get(shortId)
    const task = share && tasks.get(share.taskId)
    const revision = task?.revisions.find(({ id }) => id === share?.taskRevisionId)
    if (!share || !task || !revision) return undefined
    // A share speaks for the revision that it pins, and for no other.
    const { activeRevisions: _, revisions: __, ...header } = task
    return structuredClone({ share, task: header, revision })
  }

  const put = (task: Task) => void tasks.set(task.id, structuredClone(task))
  const change = <Value>(map: Map<string, Value>, key: string, changes: Partial<Value>) => {
    const value = map.get(key)
    if (value !== undefined) map.set(key, { ...value, ...changes })
  }

  return {
    tasks: { find, taken, place } satisfies Host["tasks"],
    shares: { find: findShared } satisfies Host["shares"],
    pieces,
    put,
    share: ({ share, task }: { readonly share: Share; readonly task: Task }) => {
      put(task)
      shares.set(share.shortId, structuredClone(share))
    },
    rename: ({ id }: Task, name: TaskName) => change(tasks, id, { name }),
    remove: ({ id }: Task) => change(tasks, id, { deleted: Date.now() }),
    revoke: ({ shortId }: Share) => change(shares, shortId, { active: false })
  }
}
