import { describe, expect, it, onTestFinished } from "vitest"
import { makeFetchHandler } from "../src/index.ts"
import { type Call, caller, publicUrl, serve, tasksOf } from "./served.ts"
import { editor as author, bound, first, home, second, setStage, shares, target, task, third, trial } from "./stage.ts"

const editor = { token: "editor" }
const path = `${tasksOf(home)}/${task.id}/share`
const publicPath = (shortId: unknown) => `/api/v1/public/task_share/${shortId}`

describe("a new share", () => {
  it("pins the live revision, and its link is read without login", async () => {
    const { call } = await serve()
    const { body, status } = await call("POST", path, { ...editor, body: { title: "T", unknown_member: 1 } })
    expect(status).toBe(200)
    expect(body).toMatchObject({
      task_id: task.id,
      task_name: task.name,
      task_revision_id: third.id,
      user_id: author.subject,
      title: "T",
      description: null,
      expires_at: null,
      task_run_id: null,
      views_count: 0,
      active: true,
      tags: [],
      share_url: `${publicUrl}${publicPath(body["short_id"])}`
    })
    expect(body["short_id"]).toMatch(/^[A-Za-z0-9]{12}$/)
    expect((await call("GET", publicPath(body["short_id"]))).status).toBe(200)
  })

  it("keeps all that it is given, moments in UTC", async () => {
    const { call } = await serve()
    const given = { title: "T", description: "D", task_run_id: home }
    const { body } = await call("POST", path, {
      ...editor,
      body: {
        ...given,
        custom_short_id: "Ab3",
        task_revision_id: first.id.toUpperCase(),
        expires_at: "2999-01-02T03:04:05.123456+01:00"
      }
    })
    expect(body).toMatchObject({ ...given, short_id: "Ab3", task_revision_id: first.id })
    expect(body["expires_at"]).toBe("2999-01-02T02:04:05.123Z")
  })

  it.each([
    ["task_revision_id", "x"],
    ["task_run_id", 1],
    ["custom_short_id", "ab"],
    ["custom_short_id", "abcdef"],
    ["custom_short_id", "a-b"],
    ["expires_at", "tomorrow"],
    ["expires_at", "2999-01-02T03:04:05"],
    ["expires_at", "2999-13-02T03:04:05Z"],
    ["expires_at", "2999-02-30T03:04:05Z"],
    ["expires_at", "1969-12-31T23:59:59Z"],
    ["title", 1]
  ])("with a %s like %j is not a valid request", async (member, value) => {
    const { call } = await serve()
    const { body, status } = await call("POST", path, { ...editor, body: { [member]: value } })
    expect([status, body["code"]]).toEqual([422, "invalid_request"])
    expect(body["errors"]).toMatchObject([{ loc: ["body", member] }])
  })

  it.each([
    ["whose end has passed", { expires_at: "2001-01-01T00:00:00Z" }, 422, "invalid_share"],
    ["of a revision that the task has not", { task_revision_id: home }, 404, "revision_not_found"],
    ["under a short id that was ever used", { custom_short_id: "gone1" }, 400, "short_id_taken"]
  ])("%s is refused", async (_, body, status, code) => {
    const { call } = await serve()
    const answer = await call("POST", path, { ...editor, body })
    expect([answer.status, answer.body["code"]]).toEqual([status, code])
  })

  it.each([trial, bound])("may be of a revision that is a test, or has bound references", async (revision) => {
    const { call } = await serve()
    const { body, status } = await call("POST", path, { ...editor, body: { task_revision_id: revision.id } })
    expect([status, body["task_revision_id"]]).toEqual([200, revision.id])
  })

  it("of another project's task is not found, and one by a viewer not permitted", async () => {
    const { call } = await serve()
    const elsewhere = await call("POST", `${tasksOf(target)}/${task.id}/share`, { ...editor, body: {} })
    expect([elsewhere.status, elsewhere.body["code"]]).toEqual([404, "task_not_found"])
    const viewed = await call("POST", `${tasksOf(target)}/${task.id}/share`, { token: "viewer", body: {} })
    expect([viewed.status, viewed.body["code"]]).toEqual([403, "permission_denied"])
  })
})

describe("revoking", () => {
  it("answers the share, inactive, and the same again", async () => {
    const { call } = await serve()
    const one = await call("DELETE", `${path}/${shares.good.id}`, editor)
    expect([one.status, one.body["active"], one.body["id"]]).toEqual([200, false, shares.good.id])
    expect((await call("DELETE", `${path}/${shares.good.id}`, editor)).body).toEqual(one.body)
    expect((await call("GET", publicPath(shares.good.shortId))).body["code"]).toBe("share_revoked")
  })

  it("refuses what is not there", async () => {
    const { call } = await serve()
    const share = await call("DELETE", `${path}/${home}`, editor)
    expect([share.status, share.body["code"]]).toEqual([404, "share_not_found"])
    const other = await call("DELETE", `${tasksOf(home)}/${home}/share/${shares.good.id}`, editor)
    expect([other.status, other.body["code"]]).toEqual([404, "task_not_found"])
    const bad = await call("DELETE", `${path}/share-1`, editor)
    expect(bad.body["errors"]).toMatchObject([{ loc: ["path", "share_id"], type: "uuid_parsing" }])
  })
})

