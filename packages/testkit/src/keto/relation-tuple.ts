import { Effect, Schema } from "effect"

/** As to Keto, a string that is left out is the empty one. */
const Name = Schema.String.pipe(Schema.withDecodingDefaultKey(Effect.succeed("")))

export const SubjectSet = Schema.Struct({ namespace: Name, object: Name, relation: Name })
export interface SubjectSet extends Schema.Schema.Type<typeof SubjectSet> {}

/** What Keto stores and is asked: the subject, one thing or a set of them, is in this relation to the object. */
export const RelationTuple = Schema.Struct({
  namespace: Name,
  object: Name,
  relation: Name,
  subject_id: Schema.optionalKey(Schema.String),
  subject_set: Schema.optionalKey(SubjectSet)
})
export interface RelationTuple extends Schema.Schema.Type<typeof RelationTuple> {}

/** Two subjects are the same only in the same form: an id is never a set. */
export const subjectKey = ({ subject_id, subject_set }: Pick<RelationTuple, "subject_id" | "subject_set">): string =>
  subject_id === undefined ? setKey(subject_set) : JSON.stringify([subject_id])

export const tupleKey = (tuple: RelationTuple): string =>
  JSON.stringify([tuple.namespace, tuple.object, tuple.relation, subjectKey(tuple)])

const setKey = (set: SubjectSet | undefined): string =>
  set === undefined ? "" : JSON.stringify([set.namespace, set.object, set.relation])
