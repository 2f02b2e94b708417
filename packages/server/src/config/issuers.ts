import { isUnambiguous, jwtIssuer } from "@offshoot/ory"
import { Effect, FileSystem, Option, Schema } from "effect"
import { CommandFailed } from "../command-failed.ts"
import { problemsOfJson } from "./problems-of-json.ts"
import { upstreamPolicy } from "./upstream-policy.ts"
import { variable } from "./variable.ts"

/** The issuers of `OFFSHOOT_ISSUERS`, or of the file that `OFFSHOOT_ISSUERS_FILE` names; none where neither is set. */
export const issuers = Effect.gen(function* () {
  const inline = yield* variable("OFFSHOOT_ISSUERS", Schema.String, "a JSON array of issuers")
  const file = yield* variable("OFFSHOOT_ISSUERS_FILE", Schema.NonEmptyString, "the path of a JSON file")
  if (Option.isSome(inline) && Option.isSome(file)) {
    return yield* failed("OFFSHOOT_ISSUERS and OFFSHOOT_ISSUERS_FILE are both set: unset one of them")
  }
  if (Option.isSome(inline)) return yield* decode("OFFSHOOT_ISSUERS", inline.value)
  if (Option.isSome(file)) return yield* decode("OFFSHOOT_ISSUERS_FILE", yield* read(file.value))
  return []
})

const failed = (message: string) => new CommandFailed({ message })

const read = (path: string) =>
  FileSystem.FileSystem.use((files) => files.readFileString(path)).pipe(
    Effect.mapError(() => failed(`OFFSHOOT_ISSUERS_FILE must be the path of a file that can be read; ${path} is not`))
  )

const decode = Effect.fnUntraced(function* (variable: string, json: string) {
  const policy = yield* upstreamPolicy
  const wrong = (why: string) => failed(`${variable} must be a JSON array of issuers: ${why}`)
  const value: unknown = yield* Effect.try({ try: () => JSON.parse(json), catch: () => wrong("it is not JSON") })
  const issuers = Schema.NonEmptyArray(jwtIssuer(policy))
  const all = yield* Schema.decodeUnknownEffect(issuers)(value, { errors: "all", onExcessProperty: "error" }).pipe(
    Effect.mapError(({ issue }) => wrong(problemsOfJson(value, "issuer", issue)))
  )
  if (!isUnambiguous(json, value)) {
    return yield* wrong("a member is named twice in one object, where only one of the two counts; name each once")
  }
  return new Set(all.map(({ issuer }) => issuer)).size === all.length
    ? all
    : yield* wrong("two entries have the same member issuer; there is one entry for each")
})
