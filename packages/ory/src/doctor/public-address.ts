import { Effect } from "effect"
import { type Finding, findings } from "./finding.ts"
import { introspectionOf, isIntrospection } from "./nonsense-introspection.ts"
import { probe } from "./probe.ts"

/** Whoever reaches the admin API rules a Hydra: it must not be where its issuer is, which is public. */
export const examinePublicAddress = (about: string, issuer: string): Effect.Effect<Finding> => {
  const { ok, wrong } = findings(about)
  const unreachable = ok("does not answer as the admin API at its public address")
  if (!URL.canParse(issuer)) return Effect.succeed(unreachable)
  return probe(about, { ...introspectionOf(issuer), ...limits }).pipe(
    Effect.map(({ body, status }) =>
      status === 200 && isIntrospection(body)
        ? wrong(
            "answers as the admin API at its public address, to everybody",
            "keep the admin API, by default at port 4445, off the public network"
          )
        : unreachable
    ),
    // Whether the public address answers at all is what discovery finds.
    Effect.orElseSucceed(() => unreachable)
  )
}

const limits = { timeoutMs: 3000, maxBodyBytes: 64 * 1024 }
