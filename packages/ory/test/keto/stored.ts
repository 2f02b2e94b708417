import { tuple } from "./tuple.ts"

/** Stores tuples at a Keto, or takes them back, in one transaction each. */
export const stored = (writeUrl: string) => {
  const change = (action: "insert" | "delete") => async (tuples: ReadonlyArray<string>) => {
    const { status } = await fetch(`${writeUrl}/admin/relation-tuples`, {
      method: "PATCH",
      body: JSON.stringify(tuples.map((text) => ({ action, relation_tuple: tuple(text) })))
    })
    if (status !== 204) throw new Error(`Keto answered ${status} to a change of its tuples`)
  }
  return { insert: change("insert"), remove: change("delete") }
}
