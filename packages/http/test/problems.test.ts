import {
  Fault,
  InsufficientScope,
  InsufficientUserAuthentication,
  InvalidActivation,
  InvalidShare,
  InvalidToken,
  MissingCredentials,
  NamesExhausted,
  NameTaken,
  PermissionDenied,
  Permissions,
  ReferenceNotFound,
  RevisionNotFound,
  ShareExpired,
  ShareNotFound,
  ShareRevoked,
  ShortId,
  ShortIdTaken,
  TaskId,
  TaskNotCloneable,
  TaskNotFound,
  TaskRevisionId,
  Unavailable
} from "@offshoot/core"
import { Context, Effect, Layer, Logger } from "effect"
import { HttpEffect } from "effect/http"
import { describe, expect, it } from "vitest"
import { makeFetchHandler, Readiness } from "../src/index.ts"
import {
  InvalidRequest,
  MethodNotAllowed,
  NotFound,
  PayloadTooLarge,
  TooManyRequests,
  UnsupportedMediaType
} from "../src/problems/request-errors.ts"
import { problemResponse } from "../src/problems/response.ts"
import { type Failure, type ProblemTag, problems } from "../src/problems/table.ts"
import { caller, type Json, serve, tasksOf } from "./served.ts"
import { first, setStage, target, task } from "./stage.ts"

const shortId = ShortId.make("abc")
const secret = new Error("password=hunter2")
const down = { dependency: "tasks", operation: "place", cause: secret } as const

/** One of each error, with the status that the contract gives it. */
const examples: { readonly [Tag in ProblemTag]: readonly [Extract<Failure, { readonly _tag: Tag }>, number] } = {
  MissingCredentials: [new MissingCredentials(), 401],
  InvalidToken: [new InvalidToken({ reason: "hunter2" }), 401],
  InsufficientUserAuthentication: [new InsufficientUserAuthentication(), 401],
  InsufficientScope: [new InsufficientScope({ scopes: ["clone", "read"] }), 403],
  PermissionDenied: [new PermissionDenied({ permission: "view" }), 403],
  ShareNotFound: [new ShareNotFound(), 404],
  TaskNotFound: [new TaskNotFound({ taskId: TaskId.make(task.id) }), 404],
  RevisionNotFound: [new RevisionNotFound({ taskRevisionId: TaskRevisionId.make(task.id) }), 404],
  NotFound: [new NotFound(), 404],
  ShareRevoked: [new ShareRevoked({ shortId }), 400],
  ShareExpired: [new ShareExpired({ shortId }), 400],
  NameTaken: [new NameTaken({ name: "Foo" }), 400],
  ShortIdTaken: [new ShortIdTaken({ shortId }), 400],
  InvalidRequest: [new InvalidRequest({ issues: [{ loc: ["body"], msg: "m", type: "t" }] }), 422],
  InvalidShare: [new InvalidShare({ problem: "p" }), 422],
  InvalidActivation: [new InvalidActivation({ problem: "p" }), 422],
  ReferenceNotFound: [new ReferenceNotFound({ field: "tags", ids: ["x"] }), 422],
  TaskNotCloneable: [new TaskNotCloneable({ references: [{ field: "taskMcpToolIds", count: 2 }] }), 422],
  NamesExhausted: [new NamesExhausted({ name: "Foo" }), 422],
  MethodNotAllowed: [new MethodNotAllowed({ allowed: ["GET", "HEAD"] }), 405],
  PayloadTooLarge: [new PayloadTooLarge({ bytes: 1 }), 413],
  UnsupportedMediaType: [new UnsupportedMediaType(), 415],
  TooManyRequests: [new TooManyRequests({ retryAfterSeconds: 7 }), 429],
  Unavailable: [new Unavailable({ ...down, outcome: "unknown" }), 503],
  Fault: [new Fault(down), 500]
}
const tags = Object.keys(examples) as ReadonlyArray<ProblemTag>

/** The answer to an error, and what was logged about it. */
const answerTo = async (refusal: Failure) => {
  const lines: Array<string> = []
  const collect = Logger.make(({ message }) => void lines.push([message].flat().map(String).join(" ")))
  const handler = HttpEffect.toWebHandler(problemResponse(refusal).pipe(Effect.provide(Logger.layer([collect]))))
  const response = await handler(new Request("http://host/"))
  return { response, body: (await response.json()) as Json, log: lines.join("\n") }
}

