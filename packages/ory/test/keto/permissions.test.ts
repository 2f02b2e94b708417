import { assert, describe, it } from "@effect/vitest"
import type { Permission } from "@offshoot/core"
import { Permissions } from "@offshoot/core"
import { Configuration, PermissionApi } from "@ory/keto-client"
import { Context, Effect, Layer } from "effect"
import { KetoPermissions } from "../../src/index.ts"
import { caller, granted, question } from "./granted.ts"
import { issuer, settingsFor } from "./settings.ts"
import { tuple } from "./tuple.ts"

const { organizationId, projectId } = question.target
const home = tuple(`Project:${projectId}#organization@Organization:${organizationId}`)

describe("Keto is asked", () => {
  it.effect("both questions in one batch, as Ory's client asks", () =>
    Effect.gen(function* () {
      const keto = yield* granted()
      yield* KetoPermissions.make(settingsFor(keto.readUrl)).allows(question)
      const tuples = [tuple(`Project:${projectId}#create_task@User:ann`), home]
      yield* Effect.promise(() =>
        new PermissionApi(new Configuration({ basePath: keto.readUrl })).batchCheckPermission({
          batchCheckPermissionBody: { tuples }
        })
      )
      const [ours, theirs] = keto.asked.map(({ body, headers, method, path, query }) => ({
        method,
        path,
        query: [...query],
        type: headers["content-type"],
        body: JSON.parse(body)
      }))
      assert.deepStrictEqual(ours, theirs)
      assert.deepStrictEqual(ours?.body, { tuples })
    })
  )

  it.effect("one question each where it takes no more, as Ory's client asks", () =>
    Effect.gen(function* () {
      const keto = yield* granted({ hasBatch: false })
      const permission = tuple(`Project:${projectId}#create_task@User:ann`)
      yield* KetoPermissions.make(settingsFor(keto.readUrl, { maxBatch: 1 })).allows(question)
      const client = new PermissionApi(new Configuration({ basePath: keto.readUrl }))
      for (const postCheckPermissionBody of [permission, home]) {
        yield* Effect.promise(() => client.postCheckPermission({ postCheckPermissionBody }))
      }
      const requests = keto.asked.map(({ body, headers, method, path, query }) =>
        JSON.stringify([method, path, [...query], headers["content-type"], JSON.parse(body)])
      )
      assert.deepStrictEqual(requests.slice(0, 2).toSorted(), requests.slice(2).toSorted())
      assert.strictEqual(requests.length, 4)
    })
  )

  it.effect("for nothing but what it needs: no header of the caller's request goes with it", () =>
    Effect.gen(function* () {
      const keto = yield* granted()
      yield* KetoPermissions.make(settingsFor(keto.readUrl)).allows(question)
      const names = Object.keys(keto.asked[0]?.headers ?? {})
      for (const name of ["authorization", "cookie", "x-session-token"]) assert.notInclude(names, name)
    })
  )

  it.effect("anew each time", () =>
    Effect.gen(function* () {
      const keto = yield* granted()
      const permissions = KetoPermissions.make(settingsFor(keto.readUrl))
      for (let time = 0; time < 3; time++) assert.strictEqual(yield* permissions.allows(question), true)
      assert.strictEqual(keto.asked.length, 3)
    })
  )

  it.effect.each<[Permission, string]>([
    ["view", "view"],
    ["edit", "edit"],
    ["createTask", "create_task"]
  ])("for %s by the name %s", ([permission, relation]) =>
    Effect.gen(function* () {
      const keto = yield* granted()
      yield* KetoPermissions.make(settingsFor(keto.readUrl)).allows({ ...question, permission })
      assert.strictEqual(JSON.parse(keto.asked[0]?.body ?? "").tuples[0].relation, relation)
    })
  )

  it.effect.each([
    ["user", "Person"],
    ["client", "Program"]
  ] as const)("about a %s in the namespace of its kind", ([kind, namespace]) =>
    Effect.gen(function* () {
      const keto = yield* granted()
      const settings = settingsFor(keto.readUrl, { userNamespace: "Person", clientNamespace: "Program" })
      keto.plant({ status: 200, body: { results: [{ allowed: true }, { allowed: true }] } })
      yield* KetoPermissions.make(settings).allows({ ...question, caller: { ...caller, kind } })
      assert.deepStrictEqual(JSON.parse(keto.asked[0]?.body ?? "").tuples[0].subject_set, {
        namespace,
        object: "ann",
        relation: ""
      })
    })
  )

  it.effect("below the path of its address", () =>
    Effect.gen(function* () {
      const keto = yield* granted()
      keto.plant({ status: 200, body: { results: [{ allowed: true }, { allowed: true }] } })
      for (const path of ["/keto", "/keto/"]) {
        yield* KetoPermissions.make(settingsFor(`${keto.readUrl}${path}`)).allows(question)
      }
      assert.deepStrictEqual(
        keto.asked.map(({ path }) => path),
        ["/keto/relation-tuples/batch/check", "/keto/relation-tuples/batch/check"]
      )
    })
  )

  it.effect("by the layer too", () =>
    Effect.gen(function* () {
      const keto = yield* granted()
      const context = yield* Layer.build(KetoPermissions.layer(settingsFor(keto.readUrl)))
      assert.strictEqual(yield* Context.get(context, Permissions).allows(question), true)
    })
  )
})

describe("Keto says yes to everything, but is not asked", () => {
  const asked = Effect.fnUntraced(function* (who: Partial<typeof caller>) {
    const keto = yield* granted()
    keto.plant({ status: 200, body: { results: [{ allowed: true }, { allowed: true }] } })
    const isAllowed = yield* KetoPermissions.make(settingsFor(keto.readUrl)).allows({
      ...question,
      caller: { ...caller, ...who }
    })
    return { isAllowed, questions: keto.asked.length }
  })

  it.effect.each([
    "",
    " ann",
    "ann ",
    "ann\n",
    "a/b",
    "a#b",
    "a:b",
    "a@b",
    "auth0|ann",
    "änn",
    "a\u0000",
    "*",
    "a".repeat(129)
  ])("about the subject %j, which has no permission", (subject) =>
    Effect.gen(function* () {
      assert.deepStrictEqual(yield* asked({ subject }), { isAllowed: false, questions: 0 })
    })
  )

  it.effect.each([`${issuer}/`, issuer.toUpperCase(), "", "https://login.example.org"])(
    "about callers of the issuer %j, which is not listed: they have no permission",
    (other) =>
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* asked({ issuer: other }), { isAllowed: false, questions: 0 })
      })
  )

  it.effect.each(["a", "a".repeat(128), "A.b_c~d-9", ".", "..", "__proto__"])(
    "unless the subject is like %j",
    (subject) =>
      Effect.gen(function* () {
        assert.deepStrictEqual(yield* asked({ subject }), { isAllowed: true, questions: 1 })
      })
  )
})
