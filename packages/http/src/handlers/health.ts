import { Effect } from "effect"
import { HttpApiBuilder } from "effect/http-api"
import type { OffshootApi } from "../api/api.ts"
import { failWithProblem } from "../problems/fail-with-problem.ts"
import { Readiness } from "../readiness.ts"

const ok = { status: "ok" } as const

/** Health: alive when it answers, ready when what it needs answers. */
export const healthHandlers = (api: typeof OffshootApi) =>
  HttpApiBuilder.group(
    api,
    "health",
    Effect.fn(function* (handlers) {
      const readiness = yield* Readiness
      return handlers.handleAll({
        getLiveness: () => Effect.succeed(ok),
        getReadiness: () => readiness.check.pipe(Effect.as(ok), Effect.catch(failWithProblem))
      })
    })
  )
