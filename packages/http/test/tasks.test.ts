import { Models, TaskCollection } from "@offshoot/core"
import { breakablePort } from "@offshoot/testkit"
import { Context, Effect } from "effect"
import { describe, expect, it } from "vitest"
import { serve, tasksOf } from "./served.ts"
import {
  first,
  globalTag,
  home,
  homeTag,
  model,
  revisionTag,
  second,
  setStage,
  target,
  task,
  third,
  trial
} from "./stage.ts"

const editor = { token: "editor" }
const minimal = {
  name: "Foo",
  enabled: true,
  system_prompt: "Be brief, {{name}}.",
  user_prompt: "{question}",
  llm_model_id: model.id
}
const create = (call: Awaited<ReturnType<typeof serve>>["call"], more: object = {}) =>
  call("POST", tasksOf(), { ...editor, body: { ...minimal, ...more } })

describe("create", () => {
  it("fills in every published default", async () => {
    const { call } = await serve()
    const { body, status } = await create(call)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      description: null,
      public: false,
      exposed_to_agents: false,
      shared_with_project: false,
      output_modality: "json",
      task_run_visibility: "owner_only",
      access_token: null,
      modified: null,
      deleted: null,
      cloned_from_task_revision_id: null,
      tags: [],
      revisions: [
        {
          active: true,
          test: false,
          input_params: ["name", "question"],
          llm_config: {},
          output_format: null,
          file_input_mode: "none",
          optimise_images: true,
          input_processors: [],
          annotation: null,
          fallback_llm_model_id: null,
          fallback_llm_model: null,
          tool_choice: null,
          rag: null,
          task_forwarder_id: null,
          task_mcp_tool_ids: [],
          integration_tool_ids: []
        }
      ]
    })
    expect((await call("GET", `${tasksOf()}/${body["id"]}`, editor)).body).toEqual(body)
  })

  it("keeps all that it is given, and ignores members that it does not know", async () => {
    const { call } = await serve()
    const given = {
      description: "A task",
      public: true,
      exposed_to_agents: true,
      output_modality: "csv",
      task_run_visibility: "all_viewers",
      llm_config: { b: 1, a: [null, { z: true }] },
      output_format: {
        answer: "string",
        parts: { type: "object", nested_structure: { x: { type: "list", item_type: "int" } }, options: ["a", "b"] }
      },
      file_input_mode: "pdf",
      optimise_images: false,
      annotation: "x".repeat(255),
      fallback_llm_model_id: model.id,
      fallback_llm_config: {},
      tool_choice: "auto",
      task_forwarder_id: home,
      task_mcp_tool_ids: [home, target]
    }
    const { body } = await create(call, {
      ...given,
      unknown_member: 1,
      rag: { collection_id: home.toUpperCase(), rag_config: {} },
      input_processors: [{ param_name: "p", input_processor: "trim", more: 1 }],
      tags: [globalTag.id.toUpperCase()],
      revision_tags: [revisionTag.id]
    })
    const {
      description,
      exposed_to_agents,
      output_modality,
      task_run_visibility,
      public: isPublic,
      ...revision
    } = given
    expect(body).toMatchObject({
      description,
      exposed_to_agents,
      output_modality,
      task_run_visibility,
      public: isPublic
    })
    expect(body).toMatchObject({ tags: [{ id: globalTag.id }], revisions: [revision] })
    expect(body["revisions"]?.[0]).toMatchObject({
      rag: {
        collection_id: home,
        rag_config: {
          rewrite_mode: "single_query",
          candidate_k: 12,
          final_k: 5,
          include_sources: true,
          max_context_tokens: 4000,
          max_context_chunks: 5,
          context_instruction: null
        }
      },
      fallback_llm_model: { id: model.id },
      input_processors: [{ param_name: "p", input_processor: "trim", config: null }],
      tags: [{ id: revisionTag.id, entity_type: "task_revision" }]
    })
    expect(JSON.stringify(body["revisions"]?.[0]?.["llm_config"])).toBe('{"b":1,"a":[null,{"z":true}]}')
    expect(body).not.toHaveProperty("unknown_member")
  })

  it("takes the name that clone gives, and refuses one that is taken", async () => {
    const { call } = await serve()
    expect((await create(call, { name: "Foo (2)" })).status).toBe(200)
    const again = await create(call, { name: "Foo (2)" })
    expect([again.status, again.body["code"]]).toEqual([400, "name_taken"])
  })

  it.each([
    ["name", { name: "Foo!" }],
    ["name", { name: "" }],
    ["name", { name: " Foo" }],
    ["name", { name: "x".repeat(64) }],
    ["name", { name: "Foo (02)" }],
    ["name", { name: undefined }],
    ["enabled", { enabled: "true" }],
    ["enabled", { enabled: null }],
    ["llm_model_id", { llm_model_id: "gpt" }],
    ["system_prompt", { system_prompt: "a\u0000b" }],
    ["annotation", { annotation: "x".repeat(256) }],
    ["output_modality", { output_modality: "video" }],
    ["tool_choice", { tool_choice: "none" }],
    ["output_format.x", { output_format: { x: "date" } }],
    ["rag.rag_config.candidate_k", { rag: { collection_id: home, rag_config: { candidate_k: 51 } } }],
    ["rag.rag_config.max_context_tokens", { rag: { collection_id: home, rag_config: { max_context_tokens: 255 } } }],
    ["input_processors.0.input_processor", { input_processors: [{ param_name: "p" }] }],
    ["tags.1", { tags: [globalTag.id, "x"] }]
  ])("refuses a %s like %j and says where it is", async (path, more) => {
    const { call } = await serve()
    const { body, status } = await create(call, more)
    expect([status, body["code"]]).toEqual([422, "invalid_request"])
    const issues = body["errors"] as unknown as ReadonlyArray<{ readonly loc: ReadonlyArray<string> }>
    expect(issues.map(({ loc }) => loc.join("."))).toContain(`body.${path}`)
  })

  it("names every issue of a body at once", async () => {
    const { call } = await serve()
    const { body } = await call("POST", tasksOf(), { ...editor, body: {} })
    expect(body["errors"]).toHaveLength(5)
    expect(body["errors"]).toContainEqual({ loc: ["body", "name"], msg: "Missing key", type: "missing" })
  })

  it.each([
    ["an unknown model", { llm_model_id: home }, "llm_model_id"],
    ["an unknown fallback model", { fallback_llm_model_id: home }, "fallback_llm_model_id"],
    ["a tag of another project", { tags: [homeTag.id] }, "tags"],
    ["a tag for tasks on a revision", { revision_tags: [globalTag.id] }, "revision_tags"]
  ])("refuses %s and names the member", async (_, more, member) => {
    const { call } = await serve()
    const { body, status } = await create(call, more)
    expect([status, body["code"]]).toEqual([422, "reference_not_found"])
    expect(body["errors"]).toEqual([{ loc: ["body", member], msg: body["detail"], type: "reference_not_found" }])
    expect(body["detail"]).toMatch(new RegExp(`^${member} names `))
  })

  it("that may have been stored is told to look first: no key is taken, and a repeat meets its own name", async () => {
    const { port, plant, repair } = breakablePort("tasks", Context.get((await setStage()).ports, TaskCollection))
    const { call } = await serve(Context.make(TaskCollection, port) as Context.Context<never>)
    plant("answer lost")
    const { body, status } = await create(call)
    expect([status, body["code"]]).toEqual([503, "unavailable"])
    expect(body["detail"]).toContain("something may have been stored")
    expect(body["detail"]).toContain("without one, look before you repeat it")
    expect(body["help"]).not.toContain("Idempotency-Key")
    repair()
    expect((await call("GET", tasksOf(), editor)).body["results"]).toMatchObject([{ name: minimal.name }])
    expect((await create(call)).body["code"]).toBe("name_taken")
  })

  it("is for editors", async () => {
    const { call } = await serve()
    const { body, status } = await call("POST", tasksOf(), { token: "viewer", body: minimal })
    expect([status, body["code"]]).toEqual([403, "permission_denied"])
  })
})

