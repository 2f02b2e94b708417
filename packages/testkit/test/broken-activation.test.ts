import * as core from "@offshoot/core"
import { laws } from "@offshoot/testkit"
import { Result } from "effect"
import { describe } from "vitest"
import { rejected } from "./rejected.ts"

const judging = (judgeActivation: typeof core.judgeActivation) => () => ({ judgeActivation })

describe("A rule on weights", () => {
  rejected(laws.activation, [
    {
      it: "wants the sum of binary fractions to be 1 exactly",
      law: "activation.whole",
      subject: judging((revisions, wanted) => {
        const sum = wanted.reduce((total, { weight }) => total + (weight ?? 1), 0)
        return wanted.length > 0 && sum !== 1
          ? Result.fail(new core.InvalidActivation({ problem: "The sum is not 1" }))
          : core.judgeActivation(revisions, wanted)
      })
    },
    {
      it: "rounds the sum to two digits",
      law: "activation.tolerance",
      subject: judging((revisions, wanted) => {
        const weights = wanted.map(({ weight }) => weight ?? 1)
        const isNearly =
          weights.every((weight) => weight > 0 && weight <= 1) &&
          weights.reduce((a, b) => a + b, 0).toFixed(2) === "1.00"
        return isNearly
          ? Result.succeed(wanted.map(({ taskRevisionId, weight }) => ({ taskRevisionId, weight: weight ?? 1 })))
          : core.judgeActivation(revisions, wanted)
      })
    },
    {
      it: "wants something to be live",
      law: "activation.empty",
      subject: judging((revisions, wanted) =>
        wanted.length === 0
          ? Result.fail(new core.InvalidActivation({ problem: "The list is empty" }))
          : core.judgeActivation(revisions, wanted)
      )
    },
    {
      it: "lets test revisions serve",
      law: "activation.test",
      subject: judging((revisions, wanted) =>
        core.judgeActivation(
          revisions.map(({ id }) => ({ id, test: false })),
          wanted
        )
      )
    },
    {
      it: "adds up a revision that is named twice",
      law: "activation.twice",
      subject: judging((revisions, wanted) => {
        const ids = [...new Set(wanted.map(({ taskRevisionId }) => taskRevisionId))]
        const total = (id: string) =>
          wanted
            .filter(({ taskRevisionId }) => taskRevisionId === id)
            .reduce((sum, { weight }) => sum + (weight ?? 1), 0)
        return core.judgeActivation(
          revisions,
          ids.map((id) => ({ taskRevisionId: id, weight: total(id) }))
        )
      })
    },
    {
      it: "takes a missing weight for nothing",
      law: "activation.missing-weight",
      subject: judging((revisions, wanted) =>
        core.judgeActivation(
          revisions,
          wanted.filter(({ weight }) => weight !== null && weight !== undefined)
        )
      )
    },
    {
      it: "splits what is left among the missing weights",
      law: "activation.missing-weights",
      subject: judging((revisions, wanted) => {
        const said = wanted.flatMap(({ weight }) => weight ?? [])
        const left = 1 - said.reduce((sum, weight) => sum + weight, 0)
        const each = left / (wanted.length - said.length)
        return core.judgeActivation(
          revisions,
          wanted.map(({ taskRevisionId, weight }) => ({ taskRevisionId, weight: weight ?? each }))
        )
      })
    },
    {
      it: "moves a weight outside of its bounds to the nearer one",
      law: "activation.weight",
      subject: judging((revisions, wanted) =>
        core.judgeActivation(
          revisions,
          wanted.map(({ taskRevisionId, weight }) => ({
            taskRevisionId,
            weight: Math.min(1, Math.max(Number.MIN_VALUE, weight ?? 1))
          }))
        )
      )
    },
    {
      it: "does not look whose revisions they are",
      law: "activation.foreign",
      subject: judging((revisions, wanted) =>
        core.judgeActivation(
          [...revisions, ...wanted.map(({ taskRevisionId }) => ({ id: taskRevisionId, test: false }))],
          wanted
        )
      )
    }
  ])
})
