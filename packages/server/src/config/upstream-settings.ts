import { Effect, Option, Schema, SchemaIssue } from "effect"
import { CommandFailed } from "../command-failed.ts"
import type { UpstreamVariable } from "./upstream-variable.ts"
import { variable } from "./variable.ts"

/**
 * The settings of an upstream, none if its address is not set; then no other variable of it may be set, so that a typo in the
 * address does not switch a check off in silence. Names everything that is missing or wrong, and quotes no value.
 *
 * @param settings the members of all variables, by the rules of the adapter
 * @param variables that of the address first
 * @param derived members that follow from other settings where no variable says them
 */
export const upstreamSettings = <A, I>(
  settings: Schema.Codec<A, I>,
  [address, ...others]: readonly [UpstreamVariable, ...ReadonlyArray<UpstreamVariable>],
  derived: Members = {}
): Effect.Effect<Option.Option<A>, CommandFailed> =>
  Effect.gen(function* () {
    const url = yield* textOf(address)
    const set = (yield* Effect.forEach(others, (one) =>
      Effect.map(
        textOf(one),
        Option.map((text) => ({ one, text }))
      )
    )).flatMap(Option.toArray)
    if (Option.isNone(url)) {
      const names = set.map(({ one }) => one.name).join(", ")
      return set.length === 0
        ? Option.none()
        : yield* new CommandFailed({
            message: `${address.name} is not set, so that ${names} would have no effect: set it, or unset ${set.length === 1 ? "that" : "those"}`
          })
    }
    const members = [{ one: address, text: url.value }, ...set].reduce<Members>(
      (members, { one, text }) => placed(members, one.member, one.read(text)),
      derived
    )
    const decoded = Schema.decodeUnknownEffect(settings)(members, { errors: "all", onExcessProperty: "error" })
    return Option.some(
      yield* Effect.mapError(decoded, ({ issue }) => CommandFailed.ofAll(problemsIn(issue, [address, ...others])))
    )
  })

type Members = { readonly [name: string]: unknown }

const textOf = ({ mustBe, name }: UpstreamVariable) => variable(name, Schema.String, mustBe)

const placed = (members: Members, [name = "", ...deeper]: ReadonlyArray<string>, value: unknown): Members => ({
  ...members,
  [name]: deeper.length === 0 ? value : placed((members[name] ?? {}) as Members, deeper, value)
})

const issuesOf = SchemaIssue.makeFormatterStandardSchemaV1({ leafHook: ({ _tag }) => _tag })

const problemsIn = (issue: SchemaIssue.Issue, variables: ReadonlyArray<UpstreamVariable>): ReadonlyArray<string> =>
  issuesOf(issue).issues.map(({ message, path = [] }) => {
    const wrong = variables.find(({ member }) =>
      member.every((name, index) => index >= path.length || name === path[index])
    )
    // About several members together: their names are those of variables to the operator.
    if (path.length === 0 || wrong === undefined) {
      return variables.reduce(
        (text, { member, name }) => text.replaceAll(member.join("."), name),
        message.replace(/^Expected /, "There must be ")
      )
    }
    if (message === "UnexpectedKey") return `${wrong.name} does not go with the other settings: unset it`
    return message === "MissingKey"
      ? `${wrong.name} is not set: give ${wrong.mustBe}`
      : `${wrong.name} must be ${wrong.mustBe}`
  })
