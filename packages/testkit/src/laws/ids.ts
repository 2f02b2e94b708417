import { type Ids, ShortId } from "@offshoot/core"
import type { Promised } from "@offshoot/core/promise"
import { Effect, Schema } from "effect"
import * as fc from "fast-check"
import { answered } from "./answered.ts"
import { demand } from "./demand.ts"
import { type Law, lawsOf } from "./law.ts"

/** Ids under test. */
export interface IdsSubject {
  readonly ids: Ids["Service"] | Promised<Ids["Service"]>
}

const law = lawsOf<IdsSubject>("ids", 10)

const draw = (subject: IdsSubject, kind: keyof Ids["Service"], count: number) =>
  Effect.replicateEffect(
    answered<string>(() => {
      const next = subject.ids[kind]
      return typeof next === "function" ? next.call(subject.ids) : next
    }),
    count
  )

/** One after another and at once: ids come to many requests. */
const distinct =
  (kind: keyof Ids["Service"], isValid: (id: string) => boolean) => (subject: IdsSubject, count: number) =>
    Effect.gen(function* () {
      const all = yield* Effect.all([draw(subject, kind, count), draw(subject, kind, count)], {
        concurrency: "unbounded"
      })
      const drawn = all.flat()
      for (const id of drawn) demand(isValid(id), `${JSON.stringify(id)} is drawn`)
      demand(new Set(drawn).size === drawn.length, `of ${drawn.length} ids some are the same`)
    })

/** So many at once, twice: what begins again soon is found out. */
const given = fc.integer({ min: 1000, max: 2000 })

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

export const idsLaws: ReadonlyArray<Law<IdsSubject>> = [
  law({
    name: "next",
    statement: "Each id is a UUID in lower case that was never given before",
    given,
    holds: distinct("next", (id) => uuid.test(id))
  }),
  law({
    name: "short-id",
    statement: "Each short id is 12 letters and digits, and was never given before",
    given,
    holds: distinct("shortId", (id) => id.length === 12 && Schema.is(ShortId)(id))
  })
]
