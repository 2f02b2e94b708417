import { startStandInKeto } from "@offshoot/testkit/keto"
import {
  type BatchCheckPermissionResult,
  type CheckPermissionResult,
  Configuration,
  type ErrorGeneric,
  type HealthStatus,
  MetadataApi,
  PermissionApi,
  type Relationship,
  RelationshipApi,
  type RelationshipNamespaces,
  type SubjectSet
} from "@ory/keto-client"
import { afterAll, beforeAll, describe, expect, it } from "vitest"

/** What an answer must be: a value of the client's own type, and nothing beside it. */
const answer = <Model>(model: Model): Model => model

describe("Ory's own client understands the stand-in for Keto", () => {
  let keto: Awaited<ReturnType<typeof startStandInKeto>>
  let permissions: PermissionApi
  let relationships: RelationshipApi
  beforeAll(async () => {
    keto = await startStandInKeto()
    permissions = new PermissionApi(configuration(keto.readUrl))
    relationships = new RelationshipApi(configuration(keto.writeUrl))
  })
  afterAll(() => keto.stop())

  it("when a relationship is created, asked for and deleted", async () => {
    const editor = relationship("created", "editors", ann)
    const created = await relationships.createRelationship({ createRelationshipBody: editor })
    expect([created.status, created.data]).toEqual([201, answer<Relationship>(editor)])
    expect(created.headers["location"]).toContain("subject_set.relation=")

    const allowed = await permissions.postCheckPermission({ postCheckPermissionBody: editor })
    expect([allowed.status, allowed.data]).toEqual([200, answer<CheckPermissionResult>({ allowed: true })])

    const { subject_set: _, ...where } = editor
    const deleted = await relationships.deleteRelationships({
      ...where,
      subjectSetNamespace: ann.namespace,
      subjectSetObject: ann.object,
      subjectSetRelation: ann.relation
    })
    expect(deleted.status).toBe(204)

    const denied = await permissions.postCheckPermission({ postCheckPermissionBody: editor })
    expect([denied.status, denied.data]).toEqual([200, answer<CheckPermissionResult>({ allowed: false })])
  })

  it("when many relationships change at once", async () => {
    const relationshipPatch = ["editors", "viewers"].map((relation) => ({
      action: "insert" as const,
      relation_tuple: relationship("changed", relation, ann)
    }))
    expect((await relationships.patchRelationships({ relationshipPatch })).status).toBe(204)
    await relationships.patchRelationships({
      relationshipPatch: [{ action: "delete", relation_tuple: relationship("changed", "editors", ann) }]
    })
    const checked = await permissions.batchCheckPermission({
      batchCheckPermissionBody: { tuples: [relationship("changed", "edit", ann), relationship("changed", "view", ann)] }
    })
    expect([checked.status, checked.data]).toEqual([
      200,
      answer<BatchCheckPermissionResult>({ results: [{ allowed: false }, { allowed: true }] })
    ])
  })

  it("when a change of many has one that is wrong: none is made", async () => {
    const editor = relationship("wrong", "editors", ann)
    const refused = await relationships.patchRelationships({
      relationshipPatch: [
        { action: "insert", relation_tuple: editor },
        { action: "insert", relation_tuple: { ...editor, namespace: "Nowhere" } }
      ]
    })
    expect(refused.status).toBe(404)
    expect((await permissions.postCheckPermission({ postCheckPermissionBody: editor })).data.allowed).toBe(false)
  })

  it("when a question is wrong: alone it is refused, in a batch its answer has an error", async () => {
    const wrong = relationship("wrong", "administer", ann)
    const refused = await permissions.postCheckPermission({ postCheckPermissionBody: wrong })
    const message = 'relation "administer" does not exist'
    expect([refused.status, refused.data]).toEqual([
      400,
      answer<ErrorGeneric>({ error: { code: 400, status: "Bad Request", message } })
    ])

    const checked = await permissions.batchCheckPermission({
      batchCheckPermissionBody: { tuples: [wrong, { ...wrong, namespace: "Nowhere" }] }
    })
    expect(checked.data).toEqual(
      answer<BatchCheckPermissionResult>({
        results: [
          { allowed: false, error: message },
          { allowed: false, error: 'Unknown namespace with name "Nowhere".' }
        ]
      })
    )
  })

  it("when a batch is larger than Keto takes", async () => {
    const tuples = Array.from({ length: 11 }, () => relationship("many", "view", ann))
    const refused = await permissions.batchCheckPermission({ batchCheckPermissionBody: { tuples } })
    expect(refused.status).toBe(400)
  })

  it("when asked how it is and what it knows", async () => {
    const metadata = new MetadataApi(configuration(keto.readUrl))
    const ok = answer<HealthStatus>({ status: "ok" })
    expect([(await metadata.isAlive()).data, (await metadata.isReady()).data]).toEqual([ok, ok])

    const reading = new RelationshipApi(configuration(keto.readUrl))
    expect((await reading.listRelationshipNamespaces()).data).toEqual(
      answer<RelationshipNamespaces>({
        namespaces: [{ name: "User" }, { name: "Client" }, { name: "Organization" }, { name: "Project" }]
      })
    )
  })

  it("when it is one from before 0.14: there is no batch", async () => {
    const old = await startStandInKeto({ hasBatch: false })
    const asking = new PermissionApi(configuration(old.readUrl))
    try {
      const body = { batchCheckPermissionBody: { tuples: [relationship("p", "view", ann)] } }
      expect((await asking.batchCheckPermission(body)).status).toBe(404)
      const alone = { postCheckPermissionBody: relationship("p", "view", ann) }
      expect((await asking.postCheckPermission(alone)).status).toBe(200)
    } finally {
      await old.stop()
    }
  })
})

/** Whatever the status, the answer is looked at. */
const configuration = (basePath: string) => new Configuration({ basePath, baseOptions: { validateStatus: () => true } })

const ann: SubjectSet = { namespace: "User", object: "ann", relation: "" }

const relationship = (object: string, relation: string, subject_set: SubjectSet) => ({
  namespace: "Project",
  object,
  relation,
  subject_set
})
