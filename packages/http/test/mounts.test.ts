import { once } from "node:events"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { NodeHttpServer } from "@effect/platform-node"
import { Permissions, ShortId, TaskId } from "@offshoot/core"
import { Context, Deferred, Effect, Exit, Layer, Redacted, Schema, Scope } from "effect"
import { FetchHttpClient, HttpClientRequest, HttpRouter, HttpServer } from "effect/http"
import {
  HttpApi,
  HttpApiBuilder,
  HttpApiClient,
  HttpApiEndpoint,
  HttpApiGroup,
  HttpApiMiddleware
} from "effect/http-api"
import { describe, expect, it, onTestFinished } from "vitest"
import {
  Authentication,
  layerHandlers,
  layerRoutes,
  makeClient,
  makeFetchHandler,
  makeNodeListener,
  OffshootApi,
  routerConfig,
  Site
} from "../src/index.ts"
import { raw } from "./raw.ts"
import { caller, publicUrl, tasksOf } from "./served.ts"
import { home, organizationId, setStage, shares, target, task } from "./stage.ts"

const clone = `${tasksOf()}/clone/${shares.good.shortId}`
const editor = { token: "editor" }

describe("a fetch handler below a prefix", () => {
  const mounted = async (prefix: string, url = publicUrl) => {
    const { adapters } = await setStage()
    const { dispose, handler } = await makeFetchHandler(adapters, { publicUrl: url, prefix })
    onTestFinished(dispose)
    return caller("http://host", handler)
  }

  it.each(["/offshoot", "offshoot/", "/a/b"])("%s answers there, and links lead there", async (prefix) => {
    const call = await mounted(prefix, `${publicUrl}/`)
    const path = `/${prefix.replace(/^\/|\/$/g, "")}`
    const { headers, status } = await call("POST", `${path}${clone}`, editor)
    expect([status, headers.get("location")?.startsWith(`${publicUrl}${path}/api/v1/org/`)]).toEqual([200, true])
    const share = await call("POST", `${path}${tasksOf(home)}/${task.id}/share`, { ...editor, body: {} })
    expect(share.body["share_url"]).toBe(`${publicUrl}${path}/api/v1/public/task_share/${share.body["short_id"]}`)
    const document = await call("GET", `${path}/openapi.json`)
    expect(document.body["servers"]).toEqual([{ url: `${publicUrl}${path}` }])
  })

  it("answers unknown routes below it as problems, and leaves the rest to the host", async () => {
    const call = await mounted("/offshoot")
    for (const path of ["/offshoot", "/offshoot/", "/offshoot?x=1", "/offshoot/api/v1/nothing"]) {
      const { body, status } = await call("GET", path)
      expect([path, status, body["code"]]).toEqual([path, 404, "not_found"])
    }
    expect((await call("PUT", `/offshoot${clone}`)).body["code"]).toBe("method_not_allowed")
    for (const path of ["/", clone, "/offshootish", "/health/live"]) {
      expect(await call("GET", path)).toMatchObject({ status: 404, body: {} })
    }
  })
})

it("a failure of the adapters rejects the mount, not the first request", async () => {
  const broken = Layer.effectContext(Effect.fail("no database"))
  await expect(makeFetchHandler(broken, { publicUrl })).rejects.toThrow("no database")
})

it("a host that takes the prefix off gives it with the public address", async () => {
  const { adapters } = await setStage()
  const { dispose, listener } = await makeNodeListener(adapters, { publicUrl: `${publicUrl}/tasks` })
  const server = createServer((request, response) => {
    if (!request.url?.startsWith("/tasks")) return response.end('{"host":true}')
    request.url = request.url.slice("/tasks".length)
    return listener(request, response)
  }).listen(0, "127.0.0.1")
  await once(server, "listening")
  const { port } = server.address() as AddressInfo
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await dispose()
  })
  const call = caller(`http://127.0.0.1:${port}`)
  const { headers, status } = await call("POST", `/tasks${clone}`, editor)
  expect([status, headers.get("location")?.startsWith(`${publicUrl}/tasks/api/v1/org/`)]).toEqual([200, true])
  expect((await call("GET", "/other")).body).toEqual({ host: true })
})