describe.each(tags)("%s", (tag) => {
  const [refusal, status] = examples[tag]

  it("is answered in the one shape, with the status of the contract and its tag in snake_case", async () => {
    const { body, response } = await answerTo(refusal)
    expect(response.status).toBe(status)
    expect(response.headers.get("content-type")).toBe("application/problem+json")
    expect(response.headers.get("x-request-id")).toBe(body["request_id"])
    expect(body).toMatchObject({
      status,
      type: problems[tag].type,
      title: problems[tag].title,
      help: problems[tag].help
    })
    expect(body["code"]).toBe(tag.replace(/(?<=.)[A-Z]/g, "_$&").toLowerCase())
    expect([typeof body["detail"], Array.isArray(body["errors"])]).toEqual(["string", true])
    expect(body["detail"]).not.toBe("")
  })

  it("is of the type that the contract gives its status", () => {
    const type = problems[tag].type
    if (status === 401 || status === 403) expect(type).toBe("authorization_error")
    else if (status >= 500) expect(type).toBe("server_error")
    else if (status === 413 || status === 415) expect(type).toBe("validation_error")
    else if (status === 422) expect(["validation_error", "resource_error"]).toContain(type)
    else expect(type).toBe("resource_error")
  })

  it("leaks neither its cause nor why a token was refused", async () => {
    const { body } = await answerTo(refusal)
    expect(JSON.stringify(body)).not.toContain("hunter2")
  })
})

it.each<[ProblemTag, string, string]>([
  ["MissingCredentials", "www-authenticate", "Bearer"],
  ["InvalidToken", "www-authenticate", 'Bearer error="invalid_token"'],
  ["InsufficientUserAuthentication", "www-authenticate", 'Bearer error="insufficient_user_authentication"'],
  ["InsufficientScope", "www-authenticate", 'Bearer error="insufficient_scope", scope="clone read"'],
  ["MethodNotAllowed", "allow", "GET, HEAD"],
  ["TooManyRequests", "retry-after", "7"],
  ["Unavailable", "retry-after", "2"]
])("%s is answered with the header %s", async (tag, header, value) => {
  expect((await answerTo(examples[tag][0])).response.headers.get(header)).toBe(value)
})

it("a bound reference is named as the wire calls it", async () => {
  const { body } = await answerTo(examples.TaskNotCloneable[0])
  expect(body["detail"]).toContain("task_mcp_tool_ids (2)")
  expect(body["errors"]).toEqual([
    {
      loc: ["share", "task_revision", "task_mcp_tool_ids"],
      msg: "2 valid only in the project of the share",
      type: "bound_reference"
    }
  ])
})

it("what is unavailable says whether something may have been stored", async () => {
  const unknown = await answerTo(new Unavailable({ ...down, outcome: "unknown" }))
  const nothing = await answerTo(new Unavailable({ ...down, outcome: "nothing stored" }))
  expect(unknown.body["detail"]).toContain("something may have been stored")
  expect(unknown.body["detail"]).toContain("Where the operation takes an Idempotency-Key")
  expect(nothing.body["detail"]).toContain("This request stored nothing")
})

it("the operator finds the cause of a fault in the log", async () => {
  expect((await answerTo(examples.Fault[0])).log).toContain("hunter2")
})

describe("an adapter", () => {
  const editor = { token: "editor" }
  const clone = `${tasksOf(target)}/clone/tsiJP`
  const broken = (allows: Permissions["Service"]["allows"]) =>
    serve(Context.make(Permissions, Permissions.of({ allows })) as Context.Context<never>)

  it.each<[string, Permissions["Service"]["allows"], number, string]>([
    [
      "that cannot tell is 503",
      () => Effect.fail(new Unavailable({ ...down, outcome: "nothing stored" })),
      503,
      "unavailable"
    ],
    ["that is broken is 500", () => Effect.fail(new Fault(down)), 500, "fault"],
    ["that dies is 500", () => Effect.die(secret), 500, "fault"],
    ["that fails with what its port does not name is 500", () => Effect.fail(secret as never), 500, "fault"],
    [
      "that fails with another port's error is 500",
      () => Effect.fail(new NameTaken({ name: "Foo" }) as never),
      500,
      "fault"
    ],
    [
      "that throws is 500",
      () => {
        throw secret
      },
      500,
      "fault"
    ]
  ])("%s, as a problem that leaks nothing", async (_, allows, status, code) => {
    const { call } = await broken(allows)
    const { body, headers, status: answered } = await call("POST", clone, editor)
    expect([answered, body["code"]]).toEqual([status, code])
    expect(JSON.stringify(body)).not.toContain("hunter2")
    expect(headers.get("x-request-id")).toBe(body["request_id"])
  })

  it("whose task does not fit the answer is 500, and its prompts are not logged", async () => {
    const unfit = { ...task, projectId: target, revisions: [{ ...first, optimiseImages: "yes" as never }] as const }
    const lines: Array<string> = []
    const collect = Logger.make(({ message }) => void lines.push(JSON.stringify(message)))
    const { adapters, store } = await setStage()
    await Effect.runPromise(store.put(unfit))
    const { dispose, handler } = await makeFetchHandler(Layer.provideMerge(adapters, Logger.layer([collect])), {
      publicUrl: "http://host"
    })
    const call = caller("http://host", handler)
    const { body, status } = await call("GET", `${tasksOf()}/${task.id}`, editor)
    await dispose()
    expect([status, body["code"]]).toEqual([500, "fault"])
    expect(lines.join()).toContain("optimise_images")
    expect(lines.join()).not.toContain("you answer in")
  })

  it("that is not there makes the service not ready, but alive", async () => {
    const { call } = await serve(
      Context.make(Readiness, {
        check: Effect.fail(new Unavailable({ ...down, outcome: "nothing stored" }))
      }) as Context.Context<never>
    )
    expect((await call("GET", "/health/live")).status).toBe(200)
    const { body, headers, status } = await call("GET", "/health/ready")
    expect([status, body["code"], headers.get("retry-after")]).toEqual([503, "unavailable", "2"])
  })

  it("that is there makes the service ready", async () => {
    const { call } = await serve()
    const { body, status } = await call("GET", "/health/ready")
    expect([status, body]).toEqual([200, { status: "ok" }])
  })
})

