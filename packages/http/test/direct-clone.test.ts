import { Fault, Permissions, ShortId, TaskId, Unavailable } from "@offshoot/core"
import { arbitraries } from "@offshoot/testkit"
import { Context, Effect, ErrorReporter, Layer, Logger, Schema } from "effect"
import { HttpRouter, HttpServer } from "effect/http"
import { HttpApiBuilder } from "effect/http-api"
import fc from "fast-check"
import { expect, it, onTestFinished } from "vitest"
import { taskView } from "../src/handlers/task-view.ts"
import {
  layerHandlers,
  layerRoutes,
  makeFetchHandler,
  OffshootApi,
  routerConfig,
  Site,
  TaskAnswer
} from "../src/index.ts"
import { caller, publicUrl, type Sent, tasksOf } from "./served.ts"
import { first, foreign, home, model, setStage, shares, target, task } from "./stage.ts"

const pathOf = (shortId: string, project: string = target) => `${tasksOf(project)}/clone/${shortId}`
const good = pathOf(shares.good.shortId)
const unfit = TaskId.make("00000000-0000-4000-8000-000000000099")
const editor = { token: "editor" }
const keyed = { ...editor, headers: { "idempotency-key": "one" } }

/** The same stage twice: behind the direct route, and behind the API's own; with what each logs and reports. */
const both = async (replace?: Context.Context<never>) => {
  const side = async () => {
    const { adapters, store } = await setStage(replace)
    const logged: Array<string> = []
    const logger = Logger.make((entry) => void logged.push(JSON.stringify(Logger.formatStructured.log(entry))))
    const reporter = ErrorReporter.make(({ error }) => void logged.push(`reported ${error.message}`))
    const observed = Layer.mergeAll(adapters, Logger.layer([logger]), ErrorReporter.layer([reporter]))
    return { observed, store, logged }
  }
  const [direct, byApi] = [await side(), await side()]
  const directly = await makeFetchHandler(direct.observed, { publicUrl })
  const throughApi = HttpRouter.toWebHandler(
    HttpApiBuilder.layer(OffshootApi).pipe(
      Layer.provide(layerHandlers(OffshootApi)),
      Layer.provide([byApi.observed, Site.layer({ publicUrl }), HttpServer.layerServices])
    ),
    { disableLogger: true, routerConfig }
  )
  onTestFinished(directly.dispose)
  onTestFinished(throughApi.dispose)
  return [
    { ...direct, call: caller("http://host", directly.handler) },
    { ...byApi, call: caller("http://host", throughApi.handler) }
  ] as const
}
type Side = Awaited<ReturnType<typeof both>>[number]

/** What one side answers and logs, but for what each has for itself: new ids, and the time. */
const seen = async ({ call, logged }: Side, path: string, sent: Sent) => {
  logged.length = 0
  const { body, headers, status } = await call("POST", path, sent)
  const requestId = headers.get("x-request-id") ?? ""
  for (const line of logged.filter((line) => line.startsWith("{"))) expect(line).toContain(requestId)
  const text = JSON.stringify({ status, body, headers: [...headers], logged })
  return JSON.parse(
    text
      .replaceAll(requestId, "the request")
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g, "an id")
      .replace(/20[2-9]\d-\d{2}-\d{2}T[\d:.]+Z/g, "a time")
      .replace(/fiberId\\*":\\*"?#?\d+/g, "fiber")
      .replace(/\["content-length","\d+"\]/, '["content-length"]')
  )
}

