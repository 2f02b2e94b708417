import { Tasks } from "@offshoot/core"
import { Context, Effect, Option } from "effect"
import { describe, expect, it } from "vitest"
import { type Answer, type Json, publicUrl, type Sent, serve, tasksOf } from "./served.ts"
import { bound, foreign, home, model, second, shares, target, task } from "./stage.ts"

const clonePath = (shortId: string, project: string = target) => `${tasksOf(project)}/clone/${shortId}`
const editor = { token: "editor" }

const named = (answer: Answer) => [answer.status, answer.body["name"]]
const tasksIn = async (call: Awaited<ReturnType<typeof serve>>["call"], project: string = target) =>
  (await call("GET", tasksOf(project), editor)).body["results"] as unknown as ReadonlyArray<Json>

describe("a clone", () => {
  it("is the pinned revision alone, live at 1, under the source's name, with a Location that finds it", async () => {
    const { call } = await serve()
    const { body, headers, status } = await call("POST", clonePath(shares.good.shortId), editor)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      name: task.name,
      project_id: target,
      cloned_from_task_revision_id: second.id,
      public: false,
      access_token: null,
      revisions: [{ active: true, system_prompt: second.systemPrompt, llm_model: { id: model.id, name: model.name } }],
      active_revisions: [{ weight: 1 }]
    })
    expect(body["revisions"]).toHaveLength(1)
    expect(body["tags"]).toMatchObject([
      { is_global_tag: true, is_project_tag: false, children: [], tagged_entities: [] }
    ])
    expect(body["created"]).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
    const location = headers.get("location") ?? ""
    expect(location).toBe(`${publicUrl}${tasksOf()}/${body["id"]}`)
    const found = await call("GET", location.slice(publicUrl.length), editor)
    expect(found.body).toEqual(body)
  })

  it("gets the next name when it is cloned again", async () => {
    const { call } = await serve()
    const path = clonePath(shares.good.shortId)
    expect(named(await call("POST", path, editor))).toEqual([200, task.name])
    expect(named(await call("POST", path, editor))).toEqual([200, `${task.name} (2)`])
    expect(named(await call("GET", `${path}/preview`, editor))).toEqual([200, `${task.name} (3)`])
    expect(named(await call("POST", path, editor))).toEqual([200, `${task.name} (3)`])
  })

  it("is the same task for the same Idempotency-Key, also after the share was revoked", async () => {
    const { call, store } = await serve()
    const sent = { ...editor, headers: { "idempotency-key": "~".repeat(255) } }
    const one = await call("POST", clonePath(shares.good.shortId), sent)
    await Effect.runPromise(store.revoke(shares.good))
    const other = await call("POST", clonePath(shares.good.shortId), sent)
    expect(one.status).toBe(200)
    expect(other.body).toEqual(one.body)
    expect((await call("POST", clonePath(shares.good.shortId), editor)).body["code"]).toBe("share_revoked")
  })

  it.each<[string, Sent]>([
    ["an empty object", { body: {} }],
    ["nothing like JSON", { body: "{nothing" }],
    ["bytes of another type", { body: "x", headers: { "content-type": "application/octet-stream" } }],
    ["two mebibytes", { body: "x".repeat(2 * 1024 ** 2) }]
  ])("ignores a body: %s", async (_, sent) => {
    const { call } = await serve()
    expect((await call("POST", clonePath(shares.good.shortId), { ...editor, ...sent })).status).toBe(200)
  })

  it("takes ids in capitals as the ids they are", async () => {
    const { call } = await serve()
    const path = clonePath(shares.good.shortId).replace(target, "00000000-0000-4000-8000-000000000011".toUpperCase())
    expect((await call("POST", path, editor)).status).toBe(200)
  })

  it("of a share with the short id share is a clone, not a share of the task clone", async () => {
    const { call } = await serve()
    expect(named(await call("POST", clonePath("share"), editor))).toEqual([200, task.name])
  })

  it("of a share with bound references succeeds at home", async () => {
    const { call } = await serve()
    const answer = await call("POST", clonePath(shares.bound.shortId, home), editor)
    expect(named(answer)).toEqual([200, `${task.name} (2)`])
  })

  it("is previewed without being stored", async () => {
    const { call } = await serve()
    const preview = await call("GET", `${clonePath(shares.good.shortId)}/preview`, editor)
    expect(named(preview)).toEqual([200, task.name])
    expect(await tasksIn(call)).toEqual([])
  })
})

