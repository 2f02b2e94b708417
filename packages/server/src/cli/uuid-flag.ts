import { Schema } from "effect"
import { Flag } from "effect/cli"

/** A flag that names something by its UUID, in any case. */
export const uuidFlag = <Id extends string>(name: string, id: Schema.Codec<Id, string>) => {
  const decode = Schema.decodeOption(id)
  return Flag.String(name).pipe(
    Flag.filterMap(
      (text) => decode(text.toLowerCase()),
      () => "a UUID"
    ),
    Flag.withMetavar("<uuid>")
  )
}
