import { Schema } from "effect"
import { timeoutMs, whole } from "../upstream/numbers.ts"

const day = 24 * 3600

/** When the keys of a `jwksUrl` are fetched, and how long they are used: members of an issuer's entry. */
export const keySetSettings = {
  jwksTimeoutMs: timeoutMs,
  jwksCooldownSec: whole(1, 5, 60).annotate({ description: "between two attempts; up to a minute after failed ones" }),
  jwksFreshSec: whole(1, 600, day).annotate({ description: "fetched anew so long after a fetch" }),
  jwksStaleSec: whole(1, day, day).annotate({ description: "used so long after the last fetch that did not fail" })
}

const Numbers = Schema.Struct(keySetSettings)
export interface KeySetSettings extends Schema.Schema.Type<typeof Numbers> {}
