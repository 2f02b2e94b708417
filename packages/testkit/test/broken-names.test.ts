import * as core from "@offshoot/core"
import { laws, type NamesSubject } from "@offshoot/testkit"
import { Result } from "effect"
import { describe } from "vitest"
import { rejected } from "./rejected.ts"

const { numbered, parse, stem } = core

/** Takes the first name of a list that is free; core's own rule but for the list. */
const firstFree =
  (candidates: (wanted: string) => Iterable<string>): NamesSubject["freeName"] =>
  (wanted, taken) => {
    for (const name of [wanted, ...candidates(wanted)]) {
      if (!taken.has(name)) return Result.succeed(name as core.TaskName)
    }
    return Result.fail(new core.NamesExhausted({ name: wanted }))
  }

const count = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index)
const ofStem = (wanted: string) => stem(parse(wanted).base)
const freeName = (rule: NamesSubject["freeName"]) => (): NamesSubject => ({ ...core, freeName: rule })

describe("A rule on names", () => {
  rejected(laws.names, [
    {
      it: "appends to the whole name, however long it is",
      law: "names.valid",
      subject: freeName(firstFree((wanted) => count(2, 200).map((n) => `${wanted} (${n})`)))
    },
    {
      it: "appends an ordinal to an ordinal",
      law: "names.stem",
      subject: freeName(
        firstFree((wanted) => count(2, 200).map((n) => `${[...wanted].slice(0, 51).join("").trimEnd()} (${n})`))
      )
    },
    {
      it: "cuts the stem by UTF-16 units, in the middle of a character",
      law: "names.gap",
      subject: freeName(
        firstFree((wanted) => count(2, 200).map((n) => `${parse(wanted).base.slice(0, 51).trimEnd()} (${n})`))
      )
    },
    {
      it: "leaves gaps and counts on from the highest ordinal",
      law: "names.gap",
      subject: freeName((wanted, taken) => {
        if (!taken.has(wanted)) return Result.succeed(wanted)
        const family = [...taken].map(core.stemAndOrdinal).filter((each) => each.stem === ofStem(wanted))
        return Result.succeed(
          numbered(ofStem(wanted), Math.min(Math.max(...family.map(({ ordinal }) => ordinal)) + 1, 999_999_999))
        )
      })
    },
    {
      it: "stops filling gaps at 98",
      law: "names.gap",
      subject: freeName((wanted, taken) =>
        core.freeName(wanted, taken.has(wanted) ? new Set([...taken, numbered(ofStem(wanted), 99)]) : taken)
      )
    },
    {
      it: "fills gaps above 99 too",
      law: "names.above",
      subject: freeName(firstFree((wanted) => count(2, 2000).map((n) => numbered(ofStem(wanted), n))))
    },
    {
      it: "gives up after the window",
      law: "names.exhausted",
      subject: freeName(firstFree((wanted) => count(2, 99).map((n) => numbered(ofStem(wanted), n))))
    },
    {
      it: "lets one freak ordinal carry the family away",
      law: "names.freak",
      subject: freeName((wanted, taken) => {
        const { ordinal } = core.parse(Result.getOrElse(core.freeName(wanted, taken), () => wanted))
        const family = [...taken].map(core.stemAndOrdinal).filter((each) => each.stem === ofStem(wanted))
        const next = Math.max(...family.map((each) => each.ordinal)) + 1
        return ordinal < 100 || next > 999_999_999
          ? core.freeName(wanted, taken)
          : Result.succeed(numbered(ofStem(wanted), next))
      })
    },
    {
      it: "depends on the order in which names are read",
      law: "names.superset",
      subject: freeName((wanted, taken) => {
        const last = [...taken].at(-1)
        return core.freeName(wanted, last === undefined || last === wanted ? taken : new Set([...taken].slice(0, -1)))
      })
    },
    {
      it: "never keeps the wanted name",
      law: "names.wanted",
      subject: freeName((wanted, taken) => core.freeName(wanted, new Set([...taken, wanted])))
    },
    {
      it: "answers a name that is taken",
      law: "names.free",
      subject: freeName((wanted) => Result.succeed(wanted))
    },
    {
      it: "takes (1) and (02) for ordinals",
      law: "names.parse",
      subject: () => ({
        ...core,
        parse: (name) => {
          const [, base = name, digits = "1"] = /^(.*\S) \((\d{1,9})\)$/su.exec(name) ?? []
          return { base, ordinal: Number(digits) }
        }
      })
    },
    {
      it: "takes a stem of 52 code points",
      law: "names.one-stem",
      subject: () => ({ ...core, stem: (base) => [...base].slice(0, 52).join("").trimEnd() })
    },
    {
      it: "writes long ordinals with separators",
      law: "names.round-trip",
      subject: () => ({ ...core, numbered: (base, n) => `${base} (${n.toLocaleString("en")})` as core.TaskName })
    },
    {
      it: "nests copies of copies",
      law: "names.sequence",
      subject: freeName(firstFree((wanted) => count(2, 99).map((n) => `${stem(wanted)} (${n})`)))
    }
  ])
})
