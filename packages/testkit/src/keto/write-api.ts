import { Schema } from "effect"
import { jsonBody } from "./json-body.ts"
import { refuseUnknownNamespace } from "./namespaces.ts"
import { Refusal } from "./refusal.ts"
import { RelationTuple, tupleKey } from "./relation-tuple.ts"
import { healthRoutes, type Routes } from "./routes.ts"

/** What Keto answers on its write address, which asks nobody who they are. */
export const writeApi = (stored: Map<string, RelationTuple>): Routes => ({
  ...healthRoutes,
  "/admin/relation-tuples": {
    PUT: (exchange) => {
      const tuple = storable(readTuple(exchange))
      stored.set(tupleKey(tuple), tuple)
      return { status: 201, headers: { location: `/relation-tuples?${queryOf(tuple)}` }, body: tuple }
    },
    PATCH: (exchange) => {
      const changes = readChanges(exchange)
      // One transaction: all are looked at before one is made.
      for (const { relation_tuple } of changes) storable(relation_tuple)
      for (const { action, relation_tuple: tuple } of changes) {
        if (action === "insert") stored.set(tupleKey(tuple), tuple)
        else stored.delete(tupleKey(tuple))
      }
      return { status: 204 }
    },
    DELETE: ({ query }) => {
      const namespace = query.get("namespace")
      if (namespace === null) throw new Refusal(400, "query parameters must specify the namespace")
      refuseUnknownNamespace(namespace)
      for (const name of query.keys()) {
        if (!parameters.includes(name)) throw new Refusal(400, `query parameter key ${JSON.stringify(name)} unknown`)
      }
      // As with Keto: everything that matches goes, and what is not named matches.
      for (const [key, tuple] of stored) {
        const own = queryOf(tuple)
        if ([...query].every(([name, value]) => own.get(name) === value)) stored.delete(key)
      }
      return { status: 204 }
    }
  }
})

const readTuple = jsonBody(RelationTuple)
const readChanges = jsonBody(
  Schema.Array(Schema.Struct({ action: Schema.Literals(["insert", "delete"]), relation_tuple: RelationTuple }))
)

const storable = (tuple: RelationTuple): RelationTuple => {
  const { namespace, subject_id, subject_set } = tuple
  if (subject_id === undefined && subject_set === undefined) throw new Refusal(400, "subject is not allowed to be nil")
  refuseUnknownNamespace(namespace)
  if (subject_id === undefined && subject_set !== undefined) refuseUnknownNamespace(subject_set.namespace)
  return tuple
}

const parameters = [
  "namespace",
  "object",
  "relation",
  "subject_id",
  "subject_set.namespace",
  "subject_set.object",
  "subject_set.relation"
]

const queryOf = ({ namespace, object, relation, subject_id, subject_set }: RelationTuple): URLSearchParams =>
  new URLSearchParams({
    namespace,
    object,
    relation,
    ...(subject_id !== undefined && { subject_id }),
    ...(subject_set !== undefined && {
      "subject_set.namespace": subject_set.namespace,
      "subject_set.object": subject_set.object,
      "subject_set.relation": subject_set.relation
    })
  })
