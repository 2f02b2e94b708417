import { ShortId, type Tag, type TagId, type Task } from "@offshoot/core"
import { type Host, placeWith } from "@offshoot/core/promise"
import { check, laws, type TasksSubject } from "@offshoot/testkit"
import { expect, it } from "vitest"

/** A host's own store without Effect: a Map. */
const mapStore = (): TasksSubject => {
  const rows = new Map<string, Task>()
  const live = (projectId: string) =>
    [...rows.values()].filter((row) => row.projectId === projectId && row.deleted === null)
  const find: Host["tasks"]["find"] = (projectId, id) => structuredClone(live(projectId).find((row) => row.id === id))
  const taken: Host["tasks"]["taken"] = async (projectId) => new Set(live(projectId).map(({ name }) => name))
  const place = placeWith({
    find,
    taken,
    insert: (task) => {
      if (rows.has(task.id)) return "exists"
      if (live(task.projectId).some(({ name }) => name === task.name)) return "taken"
      rows.set(task.id, structuredClone(task))
      return "inserted"
    }
  })
  return {
    tasks: { find, taken, place },
    put: async (task) => rows.set(task.id, structuredClone(task)),
    rename: async (task, name) => rows.set(task.id, { ...task, name }),
    remove: async (task) => rows.set(task.id, { ...task, deleted: 0 })
  }
}

/** Another's, as classes that hold what they keep. */
class Counted {
  private drawn = 0
  next() {
    return `00000000-0000-7000-8000-${this.digits()}`
  }
  shortId() {
    return ShortId.make(this.digits())
  }
  private digits() {
    return `${++this.drawn}`.padStart(12, "0")
  }
}
class KeptTags {
  private readonly kept = new Map<TagId, Tag>()
  readonly tags = { find: (ids: ReadonlyArray<TagId>) => [...this.kept.values()].filter(({ id }) => ids.includes(id)) }
  putTag(tag: Tag) {
    this.kept.set(tag.id, tag)
  }
}

it("Laws hold for classes, which lose themselves when their methods are taken off", async () => {
  expect((await check(laws.ids, { ids: new Counted() })).held.length).toBe(laws.ids.length)
  expect((await check(laws.tags, new KeptTags())).held.length).toBe(laws.tags.length)
})

it("The laws of tasks hold for a plain host's Map, and only the one on its pieces is not checked", async () => {
  const report = await check(laws.tasks, mapStore())
  expect(report.broken).toEqual([])
  expect(report.notChecked.map(({ law }) => law)).toEqual(["tasks.interleaved"])
})
