import { Effect } from "effect"
import { type Answer, ask, type Question } from "../upstream/ask.ts"
import { type Finding, findings } from "./finding.ts"
import { why } from "./why.ts"

/**
 * Asks a service of which it is not known what it is, so that any status is an answer. A service that cannot be asked is the
 * finding that it fails with.
 */
export const probe = (
  about: string,
  question: Omit<Question, "dependency" | "operation" | "understood">
): Effect.Effect<Answer, Finding> =>
  ask({ ...question, dependency: about, operation: "be examined", understood: anything }).pipe(
    Effect.mapError((error) =>
      findings(about).down(
        `cannot be asked: ${why(error)}`,
        `start it, or see that it is reached at ${question.url.origin}`
      )
    )
  )

const anything = Array.from({ length: 300 }, (_, index) => index + 200).filter((status) => status !== 429)
