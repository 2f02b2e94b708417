import type { Schema } from "effect"
import { Flag } from "effect/cli"

/** A flag that names something by its UUID, in any case. */
export const uuidFlag = <Id extends string>(name: string, id: Schema.Codec<Id, string>) =>
  Flag.String(name).pipe(
    Flag.map((text) => text.toLowerCase()),
    Flag.withSchema(id),
    Flag.withMetavar("<uuid>")
  )
