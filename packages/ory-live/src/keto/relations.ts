import { answered } from "../answered.ts"
import type { Keto } from "../keto.ts"

/** A tuple of Keto: the subject set has the relation to the object. */
export interface Relation {
  readonly namespace: string
  readonly object: string
  readonly relation: string
  readonly subject_set: { readonly namespace: string; readonly object: string; readonly relation: string }
}

/** A subject or an object of a namespace has a relation to an object. */
export const relation = (object: string, name: string, subject: string): Relation => {
  const [namespace = "", id = ""] = object.split(":")
  const [subjectNamespace = "", subjectId = ""] = subject.split(":")
  const set = { namespace: subjectNamespace, object: subjectId, relation: "" }
  return { namespace, object: id, relation: name, subject_set: set }
}

const change =
  (action: "insert" | "delete") =>
  ({ writeUrl }: Keto, ...relations: ReadonlyArray<Relation>): Promise<unknown> =>
    answered(`${writeUrl}/admin/relation-tuples`, {
      method: "PATCH",
      body: relations.map((relation_tuple) => ({ action, relation_tuple }))
    })

export const insert = change("insert")
export const remove = change("delete")
