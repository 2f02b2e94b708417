import { jwtIssuer } from "@offshoot/ory"
import { Effect, FileSystem, Option, Schema } from "effect"
import { CommandFailed } from "../command-failed.ts"
import { variable } from "./variable.ts"

/** The issuers of `OFFSHOOT_ISSUERS`, or of the file that `OFFSHOOT_ISSUERS_FILE` names. */
export const issuers = Effect.gen(function* () {
  const inline = yield* variable("OFFSHOOT_ISSUERS", Schema.String, "a JSON array of issuers")
  const file = yield* variable("OFFSHOOT_ISSUERS_FILE", Schema.NonEmptyString, "the path of a JSON file")
  if (Option.isSome(inline) && Option.isSome(file)) {
    return yield* failed("OFFSHOOT_ISSUERS and OFFSHOOT_ISSUERS_FILE are both set: unset one of them")
  }
  if (Option.isSome(inline)) return yield* decode("OFFSHOOT_ISSUERS", inline.value)
  if (Option.isSome(file)) return yield* decode("OFFSHOOT_ISSUERS_FILE", yield* read(file.value))
  return yield* failed(
    "OFFSHOOT_ISSUERS is not set: give a JSON array of the issuers whose tokens are accepted, or name its file in OFFSHOOT_ISSUERS_FILE"
  )
})

const failed = (message: string) => new CommandFailed({ message })

const read = (path: string) =>
  FileSystem.FileSystem.use((files) => files.readFileString(path)).pipe(
    Effect.mapError(() => failed(`OFFSHOOT_ISSUERS_FILE must be the path of a file that can be read; ${path} is not`))
  )

const decodeIssuers = Schema.decodeEffect(
  Schema.fromJsonString(
    Schema.NonEmptyArray(jwtIssuer({ allowHttp: false })).check(
      Schema.makeFilter((all) => new Set(all.map(({ issuer }) => issuer)).size === all.length, {
        expected: "issuers that differ in their member issuer"
      })
    )
  )
)

const decode = (variable: string, json: string) =>
  decodeIssuers(json, { onExcessProperty: "error" }).pipe(
    Effect.mapError(({ message }) => failed(`${variable} must be a JSON array of issuers: ${message}`))
  )
