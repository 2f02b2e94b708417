import { Fault, Permissions, Shares, Unavailable } from "@offshoot/core"
import { Context, Effect } from "effect"
import { expect, it } from "vitest"
import { openApiDocument } from "../src/index.ts"
import { type Difference, differences } from "./contract/differences.ts"
import { type Deviation, deviations, type Operation, operations } from "./contract/published.ts"
import { type Call, type Sent, serve, tasksOf } from "./served.ts"
import { globalTag, home, model, shares, target, task } from "./stage.ts"

const editor = { token: "editor" }
const viewer = { token: "viewer" }
const json = { enabled: true, system_prompt: "s", user_prompt: "{x}", llm_model_id: model.id }
const create = (name: string): Sent => ({ ...editor, body: { ...json, name } })
const clone = `${tasksOf()}/clone`
const share = `${tasksOf(home)}/${task.id}/share`
const read = "/api/v1/public/task_share"
const text: Sent = { ...editor, body: "x", headers: { "content-type": "text/plain" } }
const large: Sent = { ...editor, body: " ".repeat(1024 ** 2 + 1) }

/** An answer of every status that each operation has: operation, status, and the request that brings it about. */
const walk: ReadonlyArray<readonly [string, number, string, string, Sent]> = [
  ["cloneSharedTask", 200, "POST", `${clone}/tsiJP`, editor],
  ["cloneSharedTask", 200, "POST", `${clone}/tsiJP`, editor],
  ["cloneSharedTask", 400, "POST", `${clone}/gone1`, editor],
  ["cloneSharedTask", 400, "POST", `${clone}/late1`, editor],
  ["cloneSharedTask", 401, "POST", `${clone}/tsiJP`, {}],
  ["cloneSharedTask", 403, "POST", `${clone}/tsiJP`, viewer],
  ["cloneSharedTask", 404, "POST", `${clone}/nosuch`, editor],
  ["cloneSharedTask", 422, "POST", `${clone}/bound`, editor],
  ["cloneSharedTask", 422, "POST", `${tasksOf("x")}/clone/tsiJP`, editor],
  ["createTask", 200, "POST", tasksOf(), create("Foo")],
  ["createTask", 200, "POST", tasksOf(), create("Foo (2)")],
  ["createTask", 400, "POST", tasksOf(), create("Foo")],
  ["createTask", 401, "POST", tasksOf(), {}],
  ["createTask", 403, "POST", tasksOf(), { ...create("Bar"), ...viewer }],
  ["createTask", 413, "POST", tasksOf(), large],
  ["createTask", 415, "POST", tasksOf(), text],
  ["createTask", 422, "POST", tasksOf(), create("?")],
  ["listTasks", 200, "GET", `${tasksOf()}?page_limit=1`, editor],
  ["listTasks", 200, "GET", tasksOf(), editor],
  ["listTasks", 401, "GET", tasksOf(), {}],
  ["listTasks", 403, "GET", tasksOf(home), viewer],
  ["listTasks", 404, "GET", `${tasksOf()}?cursor=${home}`, editor],
  ["listTasks", 422, "GET", `${tasksOf()}?page_limit=0`, editor],
  ["getTask", 200, "GET", `${tasksOf(home)}/${task.id}?include_tests=true`, editor],
  ["getTask", 401, "GET", `${tasksOf(home)}/${task.id}`, {}],
  ["getTask", 403, "GET", `${tasksOf(home)}/${task.id}`, viewer],
  ["getTask", 404, "GET", `${tasksOf()}/${task.id}`, editor],
  ["getTask", 422, "GET", `${tasksOf()}/x`, editor],
  ["createTaskShare", 200, "POST", share, { ...editor, body: { title: "T", expires_at: "2999-01-01T00:00:00Z" } }],
  ["createTaskShare", 400, "POST", share, { ...editor, body: { custom_short_id: "gone1" } }],
  ["createTaskShare", 401, "POST", share, {}],
  ["createTaskShare", 403, "POST", share, { ...viewer, body: {} }],
  ["createTaskShare", 404, "POST", share, { ...editor, body: { task_revision_id: home } }],
  ["createTaskShare", 422, "POST", share, { ...editor, body: { expires_at: "2001-01-01T00:00:00Z" } }],
  ["getPublicTaskShare", 200, "GET", `${read}/tsiJP`, {}],
  ["getPublicTaskShare", 400, "GET", `${read}/gone1`, {}],
  ["getPublicTaskShare", 404, "GET", `${read}/nosuch`, {}],
  ["getPublicTaskShare", 422, "GET", `${read}/a-b`, {}],
  ["revokeTaskShare", 200, "DELETE", `${share}/${shares.good.id}`, editor],
  ["revokeTaskShare", 401, "DELETE", `${share}/${shares.good.id}`, {}],
  ["revokeTaskShare", 403, "DELETE", `${share}/${shares.good.id}`, viewer],
  ["revokeTaskShare", 404, "DELETE", `${share}/${home}`, editor],
  ["revokeTaskShare", 422, "DELETE", `${share}/x`, editor]
]

