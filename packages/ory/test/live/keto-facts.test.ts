import { describeLive, insert, relation, remove, startKeto } from "@offshoot/ory-live"
import { afterAll, assert, it } from "vitest"

describeLive("what the adapter relies on in Keto", async () => {
  const keto = await startKeto()
  afterAll(keto.stop)
  const ask = async (path: string, question: object) => {
    const headers = { "content-type": "application/json" }
    const response = await fetch(`${keto.readUrl}${path}`, { method: "POST", headers, body: JSON.stringify(question) })
    return [response.status, await response.text().then((text) => JSON.parse(text.startsWith("{") ? text : "null"))]
  }
  const check = (question: object) => ask("/relation-tuples/check/openapi", question)
  const yes = [200, { allowed: true }]
  const no = [200, { allowed: false }]

  it("both answers have the status 200, and a stored tuple changes them at once", async () => {
    const editor = relation("Project:p1", "editors", "User:ada")
    const mayCreate = relation("Project:p1", "create_task", "User:ada")
    assert.deepStrictEqual(await check(mayCreate), no)
    await insert(keto, editor)
    assert.deepStrictEqual(await check(mayCreate), yes)
    assert.deepStrictEqual(await check(relation("Project:p1", "create_task", "User:bob")), no)
    await remove(keto, editor)
    assert.deepStrictEqual(await check(mayCreate), no)
  })

  it("an administrator of the project's organization may create tasks, a member may view", async () => {
    await insert(
      keto,
      relation("Project:p2", "organization", "Organization:o2"),
      relation("Organization:o2", "admins", "User:ada"),
      relation("Organization:o2", "members", "User:bob")
    )
    assert.deepStrictEqual(await check(relation("Project:p2", "create_task", "User:ada")), yes)
    assert.deepStrictEqual(await check(relation("Project:p2", "view", "User:bob")), yes)
    assert.deepStrictEqual(await check(relation("Project:p2", "create_task", "User:bob")), no)
    assert.deepStrictEqual(await check(relation("Project:p2", "organization", "Organization:o2")), yes)
  })

  it("an unknown relation is 400, but an unknown namespace is a no", async () => {
    const [status] = await check(relation("Project:p1", "creates", "User:ada"))
    assert.strictEqual(status, 400)
    assert.deepStrictEqual(await check(relation("Projects:p1", "create_task", "User:ada")), no)
  })

  it("a subject that is an id is another subject than the set that names it", async () => {
    await insert(keto, relation("Project:p3", "editors", "User:ada"))
    const { subject_set: _, ...question } = relation("Project:p3", "create_task", "User:ada")
    assert.deepStrictEqual(await check({ ...question, subject_id: "ada" }), no)
  })

  it("this version knows no batches", async () => {
    assert.deepStrictEqual(await ask("/relation-tuples/batch/check", { tuples: [] }), [404, null])
  })
})
