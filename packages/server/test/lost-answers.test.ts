import { setTimeout } from "node:timers/promises"
import { NodeServices } from "@effect/platform-node"
import { Site } from "@offshoot/http"
import { Limits } from "@offshoot/postgres"
import { type LivePostgres, startPostgres } from "@offshoot/postgres-live"
import { ConfigProvider, Context, Effect, Exit, Layer, Logger, Scope } from "effect"
import { afterAll, assert, beforeAll, describe, it, onTestFinished } from "vitest"
import { serving } from "../src/config/serving.ts"
import { layerDatabaseAt } from "../src/database.ts"
import { layerService } from "../src/wiring.ts"
import { issuers, tokenOf } from "./issuer.ts"
import { execute, newDatabase } from "./new-database.ts"
import { newFolder, start, type Variables } from "./offshoot.ts"
import { said } from "./said.ts"
import { callerOf, greeting, setStage, tasksAtHome, tasksAtTarget } from "./stage.ts"

describe("clones on a Postgres that is killed, or whose answers do not come", () => {
  let postgres: LivePostgres
  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(() => postgres.stop())
  const operate = (statement: string) => execute(`${postgres.address}/postgres`, statement)

  /** What `offshoot serve` is told of a database of the test's own, on which the stage is set. */
  const staged = async (): Promise<Variables> => {
    const DATABASE_URL = await newDatabase(postgres.address)
    const variables = { DATABASE_URL, OFFSHOOT_ISSUERS: issuers, OFFSHOOT_PORT: "0" }
    await said("migrate", variables)
    await setStage(variables)
    return variables
  }

  /** A process of `offshoot serve`. */
  const serve = async (variables: Variables) => {
    const { line, stop } = start(["serve"], await newFolder(), variables)
    return { url: (await line("Offshoot listens on ")).replace("Offshoot listens on ", ""), stop }
  }

  /** Ada at a server. */
  const adaAt = async (url: string) => {
    const ada = await tokenOf("ada")
    const call = callerOf(url)
    return {
      share: async (): Promise<string> => {
        const task = await call("POST", tasksAtHome, ada, greeting)
        return (await call("POST", `${tasksAtHome}/${task.body.id}/share`, ada, {})).body.short_id
      },
      clone: (shortId: string, key: string) => call("POST", `${tasksAtTarget}/clone/${shortId}`, ada, undefined, key),
      preview: (shortId: string) => call("GET", `${tasksAtTarget}/clone/${shortId}/preview`, ada),
      ids: async (): Promise<ReadonlyArray<string>> =>
        (await call("GET", tasksAtTarget, ada)).body.results.map(({ id }: { readonly id: string }) => id)
    }
  }

  /** Has each COMMIT done, but answered only to a standby that there is not; answers what lets them go. */
  const holdCommits = async () => {
    await operate("alter system set synchronous_standby_names = 'nobody'")
    await operate("select pg_reload_conf()")
    return async () => {
      await operate("alter system reset synchronous_standby_names")
      await operate("select pg_reload_conf()")
    }
  }
  const until = async (condition: string) => {
    for (let tries = 0; tries < 500; tries++) {
      const [row] = await operate(`select count(*) > 0 as holds from pg_stat_activity where ${condition}`)
      if (row?.["holds"] === true) return
      await setTimeout(20)
    }
    throw new Error(`Nobody: ${condition}`)
  }
  const commitIsHeld = "wait_event = 'SyncRep'"

  it("of one key are one task, though the node that was asked first was killed while it was stored", async () => {
    const variables = await staged()
    const [one, other] = await Promise.all([serve(variables), serve(variables)])
    const [atOne, atOther] = await Promise.all([adaAt(one.url), adaAt(other.url)])
    const shortId = await atOne.share()

    const letGo = await holdCommits()
    const lost = atOne.clone(shortId, "once").catch(() => "no answer")
    await until(commitIsHeld)
    await one.stop("SIGKILL")
    assert.strictEqual(await lost, "no answer")
    const again = untilAnswered(() => atOther.clone(shortId, "once"))
    await until("wait_event_type = 'Lock' and wait_event = 'advisory'")
    await letGo()

    const { body, status } = await again
    assert.strictEqual(status, 200, JSON.stringify(body))
    assert.deepStrictEqual([body.name, await atOther.ids()], ["Greet", [body.id]])
    assert.deepStrictEqual((await atOther.clone(shortId, "once")).body, body)
  })

  it("are 503 in words, which say whether something may have been stored, and one task with their key later", async () => {
    const url = await inProcess(await staged(), { deadline: 3000, waiting: 100, writers: 2 })
    const { clone, ids, share } = await adaAt(url)
    const shortId = await share()

    await holdCommits()
    const unanswered = clone(shortId, "unanswered")
    await until(commitIsHeld)
    // For the next start.
    await operate("alter system reset synchronous_standby_names")
    await postgres.kill()
    assertUnavailable(await clone(shortId, "unasked"), /This request stored nothing/)
    assertUnavailable(await unanswered, /may have been stored.*same key/)

    await postgres.start()
    const { body, status } = await clone(shortId, "unanswered")
    assert.deepStrictEqual([status, await ids()], [200, [body.id]])
    assert.deepInclude(await clone(shortId, "unasked"), { status: 200 })
  })

  it("are 503 at once where too many wait, and the others are stored", async () => {
    const url = await inProcess(await staged(), { deadline: 60_000, waiting: 8, writers: 1 })
    const { clone, ids, preview, share } = await adaAt(url)
    const shortId = await share()

    const letGo = await holdCommits()
    const clones = [clone(shortId, "0")]
    await until(commitIsHeld)
    for (let count = 1; count <= 9; count++) {
      clones.push(clone(shortId, `${count}`))
      // Reads have a queue of their own: one clone's after the other's.
      await preview(shortId)
    }
    assertUnavailable(await Promise.race(clones), /This request stored nothing/)
    await letGo()
    const statuses = (await Promise.all(clones)).map(({ status }) => status)
    assert.sameMembers(statuses, [...Array.from({ length: 9 }, () => 200), 503])
    assert.strictEqual((await ids()).length, 9)
  })
})