/** Wrong input, and what it is answered: the status, the code, and words that the detail holds. */
const refused: ReadonlyArray<readonly [string, string, Sent, number, string, string]> = [
  ["no token", clonePath("tsiJP"), {}, 401, "missing_credentials", "no Bearer token"],
  [
    "another scheme",
    clonePath("tsiJP"),
    { headers: { authorization: "Basic ZWRpdG9y" } },
    401,
    "missing_credentials",
    "no Bearer token"
  ],
  ["a broken token", clonePath("tsiJP"), { token: "edi tor" }, 401, "invalid_token", "not valid here"],
  ["a token of another key", clonePath("tsiJP"), { token: "stranger" }, 401, "invalid_token", "not valid here"],
  ["a project that is no uuid", `${tasksOf("project-1")}/clone/tsiJP`, editor, 422, "invalid_request", "a UUID"],
  ["an organization that is no uuid", `${tasksOf(target, "1")}/clone/tsiJP`, editor, 422, "invalid_request", "a UUID"],
  ["an impossible short id", clonePath("a-b"), editor, 422, "invalid_request", "letters and digits"],
  ["a short id of 65 characters", clonePath("a".repeat(65)), editor, 422, "invalid_request", "letters and digits"],
  ["a short id of 2000 characters", clonePath("a".repeat(2000)), editor, 422, "invalid_request", "letters and digits"],
  ["an unknown share", clonePath("nosuch"), editor, 404, "share_not_found", "no such share"],
  ["a share in other capitals", clonePath("TSIjp"), editor, 404, "share_not_found", "no such share"],
  ["a revoked share", clonePath("gone1"), editor, 400, "share_revoked", "gone1 was revoked"],
  ["an expired share", clonePath("late1"), editor, 400, "share_expired", "late1 has expired"],
  ["a caller who may only view", clonePath("tsiJP"), { token: "viewer" }, 403, "permission_denied", "create"],
  [
    "the same caller and an unknown share",
    clonePath("nosuch"),
    { token: "viewer" },
    403,
    "permission_denied",
    "create"
  ],
  ["a project of another organization", clonePath("tsiJP", foreign), editor, 403, "permission_denied", "organization"],
  [
    "bound references elsewhere",
    clonePath("bound"),
    editor,
    422,
    "task_not_cloneable",
    "rag (1), task_mcp_tool_ids (2)"
  ],
  [
    "an empty key",
    clonePath("tsiJP"),
    { ...editor, headers: { "idempotency-key": "" } },
    422,
    "invalid_request",
    "1 to 255"
  ],
  [
    "a key of 256 characters",
    clonePath("tsiJP"),
    { ...editor, headers: { "idempotency-key": "k".repeat(256) } },
    422,
    "invalid_request",
    "1 to 255"
  ],
  [
    "a key with a space",
    clonePath("tsiJP"),
    { ...editor, headers: { "idempotency-key": "a b" } },
    422,
    "invalid_request",
    "1 to 255"
  ]
]

describe.each(refused)("a clone with %s", (_, path, sent, status, code, words) => {
  it(`is refused with ${status} ${code}, like its preview, and nothing is stored`, async () => {
    const { call, ports } = await serve()
    const answer = await call("POST", path, sent)
    expect([answer.status, answer.body["code"]]).toEqual([status, code])
    expect(String(answer.body["detail"])).toContain(words)
    expect(answer.headers.get("content-type")).toBe("application/problem+json")
    expect(answer.headers.get("x-request-id")).toBe(answer.body["request_id"])
    if (sent.headers?.["idempotency-key"] === undefined) {
      const preview = await call("GET", `${path}/preview`, sent)
      expect([preview.status, preview.body["code"]]).toEqual([status, code])
    }
    expect(await tasksIn(call)).toEqual([])
    const source = await Effect.runPromise(Context.get(ports, Tasks).find(home, task.id))
    expect(source).toEqual(Option.some(task))
    expect(await tasksIn(call, home)).toHaveLength(1)
  })
})

it("names the parameter that is no uuid where clients of the reference look for it", async () => {
  const { call } = await serve()
  const { body } = await call("POST", `${tasksOf("project-1")}/clone/tsiJP`, editor)
  expect(body["errors"]).toEqual([{ loc: ["path", "project_id"], msg: "Expected a UUID", type: "uuid_parsing" }])
})

it("tells a caller without credentials nothing about the rest of its request", async () => {
  const { call } = await serve()
  expect((await call("POST", `${tasksOf("x", "y")}/clone/-`)).status).toBe(401)
  expect((await call("POST", tasksOf(), { body: "{" })).status).toBe(401)
})

it("says a permission that is lacking as the reference does too", async () => {
  const { call } = await serve()
  const { body } = await call("POST", clonePath("tsiJP"), { token: "viewer" })
  expect(body).toMatchObject({
    type: "authorization_error",
    reason: "PERMISSION_CHECK_FAILED",
    message: body["detail"],
    permissionCheckFailedError: { permission: "project:create_task" }
  })
})

it("never tells ids of the source's project in a refusal", async () => {
  const { call } = await serve()
  const { body } = await call("POST", clonePath("bound"), editor)
  const text = JSON.stringify(body)
  for (const id of [home, task.id, bound.id, bound.rag?.collectionId, ...bound.taskMcpToolIds]) {
    expect(id).toBeTypeOf("string")
    expect(text).not.toContain(id)
  }
})
