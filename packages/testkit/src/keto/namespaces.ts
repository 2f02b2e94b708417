import { Refusal } from "./refusal.ts"
import { type RelationTuple, subjectKey } from "./relation-tuple.ts"

/** How a relation follows from others: from one of the same object, or from one of what a relation leads to. */
type Source = string | { readonly through: string; readonly to: string }

/** The namespaces that the stand-in knows, with their relations and permits: those of Offshoot's OPL file. */
export const namespaces: Readonly<Record<string, Readonly<Record<string, ReadonlyArray<Source>>>>> = {
  User: {},
  Client: {},
  Organization: {
    admins: [],
    members: [],
    administer: ["admins"],
    view: ["admins", "members"]
  },
  Project: {
    organization: [],
    editors: [],
    viewers: [],
    edit: ["editors", { through: "organization", to: "administer" }],
    create_task: ["edit"],
    view: ["edit", "viewers", { through: "organization", to: "view" }]
  }
}

export const refuseUnknownNamespace = (name: string): void => {
  if (!Object.hasOwn(namespaces, name)) throw new Refusal(404, `Unknown namespace with name ${JSON.stringify(name)}.`)
}

/** Whether a tuple is stored, or follows from those that are. */
export const follows = (stored: ReadonlyArray<RelationTuple>, question: RelationTuple): boolean => {
  const wanted = subjectKey(question)
  const met = new Set<string>()
  const holds = (namespace: string, object: string, relation: string): boolean => {
    const place = JSON.stringify([namespace, object, relation])
    if (met.has(place)) return false
    met.add(place)
    const tuples = (of: string) =>
      stored.filter((tuple) => tuple.namespace === namespace && tuple.object === object && tuple.relation === of)
    return (
      tuples(relation).some((tuple) => subjectKey(tuple) === wanted) ||
      tuples(relation).some(({ subject_set: set }) =>
        set === undefined || set.relation === "" ? false : holds(set.namespace, set.object, set.relation)
      ) ||
      sourcesOf(namespace, relation).some((source) =>
        typeof source === "string"
          ? holds(namespace, object, source)
          : tuples(source.through).some(({ subject_set: set }) =>
              set === undefined ? false : holds(set.namespace, set.object, source.to)
            )
      )
    )
  }
  return holds(question.namespace, question.object, question.relation)
}

const sourcesOf = (namespace: string, relation: string): ReadonlyArray<Source> => {
  const relations = namespaces[namespace] ?? {}
  if (relation === "" || Object.keys(relations).length === 0) return []
  const sources = Object.hasOwn(relations, relation) ? relations[relation] : undefined
  if (sources === undefined) throw new Refusal(400, `relation ${JSON.stringify(relation)} does not exist`)
  return sources
}
