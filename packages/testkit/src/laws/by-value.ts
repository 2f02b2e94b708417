/** A value whose tags stand in one order: a task has a set of tags, and a store may list them in any. */
export const byValue = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(byValue)
  if (typeof value !== "object" || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [
      name,
      name === "tags" && isTagged(each) ? each.toSorted(byId) : byValue(each)
    ])
  )
}

interface Tagged {
  readonly id: string
}

const isTagged = (tags: unknown): tags is ReadonlyArray<Tagged> =>
  Array.isArray(tags) && tags.every((tag) => typeof tag === "object" && tag !== null && "id" in tag)

const byId = (one: Tagged, other: Tagged) => (one.id < other.id ? -1 : 1)