describe("get", () => {
  const path = `${tasksOf(home)}/${task.id}`
  const idsOf = async (query: string) => {
    const { call } = await serve()
    const { body } = await call("GET", `${path}${query}`, editor)
    return (body["revisions"] as unknown as ReadonlyArray<{ readonly id: string }>).map(({ id }) => id)
  }

  it("shows revisions oldest first, and test revisions only on demand", async () => {
    expect((await idsOf("")).slice(0, 3)).toEqual([first.id, second.id, third.id])
    expect(await idsOf("")).not.toContain(trial.id)
    expect(await idsOf("?include_tests=true")).toContain(trial.id)
    expect(await idsOf("?include_tests=True")).toContain(trial.id)
  })

  it("shows only revisions with a tag, if one is named", async () => {
    expect(await idsOf(`?revision_tag_id=${revisionTag.id}`)).toEqual([second.id])
    expect(await idsOf(`?revision_tag_id=${home}`)).toEqual([])
  })

  it("gives the project its own secret", async () => {
    const { call } = await serve()
    expect((await call("GET", path, editor)).body["access_token"]).toBe(task.accessToken)
  })

  it("does not find another project's task", async () => {
    const { call } = await serve()
    const { body, status } = await call("GET", `${tasksOf(target)}/${task.id}`, editor)
    expect([status, body["code"]]).toEqual([404, "task_not_found"])
  })
})