it.each<[string, string, Sent]>([
  ["a clone", good, editor],
  ["a clone with a key", good, keyed],
  ["a query and a body", `${good}?x=1`, { ...editor, body: { name: "Mine" } }],
  ["no token", good, {}],
  ["another scheme", good, { headers: { authorization: "Basic x" } }],
  ["two tokens", good, { headers: { authorization: "Bearer a b" } }],
  ["a token nobody knows", good, { token: "nobody" }],
  ["no permission", good, { token: "viewer" }],
  ["another organization's project", pathOf(shares.good.shortId, foreign), editor],
  ["a share that is not there", pathOf("nothing"), editor],
  ["a revoked share", pathOf(shares.revoked.shortId), editor],
  ["an expired share", pathOf(shares.expired.shortId), editor],
  ["a bound share elsewhere", pathOf(shares.bound.shortId), editor],
  ["a bound share at home", pathOf(shares.bound.shortId, home), editor],
  ["a short id of a wrong form", pathOf("a-b"), editor],
  ["a project of a wrong form, without token", pathOf(shares.good.shortId, "x"), {}],
  ["a project of a wrong form", pathOf(shares.good.shortId, "x"), editor],
  ["a key of a wrong form", good, { ...editor, headers: { "idempotency-key": "a b" } }],
  ["an empty key", good, { ...editor, headers: { "idempotency-key": "" } }]
])("%s is answered and logged as by the API's own route, twice", async (_, path, sent) => {
  const [direct, byApi] = await both()
  for (let times = 0; times < 2; times++) {
    expect(await seen(direct, path, sent)).toEqual(await seen(byApi, path, sent))
  }
})

it.each<[string, Permissions["Service"]["allows"]]>([
  ["cannot tell", () => Effect.fail(new Unavailable({ dependency: "it", operation: "ask", outcome: "unknown" }))],
  ["is broken", () => Effect.fail(new Fault({ dependency: "it", operation: "ask", cause: "secret" }))],
  ["warns and dies", () => Effect.andThen(Effect.logWarning("about to die"), Effect.die("secret"))]
])("a port that %s is answered and logged as by the API's own route", async (_, allows) => {
  const [direct, byApi] = await both(Context.make(Permissions, Permissions.of({ allows })) as Context.Context<never>)
  const answered = await seen(direct, good, editor)
  expect(answered.logged).not.toEqual([])
  expect(answered).toEqual(await seen(byApi, good, editor))
})

it("a retry after the share was revoked is answered as by the API's own route", async () => {
  const sides = await both()
  for (const { call, store } of sides) {
    await call("POST", good, keyed)
    await Effect.runPromise(store.revoke(shares.good))
  }
  const direct = await seen(sides[0], good, keyed)
  expect(direct.status).toBe(200)
  expect(direct).toEqual(await seen(sides[1], good, keyed))
})

it("a stored task that does not fit the answer is answered directly, and is a fault of the API's own route", async () => {
  const sides = await both()
  const path = pathOf("unfit")
  for (const { store } of sides) {
    const revisions = [{ ...first, optimiseImages: "yes" as never }] as const
    const share = { ...shares.good, shortId: ShortId.make("unfit"), taskId: unfit, taskRevisionId: first.id }
    await Effect.runPromise(store.share({ share, task: { ...task, id: unfit, revisions } }))
  }
  const [direct, byApi] = [await seen(sides[0], path, editor), await seen(sides[1], path, editor)]
  expect([direct.status, byApi.status]).toEqual([200, 500])
})

it("observers that the routes alone were given see clones, too", async () => {
  const { adapters } = await setStage()
  const lines: Array<unknown> = []
  const collect = Logger.make(({ message }) => void lines.push(message))
  const { dispose, handler } = HttpRouter.toWebHandler(
    layerRoutes.pipe(Layer.provide([adapters, Site.layer({ publicUrl }), Logger.layer([collect])])),
    { disableLogger: true, routerConfig }
  )
  onTestFinished(dispose)
  await caller("http://host", handler)("POST", good, { token: "nobody" })
  expect(JSON.stringify(lines)).toContain("A token was refused")
})

it("the view of any task is what the answer's schema makes of it", () => {
  const encode = Schema.encodeSync(TaskAnswer)
  const described = {
    ...{ id: model.id, provider: "", vendor: "", name: "", alias: "", description: "", max_context_window: 0 },
    ...{ supports_vision: true, supports_image_output: true, supports_pdf_vision: true, supports_tool_calling: true },
    ...{ supports_context_caching: true, model_params: null, created: null }
  }
  fc.assert(
    fc.property(arbitraries.task(), (task) => {
      const view = taskView(task, () => described)
      expect(view).toEqual(encode(view))
    })
  )
})
