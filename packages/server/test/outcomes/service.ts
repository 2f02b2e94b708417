import { createServer, request } from "node:http"
import type { AddressInfo } from "node:net"
import { text } from "node:stream/consumers"
import { NodeHttpServer, NodeServices } from "@effect/platform-node"
import { createShare, Ids, Permissions, TaskCollection } from "@offshoot/core"
import { layerRoutes, Readiness, routerConfig, Site } from "@offshoot/http"
import { KetoPermissions } from "@offshoot/ory"
import { MemoryStore } from "@offshoot/testkit"
import { ConfigProvider, Context, Effect, Exit, Layer, Logger, Option, Scope, Tracer } from "effect"
import { HttpRouter } from "effect/http"
import { onTestFinished } from "vitest"
import { layerAuthenticator } from "../../src/authenticator.ts"
import { serving } from "../../src/config/serving.ts"
import { large, small } from "../../src/development/demo/models.ts"
import { shortId, source, target } from "../../src/development/demo/places.ts"
import { helpdesk, reviewed, support } from "../../src/development/demo/tags.ts"
import { second, task } from "../../src/development/demo/task.ts"
import { developer } from "../../src/development/login.ts"
import type { Variables } from "../offshoot.ts"

/** What somebody hears who asks for a clone. */
export interface Heard {
  readonly status: number
  readonly code: string | undefined
  readonly challenge: string | undefined
  readonly retryAfter: string | undefined
  readonly text: string
}

/**
 * Serves the API for one test, as `offshoot serve` does that is told these variables, but on a store in memory. Gives what
 * clones the demo's share with these `Authorization` headers, what counts the clones that are stored, what was logged, and
 * the spans of it.
 */
export const startService = async (variables: Variables) => {
  const { callers, keto } = await serving.pipe(
    Effect.provide([NodeServices.layer, ConfigProvider.layer(ConfigProvider.fromEnvRecord(variables))]),
    Effect.runPromise
  )
  const log: Array<unknown> = []
  const spans: Array<Tracer.Span> = []
  const tracer = Tracer.make({
    span: (options) => {
      const span = new Tracer.NativeSpan(options)
      spans.push(span)
      return span
    }
  })
  const store = await Effect.runPromise(Effect.scoped(Layer.build(layerStage)))
  const scope = Scope.makeUnsafe()
  onTestFinished(() => Effect.runPromise(Scope.close(scope, Exit.void)))
  const server = createServer()
  await HttpRouter.serve(layerRoutes, { routerConfig, disableListenLog: true, disableLogger: true }).pipe(
    Layer.provide([
      Layer.succeedContext(Context.omit(Permissions)(store)),
      KetoPermissions.layer(Option.getOrThrow(keto)),
      layerAuthenticator(callers),
      Readiness.always,
      Site.layer({ publicUrl: "https://offshoot.example" })
    ]),
    Layer.provide(NodeHttpServer.layerServer(() => server, { host: "127.0.0.1", port: 0 })),
    Layer.provide([
      Logger.layer([Logger.make((entry) => void log.push(Logger.formatStructured.log(entry)))]),
      Layer.succeed(Tracer.Tracer, tracer)
    ]),
    Layer.buildWithScope(scope),
    Effect.runPromise
  )
  const { port } = server.address() as AddressInfo
  const path = `/api/v1/org/${target.organizationId}/project/${target.projectId}/task/clone/${shortId}`

  const clone = (
    authorization: ReadonlyArray<string>,
    ...more: ReadonlyArray<readonly [name: string, value: string]>
  ) =>
    new Promise<Heard>((resolve, reject) => {
      // Name by name: as an object they could not be sent twice.
      const headers = [
        ["host", "offshoot.example"],
        ["content-length", "0"],
        ...authorization.map((value) => ["authorization", value]),
        ...more
      ].flat()
      request({ port, path, method: "POST", agent: false, headers, host: "127.0.0.1" }, async (response) => {
        const body = await text(response)
        resolve({
          status: response.statusCode ?? 0,
          code: JSON.parse(body).code,
          challenge: response.headers["www-authenticate"],
          retryAfter: response.headers["retry-after"],
          text: body
        })
      })
        .on("error", reject)
        .end()
    })
  const stored = () =>
    Context.get(store, TaskCollection)
      .list({ projectId: target.projectId, limit: 100 })
      .pipe(
        Effect.map((page) => Option.getOrThrow(page).tasks.length),
        Effect.runPromise
      )
  return { clone, stored, log, spans }
}

const layerStage = Layer.effectContext(
  Effect.gen(function* () {
    const store = yield* MemoryStore
    yield* store.grant({ caller: developer, permission: "edit", target: source })
    yield* Effect.forEach([large, small], store.putModel)
    yield* Effect.forEach([support, helpdesk, reviewed], store.putTag)
    yield* store.put(task)
    yield* createShare(developer, source, task.id, {
      taskRevisionId: second.id,
      customShortId: shortId,
      title: null,
      description: null,
      expiresAt: null,
      taskRunId: null
    })
    return yield* Effect.context<Layer.Success<typeof MemoryStore.layer> | Ids>()
  })
).pipe(Layer.provide([MemoryStore.layer, Ids.layer]))