type Answer = Awaited<ReturnType<ReturnType<typeof callerOf>>>

/** Told to try again later, in these words, and nothing of what stands behind. */
const assertUnavailable = ({ body, headers, status }: Answer, words: RegExp) => {
  assert.deepStrictEqual([status, body.code], [503, "unavailable"])
  assert.match(headers.get("retry-after") ?? "", /^\d+$/)
  assert.match(body.detail, words)
  assert.notMatch(JSON.stringify(body), /sql|select|insert|offshoot\.|postgres|connect|127\.0\.0\.1/i)
}

/** Asks again as often as it is told to. */
const untilAnswered = async (ask: () => Promise<Answer>): Promise<Answer> => {
  const answer = await ask()
  return answer.status === 503 ? await untilAnswered(ask) : answer
}

/** Serves in this process, as `offshoot serve` does, with other limits; answers where. */
const inProcess = async (variables: Variables, limits: Context.Service.Shape<typeof Limits>) => {
  const scope = Scope.makeUnsafe()
  onTestFinished(() => Effect.runPromise(Scope.close(scope, Exit.void)))
  const context = await Effect.gen(function* () {
    const settings = yield* serving
    return yield* Layer.build(
      layerService(settings).pipe(
        Layer.provide(layerDatabaseAt(settings.database)),
        Layer.provide([Layer.succeed(Limits, limits), Logger.layer([])])
      )
    )
  }).pipe(
    Scope.provide(scope),
    Effect.provide([NodeServices.layer, ConfigProvider.layer(ConfigProvider.fromEnvRecord(variables))]),
    Effect.runPromise
  )
  return Context.get(context, Site).url
}