describe("a public read", () => {
  it("shows the pinned revision alone, as live, and never the secret of the task", async () => {
    const { call } = await serve()
    const { body, status } = await call("GET", publicPath(shares.good.shortId))
    expect(status).toBe(200)
    expect(body).toMatchObject({
      id: task.id,
      access_token: null,
      revisions: [{ id: second.id, active: true }],
      active_revisions: [{ task_revision_id: second.id, weight: 1 }]
    })
    expect(body["revisions"]).toHaveLength(1)
    expect(JSON.stringify(body)).not.toContain(String(task.accessToken))
  })

  it("shows a test revision too, if that is what is shared", async () => {
    const { call } = await serve()
    expect((await call("GET", publicPath(shares.trial.shortId))).body["revisions"]).toMatchObject([{ id: trial.id }])
  })

  it("counts views", async () => {
    const { call } = await serve()
    await call("GET", publicPath(shares.good.shortId))
    await call("GET", publicPath(shares.good.shortId))
    expect((await call("DELETE", `${path}/${shares.good.id}`, editor)).body["views_count"]).toBe(2)
  })

  it.each([
    ["nosuch", 404, "share_not_found"],
    [shares.revoked.shortId, 400, "share_revoked"],
    [shares.expired.shortId, 400, "share_expired"],
    ["a.b", 422, "invalid_request"]
  ])("of %s is refused with %i %s", async (shortId, status, code) => {
    const { call } = await serve()
    const answer = await call("GET", publicPath(shortId))
    expect([answer.status, answer.body["code"]]).toEqual([status, code])
  })

  /** 121 reads of one share, each with a header that anybody can write. */
  const statusesOfReads = async (call: Call, forwardedFor: (read: number) => string) => {
    const statuses: Array<number> = []
    for (let read = 0; read < 121; read++) {
      const headers = { "x-forwarded-for": forwardedFor(read) }
      statuses.push((await call("GET", publicPath(shares.good.shortId), { headers })).status)
    }
    return statuses
  }

  it("is limited for each address of a connection, which is told when to come back", async () => {
    const { call } = await serve()
    const statuses = await statusesOfReads(call, (read) => `10.0.0.${read}`)
    expect(statuses.slice(0, 120).every((status) => status === 200)).toBe(true)
    const refused = await call("GET", publicPath(shares.good.shortId))
    expect([statuses[120], refused.status, refused.body["code"]]).toEqual([429, 429, "too_many_requests"])
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0)
    expect((await call("GET", tasksOf(), editor)).status).toBe(200)
  })

  const fetching = async (proxies?: number) => {
    const { adapters } = await setStage()
    const { dispose, handler } = await makeFetchHandler(adapters, { publicUrl, proxies })
    onTestFinished(dispose)
    return caller(publicUrl, handler)
  }

  it("is not limited by a fetch handler, which knows no address", async () => {
    expect(new Set(await statusesOfReads(await fetching(), (read) => `10.0.0.${read}`))).toEqual(new Set([200]))
  })

  it.each([
    [1, "one client", (read: number) => `10.0.0.${read}, 192.0.2.7`, 429],
    [1, "many clients", (read: number) => `192.0.2.7, 10.0.0.${read}`, 200],
    [1, "one client on many ports", (read: number) => `192.0.2.7:${50_000 + read}`, 429],
    [1, "one client of IPv6 on many ports", (read: number) => `[2001:db8::7]:${50_000 + read}`, 429],
    [1, "many clients of IPv6", (read: number) => `2001:db8::7:${1000 + read}`, 200],
    [2, "one client", (read: number) => `10.0.0.${read}, 192.0.2.7, 10.9.9.${read}`, 429],
    [2, "many clients", (read: number) => `192.0.2.7, 10.0.0.${read}, 10.9.9.9`, 200]
  ] as const)("behind %i proxies is limited by the address that they tell: %s", async (proxies, _, header, status) => {
    expect((await statusesOfReads(await fetching(proxies), header))[120]).toBe(status)
  })

  it("that came round the proxies is limited by the address of its connection", async () => {
    const { call } = await serve(undefined, { proxies: 2 })
    expect((await statusesOfReads(call, (read) => `10.0.0.${read}`))[120]).toBe(429)
  })
})
