import { openApiDocument } from "@offshoot/http"
import { Console, Effect, Option } from "effect"
import { Command } from "effect/cli"
import { listening } from "../config/listening.ts"

export const openApi = Command.make(
  "openapi",
  {},
  Effect.fn(function* () {
    const { publicUrl } = yield* listening
    yield* Console.log(JSON.stringify(openApiDocument(Option.getOrElse(publicUrl, () => "/")), null, 2))
  })
).pipe(Command.withDescription("Prints the OpenAPI document of what is served"))