describe("list", () => {
  it("walks over all tasks once, newest first, in pages", async () => {
    const { call } = await serve()
    for (const name of ["A", "B", "C"]) expect((await create(call, { name })).status).toBe(200)
    const seen: Array<unknown> = []
    let cursor = ""
    for (let page = 0; page < 3; page++) {
      const { body } = await call("GET", `${tasksOf()}?page_limit=1${cursor}`, editor)
      seen.push(body["results"]?.[0]?.["name"])
      expect(body["pagination"]).toMatchObject({ page_limit: 1, has_next: page < 2, total_count: null })
      cursor = `&cursor=${body["pagination"]?.["next_cursor"]}`
    }
    expect(seen.sort()).toEqual(["A", "B", "C"])
    expect(cursor).toBe("&cursor=null")
  })

  it("filters by part of the name, by tag and by author", async () => {
    const { call } = await serve()
    await create(call, { name: "Alpha", tags: [globalTag.id] })
    await create(call, { name: "Beta" })
    const names = async (query: string, token = "editor") => {
      const { body } = await call("GET", `${tasksOf()}?${query}`, { token })
      return (body["results"] as unknown as ReadonlyArray<{ readonly name: string }>).map(({ name }) => name)
    }
    expect(await names("name=ALP")).toEqual(["Alpha"])
    expect(await names(`tag_id=${globalTag.id}`)).toEqual(["Alpha"])
    expect(await names("created_by_me=true")).toHaveLength(2)
    expect(await names("created_by_me=true", "viewer")).toEqual([])
    expect(await names("created_by_me=false", "viewer")).toHaveLength(2)
  })

  it.each([
    "page_limit=0",
    "page_limit=101",
    "page_limit=ten",
    "page_limit=1.5",
    "cursor=x",
    "tag_id=x",
    "include_tests=2"
  ])("refuses %s", async (query) => {
    const { call } = await serve()
    const { body, status } = await call("GET", `${tasksOf()}?${query}`, editor)
    expect([status, body["code"]]).toEqual([422, "invalid_request"])
    expect(body["errors"]).toMatchObject([{ loc: ["query", query.slice(0, query.indexOf("="))] }])
  })

  it("does not know a page after a task that the project never had", async () => {
    const { call } = await serve()
    const { body, status } = await call("GET", `${tasksOf()}?cursor=${home}`, editor)
    expect([status, body["code"]]).toEqual([404, "task_not_found"])
  })
})

describe("a model", () => {
  it("that cannot be described after the task was stored is unavailable with outcome unknown, and the key finds the task", async () => {
    const models = breakablePort(
      "models",
      Models.of({ find: (ids) => Effect.succeed(ids.includes(model.id) ? [model] : []) })
    )
    models.plant("unavailable")
    const { call } = await serve(Context.make(Models, models.port) as Context.Context<never>)
    const sent = { ...editor, headers: { "idempotency-key": "k1" } }
    const failed = await call("POST", `${tasksOf()}/clone/tsiJP`, sent)
    expect([failed.status, failed.body["code"]]).toEqual([503, "unavailable"])
    expect(failed.headers.get("retry-after")).toMatch(/^\d+$/)
    expect(failed.body["detail"]).toContain("something may have been stored")
    expect(failed.body["detail"]).toContain("same key finds out")
    models.repair()
    const found = await call("POST", `${tasksOf()}/clone/tsiJP`, sent)
    expect([found.status, found.body["name"]]).toEqual([200, task.name])
  })

  it("that nobody knows any more does not lose the clone", async () => {
    const none = Models.of({ find: () => Effect.succeed([]) })
    const { call } = await serve(Context.make(Models, none) as Context.Context<never>)
    const { body, status } = await call("POST", `${tasksOf()}/clone/tsiJP`, editor)
    expect(status).toBe(200)
    expect(body["revisions"]).toMatchObject([{ llm_model_id: model.id, llm_model: { id: model.id, name: "unknown" } }])
  })

  it("is asked for once, then kept in memory", async () => {
    const asked: Array<unknown> = []
    const counting = Models.of({
      find: (ids) =>
        Effect.sync(() => {
          asked.push(ids)
          return [model]
        })
    })
    const { call } = await serve(Context.make(Models, counting) as Context.Context<never>)
    await call("POST", `${tasksOf()}/clone/tsiJP`, editor)
    await call("GET", tasksOf(), editor)
    expect(asked).toEqual([[model.id]])
  })
})
