import type { HttpLoad } from "../load/http-client.ts"
import type { Outcome, Sample } from "../load/load.ts"
import type { Bench, Running } from "./contestant.ts"
import { describeModels } from "./fastify/describe-models.ts"
import { storedAnswer } from "./fastify/stored-answer.ts"

/** Loads servers over HTTP; what they answered is read back from the rows, in the form of the answer. */
export const overHttp = (bench: Bench, servers: ReadonlyArray<string>, pids: ReadonlyArray<number>): Running => ({
  pids,
  run: async (load) => {
    const metered = { app: pids, postgres: bench.server.pid }
    const message: HttpLoad = { load, metered, servers, tokens: bench.login.tokens }
    const outcome = await bench.client.ask<Outcome>(message)
    const models = describeModels(bench.stage.pool)
    const compared = async ({ answer }: Sample): Promise<Sample> => {
      const { id, project_id } = answer as { readonly id: string; readonly project_id: string }
      return { answer, stored: await storedAnswer(bench.stage.pool, models, project_id, id) }
    }
    return { ...outcome, samples: await Promise.all(outcome.samples.map(compared)) }
  }
})
