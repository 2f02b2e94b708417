/**
 * The same value with ids that no run has used before, alike wherever they occur: a store may be shared by many runs, and
 * a case that is tried again while it shrinks must not meet its own traces. So too the names of tags, and short ids. Ids that are to be
 * kept are kept.
 */
export const fresh = <A>(value: A, ...kept: ReadonlyArray<string>): A => {
  const ids = new Map(kept.map((id) => [id, id]))
  const renew = (old: string, next: () => string) => {
    const known = ids.get(old) ?? next()
    ids.set(old, known)
    return known
  }
  const walk = (part: unknown, key?: string): unknown => {
    if (typeof part === "string") {
      if (isUuid.test(part)) return renew(part, () => crypto.randomUUID())
      return key === "shortId" ? renew(`shortId ${part}`, newShortId) : part
    }
    if (Array.isArray(part)) return part.map((each) => walk(each))
    if (typeof part !== "object" || part === null) return part
    const entries = Object.entries(part).map(([name, each]) => [name, walk(each, name)] as const)
    const renewed = Object.fromEntries(entries)
    return "entityType" in part ? { ...renewed, name: `${renewed["name"]} ${renewed["id"]}` } : renewed
  }
  // Everything keeps its shape and its place.
  return walk(value) as A
}

/** A short id that no run has used before. */
export const newShortId = (): string => crypto.randomUUID().replaceAll("-", "").slice(0, 24)

const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
