import { createServer } from "node:http"
import { NodeHttpServer } from "@effect/platform-node"
import { Context, Effect, Exit, Inspectable, Layer, Logger, Scope } from "effect"
import { HttpRouter, HttpServer } from "effect/http"
import { expect, it } from "vitest"
import { layerRoutes, routerConfig, Site } from "../src/index.ts"
import { caller, tasksOf } from "./served.ts"
import { home, model, setStage, task } from "./stage.ts"

it("logs name requests, but hold no token, no prompt, no query and no secret of a task", async () => {
  const lines: Array<string> = []
  const collect = Logger.make((entry) => {
    lines.push(Inspectable.toStringUnknown([entry.message, Logger.formatStructured.log(entry)]))
  })
  const { adapters } = await setStage()
  const scope = Scope.makeUnsafe()
  const served = HttpRouter.serve(layerRoutes, { routerConfig }).pipe(
    Layer.provide([adapters, Site.layerListening()]),
    Layer.provideMerge(NodeHttpServer.layer(() => createServer(), { port: 0, host: "127.0.0.1" })),
    Layer.provideMerge(Logger.layer([collect]))
  )
  const context = await Effect.runPromise(Layer.buildWithScope(served, scope))
  const call = caller(HttpServer.formatAddress(Context.get(context, HttpServer.HttpServer).address))

  const body = { name: "Foo", enabled: true, system_prompt: "prompt-in-body", user_prompt: "u", llm_model_id: model.id }
  await call("POST", tasksOf(), { token: "editor", body })
  await call("POST", tasksOf(), {
    token: "editor",
    body: { ...body, name: "?", annotation: "prompt-in-body".repeat(99) }
  })
  await call("POST", tasksOf(), { token: "editor", body: '{"system_prompt": "prompt-in-body"' })
  await call("GET", `${tasksOf(home)}/${task.id}?access_token=token-in-query`, { token: "editor" })
  await call("GET", "/nothing?access_token=token-in-query", { token: "token-in-header" })
  await call("GET", tasksOf(), { token: "token-in-header" })
  await Effect.runPromise(Scope.close(scope, Exit.void))

  const log = lines.join("\n")
  expect(log).toContain(`${tasksOf(home)}/${task.id}`)
  expect(log).toContain("A token was refused")
  for (const secret of ["prompt-in-body", "token-in", "you answer in", String(task.accessToken), "Bearer editor"]) {
    expect(log).not.toContain(secret)
  }
})
