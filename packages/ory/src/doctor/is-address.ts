import { Schema } from "effect"
import { upstreamUrl } from "../upstream/upstream-url.ts"

/** Whether something can be asked there: over https or http, since it is asked nothing that is secret. */
export const isAddress = Schema.is(upstreamUrl({ allowHttp: true }))
