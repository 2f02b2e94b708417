import { Fault, Permissions, Unavailable } from "@offshoot/core"
import { arbitraries } from "@offshoot/testkit"
import { Context, Effect, Layer, Schema } from "effect"
import { HttpRouter, HttpServer } from "effect/http"
import { HttpApiBuilder } from "effect/http-api"
import fc from "fast-check"
import { expect, it, onTestFinished } from "vitest"
import { taskView } from "../src/handlers/task-view.ts"
import { layerHandlers, makeFetchHandler, OffshootApi, routerConfig, Site, TaskAnswer } from "../src/index.ts"
import { type Answer, caller, publicUrl, type Sent, tasksOf } from "./served.ts"
import { foreign, home, model, setStage, shares, target } from "./stage.ts"

const pathOf = (shortId: string, project: string = target) => `${tasksOf(project)}/clone/${shortId}`
const good = pathOf(shares.good.shortId)
const editor = { token: "editor" }
const keyed = { ...editor, headers: { "idempotency-key": "one" } }

/** The same stage twice: behind the direct route, and behind the API's own. */
const both = async (replace?: Context.Context<never>) => {
  const stages = [await setStage(replace), await setStage(replace)] as const
  const direct = await makeFetchHandler(stages[0].adapters, { publicUrl })
  const byApi = HttpRouter.toWebHandler(
    HttpApiBuilder.layer(OffshootApi).pipe(
      Layer.provide(layerHandlers(OffshootApi)),
      Layer.provide([stages[1].adapters, Site.layer({ publicUrl }), HttpServer.layerServices])
    ),
    { disableLogger: true, routerConfig }
  )
  onTestFinished(direct.dispose)
  onTestFinished(byApi.dispose)
  return { stages, calls: [caller("http://host", direct.handler), caller("http://host", byApi.handler)] as const }
}

/** What two clones have each for itself: new ids, the request's id, and the time. */
const alike = ({ body, headers, status }: Answer) => {
  const text = JSON.stringify({ status, body, headers: [...headers] })
  return JSON.parse(
    text
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}/g, "an id")
      .replace(/20[2-9]\d-\d{2}-\d{2}T[\d:.]+Z/g, "a time")
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
])("%s is answered as by the API's own route, twice", async (_, path, sent) => {
  const { calls } = await both()
  for (let times = 0; times < 2; times++) {
    const [direct, byApi] = [await calls[0]("POST", path, sent), await calls[1]("POST", path, sent)]
    expect(alike(direct)).toEqual(alike(byApi))
  }
})

it.each<[string, Permissions["Service"]["allows"]]>([
  ["cannot tell", () => Effect.fail(new Unavailable({ dependency: "it", operation: "ask", outcome: "unknown" }))],
  ["is broken", () => Effect.fail(new Fault({ dependency: "it", operation: "ask", cause: "secret" }))],
  ["dies", () => Effect.die("secret")]
])("a port that %s is answered as by the API's own route", async (_, allows) => {
  const { calls } = await both(Context.make(Permissions, Permissions.of({ allows })) as Context.Context<never>)
  const [direct, byApi] = [await calls[0]("POST", good, editor), await calls[1]("POST", good, editor)]
  expect(alike(direct)).toEqual(alike(byApi))
})

it("a retry after the share was revoked is answered as by the API's own route", async () => {
  const { calls, stages } = await both()
  for (const call of calls) await call("POST", good, keyed)
  for (const { store } of stages) await Effect.runPromise(store.revoke(shares.good))
  const [direct, byApi] = [await calls[0]("POST", good, keyed), await calls[1]("POST", good, keyed)]
  expect(direct.status).toBe(200)
  expect(alike(direct)).toEqual(alike(byApi))
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
