import { Model, type Models, type Tag, type Tags } from "@offshoot/core"
import type { Promised } from "@offshoot/core/promise"
import { Effect } from "effect"
import * as fc from "fast-check"
import { derived } from "../arbitraries/derived.ts"
import { tag } from "../arbitraries/tags-of.ts"
import { type Answer, answered } from "./answered.ts"
import { demandEqual } from "./demand.ts"
import { fresh } from "./fresh.ts"
import { type Law, lawsOf } from "./law.ts"

/** Tags under test, and the hand that sets their stage. */
export interface TagsSubject {
  readonly tags: Tags["Service"] | Promised<Tags["Service"]>
  /** Stores a tag. */
  readonly putTag?: (tag: Tag) => Answer<unknown>
}

/** Models under test, and the hand that sets their stage. */
export interface ModelsSubject {
  readonly models: Models["Service"] | Promised<Models["Service"]>
  /** Stores a model. */
  readonly putModel?: (model: Model) => Answer<unknown>
}

/** Some things to store, and which of them to ask for, a bit for each. */
const some = <Thing>(thing: fc.Arbitrary<Thing>) =>
  fc.record({ stored: fc.array(thing, { maxLength: 4 }), never: thing, asked: fc.nat({ max: 15 }) })

interface Identified {
  readonly id: string
}

/** Those asked for are to be answered as stored, in whatever order, and nothing for an id that nothing has. */
const found = <Thing extends Identified>(
  given: { readonly stored: ReadonlyArray<Thing>; readonly never: Thing; readonly asked: number },
  put: (thing: Thing) => Answer<unknown>,
  find: (ids: ReadonlyArray<Thing["id"]>) => Answer<ReadonlyArray<Thing>>
) =>
  Effect.gen(function* () {
    const { asked, never, stored } = fresh(given)
    yield* Effect.forEach(stored, (thing) => answered(() => put(thing)))
    const wanted = stored.filter((_, bit) => (asked >> bit) % 2 === 1)
    const ids = wanted.map(({ id }) => id)
    demandEqual("the answer", inOrder(yield* answered(() => find([...ids, never.id]))), inOrder(wanted))
    demandEqual("the answer to no id", yield* answered(() => find([])), [])
  })

const inOrder = (things: ReadonlyArray<Identified>) => things.toSorted((one, other) => (one.id < other.id ? -1 : 1))

export const tagsLaws: ReadonlyArray<Law<TagsSubject>> = [
  lawsOf<TagsSubject>(
    "tags",
    30
  )({
    name: "as-stored",
    statement: "The tags with the ids asked for are answered as stored, whosever they are; an unknown id is left out",
    hands: ["putTag"],
    given: some(tag),
    holds: (subject, given) =>
      found(
        given,
        (tag) => subject.putTag(tag),
        (ids) => subject.tags.find(ids)
      )
  })
]

export const modelsLaws: ReadonlyArray<Law<ModelsSubject>> = [
  lawsOf<ModelsSubject>(
    "models",
    30
  )({
    name: "as-stored",
    statement: "The models with the ids asked for are answered as stored; an unknown id is left out",
    hands: ["putModel"],
    given: some(derived(Model)),
    holds: (subject, given) =>
      found(
        given,
        (model) => subject.putModel(model),
        (ids) => subject.models.find(ids)
      )
  })
]