describe("inside another HttpApi", () => {
  class HostGroup extends HttpApiGroup.make("host").add(
    HttpApiEndpoint.get("hello", "/hello", { success: Schema.Struct({ hello: Schema.String }) })
  ) {}
  class HostApi extends HttpApi.make("host").add(HostGroup).addHttpApi(OffshootApi).prefix("/v9") {}

  const mounted = async () => {
    const { adapters } = await setStage()
    const hostHandlers = HttpApiBuilder.group(HostApi, "host", (handlers) =>
      handlers.handle("hello", () => Effect.succeed({ hello: "host" }))
    )
    const routes = HttpApiBuilder.layer(HostApi).pipe(
      Layer.provide([hostHandlers, layerHandlers(HostApi)]),
      Layer.provide([adapters, Site.layer({ publicUrl, prefix: "/v9" }), HttpServer.layerServices])
    )
    const { dispose, handler } = HttpRouter.toWebHandler(routes, { disableLogger: true, routerConfig })
    onTestFinished(dispose)
    return (request: Request) => handler(request)
  }

  it("the groups answer beside the host's own, problems included", async () => {
    const call = caller("http://host", await mounted())
    expect((await call("GET", "/v9/hello")).body).toEqual({ hello: "host" })
    const { headers, status } = await call("POST", `/v9${clone}`, editor)
    expect([status, headers.get("location")?.startsWith(`${publicUrl}/v9/api/v1/org/`)]).toEqual([200, true])
    const refused = await call("POST", `/v9${clone}`)
    expect([refused.status, refused.body["code"]]).toEqual([401, "missing_credentials"])
    expect((await call("POST", `/v9${tasksOf("x")}/clone/a`, editor)).body["code"]).toBe("invalid_request")
  })

  it("a client derived from the host's definitions takes its token by Authentication", async () => {
    const handler = await mounted()
    const program = Effect.gen(function* () {
      const client = yield* HttpApiClient.make(HostApi, { baseUrl: "http://host" })
      const params = { org_id: organizationId, project_id: home, task_id: task.id }
      return [yield* client.host.hello(), yield* client.getTask({ params, query: { include_tests: false } })] as const
    }).pipe(
      Effect.provide(
        HttpApiMiddleware.layerClient(Authentication, ({ next, request }) =>
          next(HttpClientRequest.bearerToken(request, "editor"))
        ).pipe(Layer.provideMerge(FetchHttpClient.layer))
      ),
      Effect.provideService(FetchHttpClient.Fetch, (input, init) => handler(new Request(input, init)))
    )
    expect(await Effect.runPromise(program)).toMatchObject([{ hello: "host" }, { id: task.id, name: task.name }])
  })
})

describe("HttpRouter.serve", () => {
  /** The routes on a server of their own, whose scope a test closes. */
  const listening = async (replace: Context.Context<never> = Context.empty()) => {
    const { adapters } = await setStage(replace)
    const scope = Scope.makeUnsafe()
    const served = HttpRouter.serve(layerRoutes, { routerConfig, disableLogger: true, disableListenLog: true }).pipe(
      Layer.provide([adapters, Site.layerListening()]),
      Layer.provideMerge(NodeHttpServer.layer(() => createServer(), { port: 0, host: "127.0.0.1" }))
    )
    const context = await Effect.runPromise(Layer.buildWithScope(served, scope))
    const url = HttpServer.formatAddress(Context.get(context, HttpServer.HttpServer).address)
    return { url, call: caller(url), close: () => Effect.runPromise(Scope.close(scope, Exit.void)) }
  }

  it("without a configured address links to the one it listens on", async () => {
    const { call, close, url } = await listening()
    onTestFinished(close)
    const { headers } = await call("POST", clone, editor)
    expect(headers.get("location")?.startsWith(`${url}/api/v1/`)).toBe(true)
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  })

  it("finishes what is in flight when it shuts down, and takes nothing new", async () => {
    const [entered, go] = await Effect.runPromise(Effect.all([Deferred.make<void>(), Deferred.make<void>()]))
    const slow = Permissions.of({
      allows: () => Deferred.succeed(entered, undefined).pipe(Effect.andThen(Deferred.await(go)), Effect.as(true))
    })
    const { call, close, url } = await listening(Context.make(Permissions, slow) as Context.Context<never>)
    const port = Number(new URL(url).port)
    const answer = raw(port, `POST ${clone} HTTP/1.1`, ["Authorization: Bearer editor", "Content-Length: 0"])
    await Effect.runPromise(Deferred.await(entered))
    const closed = close()
    await expect(call("GET", "/health/live")).rejects.toThrow()
    await Effect.runPromise(Deferred.succeed(go, undefined))
    expect((await answer).status).toBe(200)
    await closed
  })

  it("is called by the derived client, whose errors are the problems", async () => {
    const { close, url } = await listening()
    onTestFinished(close)
    const project = { org_id: organizationId, project_id: target }
    const program = Effect.gen(function* () {
      const client = yield* makeClient({ baseUrl: url, token: Redacted.make("editor") })
      const clone = (shortId: ShortId) =>
        client.cloneSharedTask({ params: { ...project, short_id: shortId }, headers: {} })
      const cloned = yield* clone(shares.good.shortId)
      const params = { ...project, task_id: TaskId.make(cloned.body.id) }
      const found = yield* client.getTask({ params, query: { include_tests: false } })
      return { cloned, found, refused: yield* Effect.flip(clone(ShortId.make("nosuch"))) }
    })
    const { cloned, found, refused } = await Effect.runPromise(program)
    expect(found).toEqual(cloned.body)
    expect(refused).toMatchObject({ status: 404, code: "share_not_found" })
  })
})
