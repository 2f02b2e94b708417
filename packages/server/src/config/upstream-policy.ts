import type { UpstreamPolicy } from "@offshoot/ory"
import { Effect, Option, Schema } from "effect"
import type { CommandFailed } from "../command-failed.ts"
import { variable } from "./variable.ts"

/** `OFFSHOOT_ALLOW_HTTP_UPSTREAMS`: whether upstreams may be reached without TLS. */
export const upstreamPolicy: Effect.Effect<UpstreamPolicy, CommandFailed> = variable(
  "OFFSHOOT_ALLOW_HTTP_UPSTREAMS",
  Schema.Literals(["0", "1"]),
  "1 where upstreams may be reached over http, on a network that nobody else is on; 0 or unset where they may not"
).pipe(Effect.map((flag) => ({ allowHttp: Option.contains(flag, "1") })))
