import { assert, describe, it } from "@effect/vitest"
import { Effect, Option } from "effect"
import {
  CustomShortId,
  createShare,
  Ids,
  type NewShare,
  Permissions,
  type Share,
  ShareCollection,
  ShortId,
  Tasks
} from "../../src/index.ts"
import { caller, sourceTask, target, uuid } from "../samples.ts"

const wanted: NewShare = {
  title: null,
  description: null,
  expiresAt: null,
  taskRunId: null,
  taskRevisionId: null,
  customShortId: null
}

/** Draws S1, S2, S3 … and knows which short ids are taken. */
const sharing = (content: NewShare, isTaken: (shortId: string) => boolean) =>
  Effect.gen(function* () {
    const stored: Array<Share> = []
    let drawn = 0
    const outcome = yield* createShare(caller, target, sourceTask.id, content).pipe(
      Effect.provideService(Permissions, { allows: ({ permission }) => Effect.succeed(permission === "edit") }),
      Effect.provideService(Tasks, {
        find: () => Effect.succeed(Option.some(sourceTask)),
        taken: () => Effect.die("not asked"),
        place: () => Effect.die("not asked")
      }),
      Effect.provideService(ShareCollection, {
        insert: (share) =>
          Effect.sync(() => {
            if (isTaken(share.shortId)) return "taken"
            stored.push(share)
            return "inserted"
          }),
        revoke: () => Effect.die("not asked"),
        countView: () => Effect.die("not asked")
      }),
      Effect.provideService(Ids, {
        next: Effect.succeed(uuid(30)),
        shortId: Effect.sync(() => ShortId.make(`S${++drawn}`))
      }),
      Effect.exit
    )
    return { outcome, stored, drawn }
  })

const failure = (error: string) => new RegExp(error)

describe("createShare", () => {
  it.effect("draws again while the drawn short id is taken", () =>
    Effect.gen(function* () {
      const { outcome, stored } = yield* sharing(wanted, (shortId) => ["S1", "S2"].includes(shortId))
      assert.isTrue(outcome._tag === "Success" && outcome.value.share.shortId === "S3")
      assert.deepStrictEqual(
        stored.map(({ shortId }) => shortId),
        [ShortId.make("S3")]
      )
    })
  )

  it.effect("gives up with Unavailable when a store takes none of eight draws", () =>
    Effect.gen(function* () {
      const { drawn, outcome, stored } = yield* sharing(wanted, () => true)
      assert.match(String(outcome), failure("shares could not answer insert \\(outcome: nothing stored\\)"))
      assert.strictEqual(drawn, 8)
      assert.deepStrictEqual(stored, [])
    })
  )

  it.effect("refuses a custom short id that is taken, without drawing another", () =>
    Effect.gen(function* () {
      const custom = { ...wanted, customShortId: CustomShortId.make("mine") }
      const { drawn, outcome, stored } = yield* sharing(custom, (shortId) => shortId === "mine")
      assert.match(String(outcome), failure("mine belongs to another share"))
      assert.strictEqual(drawn, 0)
      assert.deepStrictEqual(stored, [])
    })
  )

  it.effect("uses a custom short id that is free", () =>
    Effect.gen(function* () {
      const { stored } = yield* sharing({ ...wanted, customShortId: CustomShortId.make("mine") }, () => false)
      assert.deepStrictEqual(
        stored.map(({ shortId }) => shortId),
        [ShortId.make("mine")]
      )
    })
  )
})
