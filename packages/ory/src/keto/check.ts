import type { Fault, Unavailable } from "@offshoot/core"
import { Effect, Option, Schema } from "effect"
import { type Answer, ask } from "../upstream/ask.ts"
import { cannotTell } from "../upstream/cannot-tell.ts"
import { below } from "../upstream/upstream-url.ts"
import type { KetoSettings } from "./keto-settings.ts"

/** A question to Keto: is the subject in this relation to the object? Subjects are sets, in questions as in what is stored. */
export interface RelationTuple {
  readonly namespace: string
  readonly object: string
  readonly relation: string
  readonly subject_set: { readonly namespace: string; readonly object: string; readonly relation: "" }
}

/**
 * Keto's answers to some questions, in their order: all of them, or an error. In one batch where Keto takes so many, else
 * one by one, at once. Only `allowed` as JSON's true or false, in an answer 200, is an answer; what was cut short or has an
 * error is `Unavailable`, what Keto finds wrong with a question is a `Fault`.
 */
export const check = (
  settings: KetoSettings,
  questions: ReadonlyArray<RelationTuple>
): Effect.Effect<ReadonlyArray<boolean>, Unavailable | Fault> =>
  questions.length <= settings.maxBatch
    ? checkTogether(settings, questions)
    : Effect.forEach(questions, (question) => checkAlone(settings, question), { concurrency: "unbounded" })

const checkTogether = Effect.fnUntraced(function* (settings: KetoSettings, tuples: ReadonlyArray<RelationTuple>) {
  const answer = yield* exchange(settings, "/relation-tuples/batch/check", { tuples })
  const { results } = yield* read(decodeVerdicts, answer)
  if (results.length !== tuples.length) {
    return yield* cannotTell(operation, "as many answers as questions are expected")
  }
  if (results.some(({ error = "" }) => error !== "")) {
    return yield* cannotTell(operation, "a question was answered with an error")
  }
  return results.map(({ allowed }) => allowed)
})

const checkAlone = Effect.fnUntraced(function* (settings: KetoSettings, tuple: RelationTuple) {
  // Not /relation-tuples/check: there a denial has the status 403, as a refusal by a proxy has.
  const answer = yield* exchange(settings, "/relation-tuples/check/openapi", tuple)
  const { allowed } = yield* read(decodeVerdict, answer)
  return allowed
})

const operation = { dependency: "Keto", operation: "check permissions" }

const exchange = ({ maxBodyBytes, readUrl, timeoutMs }: KetoSettings, path: string, body: object) =>
  ask({
    ...operation,
    url: below(readUrl, path),
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    understood: [200, cutShort],
    timeoutMs,
    maxBodyBytes
  })

/** A check that met Keto's limits of depth or width, in strict mode. */
const cutShort = 422

const Verdict = Schema.Struct({ allowed: Schema.Boolean })
const Verdicts = Schema.Struct({
  results: Schema.Array(Schema.Struct({ ...Verdict.fields, error: Schema.optionalKey(Schema.String) }))
})
const decodeVerdict = Schema.decodeUnknownOption(Verdict)
const decodeVerdicts = Schema.decodeUnknownOption(Verdicts)

const read = <A>(
  decode: (body: unknown) => Option.Option<A>,
  { body, status }: Answer
): Effect.Effect<A, Unavailable> =>
  status === cutShort
    ? Effect.fail(cannotTell(operation, "the check was cut short by the limits of Keto"))
    : Option.match(decode(body), {
        onNone: () => Effect.fail(cannotTell(operation, "the answer is not one to a check")),
        onSome: Effect.succeed
      })
