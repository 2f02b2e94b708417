import { Schema } from "effect"
import { jsonBody } from "./json-body.ts"
import { follows, namespaces, refuseUnknownNamespace } from "./namespaces.ts"
import { Refusal } from "./refusal.ts"
import { RelationTuple } from "./relation-tuple.ts"
import { healthRoutes, type Routes } from "./routes.ts"

/** As `limit.max_batch_check_size` is unless configured. */
const maxBatch = 10

/** What Keto answers on its read address: checks, alone and (from 0.14 on) in batches, and what it knows. */
export const readApi = (stored: () => ReadonlyArray<RelationTuple>, hasBatch: boolean): Routes => ({
  ...healthRoutes,
  "/version": { GET: () => ({ status: 200, body: { version: hasBatch ? "v26.2.0" : "v0.13.0" } }) },
  "/namespaces": {
    GET: () => ({ status: 200, body: { namespaces: Object.keys(namespaces).map((name) => ({ name })) } })
  },
  "/relation-tuples/check/openapi": {
    POST: (exchange) => ({ status: 200, body: { allowed: checkAlone(stored(), readTuple(exchange)) } })
  },
  ...(hasBatch && {
    "/relation-tuples/batch/check": {
      POST: (exchange) => {
        const { tuples } = readBatch(exchange)
        if (tuples.length > maxBatch) throw new Refusal(400, `batch exceeds max size of ${maxBatch}`)
        return { status: 200, body: { results: tuples.map((tuple) => checkOne(stored(), tuple)) } }
      }
    }
  })
})

const readTuple = jsonBody(RelationTuple)
const readBatch = jsonBody(Schema.Struct({ tuples: Schema.Array(RelationTuple) }))

/** Alone, a question about an unknown namespace is answered with no. */
const checkAlone = (stored: ReadonlyArray<RelationTuple>, tuple: RelationTuple): boolean => {
  try {
    return checked(stored, tuple)
  } catch (error) {
    if (error instanceof Refusal && error.status === 404) return false
    throw error
  }
}

/** In a batch, what is wrong with a question is said in its place. */
const checkOne = (stored: ReadonlyArray<RelationTuple>, tuple: RelationTuple) => {
  try {
    return { allowed: checked(stored, tuple) }
  } catch (error) {
    if (error instanceof Refusal) return { allowed: false, error: error.message }
    throw error
  }
}

const checked = (stored: ReadonlyArray<RelationTuple>, tuple: RelationTuple): boolean => {
  refuseUnknownNamespace(tuple.namespace)
  if (tuple.subject_id === undefined) {
    if (tuple.subject_set === undefined) throw new Refusal(400, "subject is not allowed to be nil")
    refuseUnknownNamespace(tuple.subject_set.namespace)
  }
  return follows(stored, tuple)
}
