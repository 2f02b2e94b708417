#!/usr/bin/env node
import { writeFile } from "node:fs/promises"
import { NodeRuntime, NodeServices } from "@effect/platform-node"
import { Console, Effect, Option } from "effect"
import { Command, Flag } from "effect/cli"
import manifest from "../package.json" with { type: "json" }
import { makeBench } from "./bench.ts"
import { picture } from "./report/picture.ts"
import { scenarioNames, scenarios } from "./scenarios/scenarios.ts"
import { contestantKeys, settingsOf } from "./settings.ts"
import { tokens } from "./tokens/tokens.ts"

const flags = {
  quick: Flag.Boolean("quick").pipe(Flag.withDescription("a rough run of less than a minute"), Flag.withDefault(false)),
  json: Flag.String("json").pipe(
    Flag.withMetavar("FILE"),
    Flag.withDescription("writes the comparison as JSON"),
    Flag.optional
  ),
  picture: Flag.String("picture").pipe(
    Flag.withMetavar("FILE"),
    Flag.withDescription("draws the comparison as SVG"),
    Flag.optional
  ),
  only: Flag.Literals("only", contestantKeys).pipe(
    Flag.withDescription("this contestant (may be repeated); without it all"),
    Flag.atLeast(0)
  ),
  scenario: Flag.Literals("scenario", scenarioNames).pipe(
    Flag.withDescription("what to measure (may be repeated); without it the comparison"),
    Flag.atLeast(0)
  ),
  repeats: Flag.Int("repeats").pipe(Flag.withDescription("how often each contestant has its turn"), Flag.optional),
  seconds: Flag.Int("seconds").pipe(Flag.withDescription("how long a turn is measured"), Flag.optional),
  soak: Flag.Int("soak").pipe(
    Flag.withMetavar("N"),
    Flag.withDescription("how many clones the scenario soak makes"),
    Flag.withDefault(500_000)
  ),
  million: Flag.Boolean("million").pipe(
    Flag.withDescription("family-size goes up to 10⁶ copies of one name"),
    Flag.withDefault(false)
  )
}

const bench = Command.make("bench", flags, (options) =>
  Effect.gen(function* () {
    const settings = settingsOf(options)
    const shared = yield* makeBench
    const wanted = options.scenario.length === 0 ? (["comparison"] as const) : options.scenario
    for (const name of wanted) {
      const { report, words } = yield* scenarios[name](shared, settings)
      yield* Console.log(`\n${name}\n\n${words}`)
      if (report === undefined) continue
      for (const [file, text] of [
        [options.json, JSON.stringify(report, null, 2)],
        [options.picture, picture(report)]
      ] as const) {
        if (Option.isSome(file)) yield* Effect.promise(() => writeFile(file.value, text))
      }
    }
  }).pipe(Effect.scoped)
).pipe(
  Command.withDescription("Measures Offshoot against what people would otherwise write, on one Postgres in one run"),
  Command.withSubcommands([tokens])
)

Command.run(bench, { version: manifest.version }).pipe(Effect.provide(NodeServices.layer), NodeRuntime.runMain)
