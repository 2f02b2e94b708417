import { assert, describe, it } from "@effect/vitest"
import { Effect } from "effect"
import { asking, loggedIn, show, standIn } from "./asked.ts"

describe("who logged in with too few factors hears so", () => {
  const levels: ReadonlyArray<
    readonly [required: string | undefined, level: string | null | undefined, is: "good" | "too few"]
  > = [
    [undefined, undefined, "good"],
    [undefined, "aal0", "good"],
    ["aal1", "aal0", "too few"],
    ["aal1", "aal1", "good"],
    ["aal1", "aal2", "good"],
    ["aal2", undefined, "too few"],
    ["aal2", null, "too few"],
    ["aal2", "", "too few"],
    ["aal2", "aal1", "too few"],
    ["aal2", "AAL2", "too few"],
    ["aal2", "aal2", "good"],
    ["aal2", "aal3", "good"]
  ]
  it.effect.each(levels)("where %s is required, %s is %s", ([requireAal, level, is]) =>
    Effect.gen(function* () {
      const kratos = yield* standIn()
      const by = asking(kratos.publicUrl, requireAal === undefined ? {} : { requireAal })
      const shown = show(by, loggedIn(kratos, { authenticator_assurance_level: level }))
      if (is === "good") assert.strictEqual((yield* shown).subject, "ann")
      else assert.strictEqual((yield* Effect.flip(shown))._tag, "InsufficientUserAuthentication")
    })
  )

  it.effect("also where it is Kratos that requires more", () =>
    Effect.gen(function* () {
      const kratos = yield* standIn({ requiresAal2: true })
      const by = asking(kratos.publicUrl)
      assert.strictEqual((yield* Effect.flip(show(by, loggedIn(kratos))))._tag, "InsufficientUserAuthentication")
      const strong = loggedIn(kratos, { authenticator_assurance_level: "aal2" })
      assert.strictEqual((yield* show(by, strong)).subject, "ann")
    })
  )

  it.effect("but not who has no session any more", () =>
    Effect.gen(function* () {
      const kratos = yield* standIn()
      const token = loggedIn(kratos, { active: false, authenticator_assurance_level: "aal1" })
      const error = yield* Effect.flip(show(asking(kratos.publicUrl, { requireAal: "aal2" }), token))
      assert.strictEqual(error._tag, "InvalidToken")
    })
  )
})