describe("a request", () => {
  const editor = { token: "editor" }

  it.each([
    ["GET", "/", 404, "not_found"],
    ["GET", "/api/v1/nothing", 404, "not_found"],
    ["POST", "/api/v2/org", 404, "not_found"],
    ["GET", "/api/v1/public/task_share/%zz", 404, "not_found"],
    ["PROPFIND", "/nothing", 404, "not_found"],
    ["PUT", tasksOf(), 405, "method_not_allowed"],
    ["DELETE", "/health/live", 405, "method_not_allowed"],
    ["GET", `${tasksOf()}/clone/abc`, 405, "method_not_allowed"]
  ])("%s %s is refused as a problem", async (method, path, status, code) => {
    const { call } = await serve()
    const { body, headers, status: answered } = await call(method, path, editor)
    expect([answered, body["code"], headers.get("content-type")]).toEqual([status, code, "application/problem+json"])
    expect(body["request_id"]).toBe(headers.get("x-request-id"))
  })

  it("with a method that a path does not take hears which it takes, and so does OPTIONS", async () => {
    const { call } = await serve()
    expect((await call("PUT", tasksOf(), editor)).headers.get("allow")).toBe("GET, POST, HEAD, OPTIONS")
    const options = await call("OPTIONS", tasksOf())
    expect([options.status, options.headers.get("allow")]).toEqual([204, "GET, POST, HEAD, OPTIONS"])
    expect((await call("OPTIONS", "/nothing")).status).toBe(404)
  })

  it("with HEAD is answered as GET, without the body", async () => {
    const { call } = await serve()
    const { body, status } = await call("HEAD", "/health/live")
    expect([status, body]).toEqual([200, {}])
    expect((await call("HEAD", tasksOf())).status).toBe(401)
  })

  it.each([
    ["cut off", '{"name": "Foo"', 422, "invalid_request"],
    ["empty", "", 422, "invalid_request"],
    ["a list", "[]", 422, "invalid_request"],
    [
      "nested 100,000 deep",
      `{"name":"Foo","llm_config":${'{"a":'.repeat(100_000)}1${"}".repeat(100_000)}}`,
      422,
      "invalid_request"
    ],
    ["larger than 1 MiB", `"${"x".repeat(1024 ** 2)}"`, 413, "payload_too_large"]
  ])("with a body that is %s is refused", async (_, body, status, code) => {
    const { call } = await serve()
    const answer = await call("POST", tasksOf(), { ...editor, body })
    expect([answer.status, answer.body["code"]]).toEqual([status, code])
  })

  it("with a body of another type is refused", async () => {
    const { call } = await serve()
    const answer = await call("POST", tasksOf(), { ...editor, body: "x", headers: { "content-type": "text/plain" } })
    expect([answer.status, answer.body["code"]]).toEqual([415, "unsupported_media_type"])
  })

  it("with a body that is no JSON hears so", async () => {
    const { call } = await serve()
    const { body } = await call("POST", tasksOf(), { ...editor, body: "{" })
    expect(body["errors"]).toMatchObject([{ loc: ["body"], type: "json_invalid" }])
  })

  it("has an id of its own", async () => {
    const { call } = await serve()
    const ids = [await call("GET", "/nothing"), await call("GET", "/nothing")].map(({ body }) => body["request_id"])
    expect(new Set(ids).size).toBe(2)
  })
})
