import { TaskName } from "@offshoot/core"
import { Result, Schema } from "effect"
import * as fc from "fast-check"
import { type NameSituation, nameSituation } from "../arbitraries/name-situation.ts"
import { taskName } from "../arbitraries/task-name.ts"
import { demand, demandEqual } from "./demand.ts"
import type { Law } from "./law.ts"
import { namesLaw as law, type NamesSubject } from "./names-subject.ts"
import { readName, takenOrdinals } from "./read-name.ts"

/** Which name is picked, told by its consequences: the rule itself is not asked twice. */
export const namesPicking: ReadonlyArray<Law<NamesSubject>> = [
  law({
    name: "free",
    statement: "The name that is picked is not taken",
    given: nameSituation,
    holds: (names, situation) => {
      const name = picked(names, situation)
      demand(name === undefined || !situation.taken.some((each) => each === name), `"${name}" is taken`)
    }
  }),
  law({
    name: "wanted",
    statement: "A wanted name that is free is kept",
    given: nameSituation,
    holds: (names, { taken, wanted }) =>
      demandEqual("the name", picked(names, { wanted, taken: taken.filter((name) => name !== wanted) }), wanted)
  }),
  law({
    name: "valid",
    statement: "The name that is picked is a task's name: at most 63 code points, none of them cut in two",
    given: nameSituation,
    holds: (names, situation) => {
      const name = picked(names, situation)
      demand(name === undefined || Schema.is(TaskName)(name), `"${name}" is no task's name`)
    }
  }),
  law({
    name: "stem",
    statement: "A name in place of the wanted one is the wanted one's stem and an ordinal from 2 on",
    given: nameSituation,
    holds: (names, situation) => {
      const name = picked(names, situation)
      if (name === undefined || name === situation.wanted) return
      const { stem } = readName(situation.wanted)
      demand(name.startsWith(`${stem} (`), `"${name}" does not begin with the stem "${stem}"`)
      demand(/^ \([1-9]\d*\)$/u.test(name.slice(stem.length)), `"${name}" is not the stem and one ordinal`)
      demand(name !== `${stem} (1)`, `"${name}" has the ordinal 1`)
    }
  }),
  law({
    name: "gap",
    statement: "The smallest free ordinal from 2 to 99 is taken before any higher one",
    given: nameSituation,
    holds: (names, { taken, wanted }) => {
      const { stem } = readName(wanted)
      const all = new Set<string>([...taken, wanted])
      const gap = Array.from({ length: 98 }, (_, index) => index + 2).find((n) => !all.has(`${stem} (${n})`))
      if (gap === undefined) return
      demandEqual("the name", picked(names, { wanted, taken: [...taken, wanted] }), `${stem} (${gap})`)
    }
  }),
  law({
    name: "above",
    statement: "Above 99 the ordinal follows the highest taken one below the first power of ten that leaves room",
    given: nameSituation,
    holds: (names, situation) => {
      const name = picked(names, situation)
      const { ordinal: next } = readName(name ?? "")
      if (name === undefined || name === situation.wanted || next <= 99) return
      const taken = takenOrdinals(situation.wanted, situation.taken)
      const limit = limits.find((each) => next < each) ?? 0
      const highest = taken.findLast((each) => each < limit) ?? 1
      demandEqual("the ordinal", next, Math.max(highest, 99) + 1)
      const full = limits.filter((each) => each < limit)
      demand(
        full.every((each) => taken.includes(each - 1)),
        `a lower power of ten than ${limit} leaves room`
      )
    }
  }),
  law({
    name: "freak",
    statement: "One freak ordinal exhausts nothing: the hundredth copy still gets a name, with three digits",
    given: fc.record({ wanted: taskName, freak: fc.integer({ min: 1000, max: 999_999_999 }) }),
    holds: (names, { freak, wanted }) => {
      const { stem } = readName(wanted)
      const window = Array.from({ length: 98 }, (_, index) => `${stem} (${index + 2})`)
      const taken = new Set([wanted, ...window, `${stem} (${freak})`])
      const { ordinal: own } = readName(wanted)
      const highest = own >= 100 && own < 1000 ? own : 99
      const expected = highest + 1 < 1000 ? highest + 1 : undefined
      const name = Result.getOrUndefined(names.freeName(wanted, taken))
      if (expected !== undefined) demandEqual("the name", name, `${stem} (${expected})`)
      demand(name !== undefined, "no name is left")
    }
  }),
  law({
    name: "exhausted",
    statement: "No name is left only if every ordinal to 99, and the highest below every power of ten, is taken",
    given: nameSituation,
    holds: ({ freeName }, { taken, wanted }) => {
      const result = freeName(wanted, new Set(taken))
      const { stem } = readName(wanted)
      const ordinals = takenOrdinals(wanted, taken)
      const isExhausted =
        taken.includes(wanted) &&
        Array.from({ length: 98 }, (_, index) => `${stem} (${index + 2})`).every((name) =>
          taken.some((n) => n === name)
        ) &&
        limits.every((limit) => ordinals.includes(limit - 1))
      demandEqual("whether no name is left", Result.isFailure(result), isExhausted)
      if (Result.isFailure(result)) demandEqual("the refusal", result.failure._tag, "NamesExhausted")
    }
  }),
  law({
    name: "superset",
    statement: "Names outside the wanted name's family change nothing, whichever way they come",
    given: nameSituation,
    holds: (names, { taken, wanted }) => {
      const { stem, window, limits: read } = names.family(wanted)
      const inStem = taken
        .map((name) => ({ name, ...readName(name) }))
        .filter((each) => each.stem === stem)
        .toSorted((one, other) => one.ordinal - other.ordinal)
      const needed = new Set([
        ...taken.filter((name) => name === wanted),
        ...inStem.filter(({ ordinal: n }) => n >= window.from && n <= window.to).map(({ name }) => name),
        ...read.flatMap((limit) => inStem.findLast(({ ordinal: n }) => n < limit)?.name ?? [])
      ])
      const all = picked(names, { wanted, taken })
      demandEqual("the name for the family alone", picked(names, { wanted, taken: [...needed] }), all)
      demandEqual("the name in another order", picked(names, { wanted, taken: taken.toReversed() }), all)
    }
  }),
  law({
    name: "sequence",
    statement: "Copies of copies are counted, never nested: Foo, Foo (2), Foo (3), whichever of them is cloned",
    given: fc.record({ wanted: taskName, choices: fc.array(fc.nat(), { maxLength: 30 }) }),
    holds: ({ freeName }, { choices, wanted }) => {
      const { base, ordinal: own, stem } = readName(wanted)
      const taken: Array<TaskName> = [wanted]
      for (const choice of choices)
        taken.push(Result.getOrThrow(freeName(taken[choice % taken.length] ?? wanted, new Set(taken))))
      const skips = own > 1 && base === stem ? own : 0
      const expected = Array.from({ length: choices.length + 1 }, (_, index) => index + 2).filter((n) => n !== skips)
      demandEqual(
        "the copies",
        taken.slice(1),
        expected.slice(0, choices.length).map((n) => `${stem} (${n})`)
      )
    }
  })
]

const limits = [1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9]

/** The name that is picked, where one is. */
const picked = ({ freeName }: NamesSubject, { taken, wanted }: NameSituation): string | undefined =>
  Result.getOrUndefined(freeName(wanted, new Set(taken)))
