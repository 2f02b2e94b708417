import { Effect } from "effect"
import { startChild } from "../processes/child.ts"
import type { Contestant, Variant } from "./contestant.ts"
import { cloneForms } from "./fastify/clone-forms.ts"
import { overHttp } from "./over-http.ts"

const program = new URL("./fastify/server.ts", import.meta.url)

const variant = (form: string, pool: number): Variant => ({
  label: `${form}, ${pool} connections`,
  start: (bench) =>
    Effect.gen(function* () {
      const child = yield* startChild(program, {
        env: { DATABASE_URL: bench.server.url, ISSUERS: bench.login.issuers, FORM: form, POOL: `${pool}` }
      })
      const address = yield* Effect.promise(() => child.line(/listens on (http:\S+)\n/))
      return overHttp(bench, [address], [child.pid])
    })
})

/** A server written by hand; which form and which size of the pool serve it best is tried. */
export const fastifyWith = (pools: ReadonlyArray<number>): Contestant => ({
  key: "fastify",
  title: "Fastify + pg by hand",
  variants: Object.keys(cloneForms).flatMap((form) => pools.map((pool) => variant(form, pool)))
})