const down = { dependency: "d", operation: "o" } as const
const failing = (error: Unavailable | Fault) =>
  Context.make(Permissions, Permissions.of({ allows: () => Effect.fail(error) })).pipe(
    Context.add(Shares, Shares.of({ find: () => Effect.fail(error) }))
  ) as Context.Context<never>

const judge = async (call: Call, [operation, status, method, path, sent]: (typeof walk)[number]) => {
  const answer = await call(method, path, sent)
  expect([operation, method, path, answer.status]).toEqual([operation, method, path, status])
  return deviations(operation, { ...answer, contentType: answer.headers.get("content-type") })
}

const isListed = ({ operation, pointer, status }: Difference, found: Deviation) =>
  (operation === "*" || operation === found.operation) &&
  (status === found.status || (status === "error" && found.status >= 400)) &&
  pointer === found.pointer

const deviationsOfAnswers = async (): Promise<ReadonlyArray<Deviation>> => {
  const found: Array<Deviation> = []
  const { call } = await serve()
  for (const step of walk) found.push(...(await judge(call, step)))

  const clones = await call("GET", `${tasksOf()}?name=(2)`, editor)
  const copy = String(clones.body["results"]?.[0]?.["id"])
  found.push(...(await judge(call, ["getTask", 200, "GET", `${tasksOf()}/${copy}`, editor])))
  for (let reads = 0; reads < 120; reads++) await call("GET", `${read}/bound`)
  found.push(...(await judge(call, ["getPublicTaskShare", 429, "GET", `${read}/bound`, {}])))

  const fine = [200, 201]
  const each = new Map(walk.filter(([, status]) => fine.includes(status)).map((step) => [step[0], step]))
  const faulty = await serve(failing(new Fault({ ...down, cause: null })))
  const unavailable = await serve(failing(new Unavailable({ ...down, outcome: "nothing stored" })))
  for (const [operation, , method, path, sent] of each.values()) {
    found.push(...(await judge(faulty.call, [operation, 500, method, path, sent])))
    found.push(...(await judge(unavailable.call, [operation, 503, method, path, sent])))
  }
  return found
}

const parametersOf = ({ parameters = [] }: { readonly parameters?: Operation["parameters"] }) =>
  parameters.map(({ $ref, name }) => name ?? $ref?.split("/").at(-1)?.replace("cursor_uuid", "cursor"))

/** The parameters that only one of the two documents has. */
const deviationsOfRequests = (): ReadonlyArray<{ readonly operation: string; readonly pointer: string }> => {
  const paths = openApiDocument("http://host").paths as Readonly<Record<string, Readonly<Record<string, Operation>>>>
  return Object.values(paths)
    .flatMap((methods) => Object.values(methods))
    .flatMap((own) => {
      const theirs = operations.get(own.operationId)
      if (theirs === undefined) return []
      const [ours, published] = [parametersOf(own), parametersOf(theirs)]
      return [
        ...ours.filter((name) => !published.includes(name)),
        ...published.filter((name) => !ours.includes(name))
      ].map((name) => ({ operation: own.operationId, pointer: `/parameters/${name}` }))
    })
}

it("every answer is what the published contract says, but for the listed differences, which are all met", async () => {
  const answers = await deviationsOfAnswers()
  const requests = deviationsOfRequests()
  const unlisted = answers.filter((found) => !differences.some((difference) => isListed(difference, found)))
  expect(unlisted).toEqual([])

  const isMet = (difference: Difference) =>
    difference.status === "request"
      ? requests.some(({ operation, pointer }) => operation === difference.operation && pointer === difference.pointer)
      : answers.some((found) => isListed(difference, found))
  expect(differences.filter((difference) => !isMet(difference))).toEqual([])
  expect(
    requests.filter(
      ({ operation, pointer }) =>
        !differences.some(
          (difference) =>
            difference.status === "request" && difference.operation === operation && difference.pointer === pointer
        )
    )
  ).toEqual([])
})

it("the list of differences is short", () => {
  expect(differences.length).toBeLessThanOrEqual(20)
})

it("a body with the published members of a new task, each in its published form, is taken", async () => {
  const { call } = await serve()
  const { status } = await call("POST", tasksOf(target), {
    ...editor,
    body: { ...json, name: "Foo-1 bar", tags: [globalTag.id], revision_tags: null, llm_config: { top_p: 1 } }
  })
  expect(status).toBe(200)
})
