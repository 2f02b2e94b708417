import { Effect } from "effect"
import { startChild } from "../processes/child.ts"
import type { Bench, Contestant } from "./contestant.ts"
import { overHttp } from "./over-http.ts"

/** The command `offshoot serve`, as operators run it. */
const command = new URL("../../../server/src/main.ts", import.meta.url)

const serve = Effect.fnUntraced(function* ({ login, server }: Bench) {
  const child = yield* startChild(command, {
    args: ["serve"],
    env: { DATABASE_URL: server.url, OFFSHOOT_PORT: "0", OFFSHOOT_ISSUERS: login.issuers }
  })
  const address = yield* Effect.promise(() => child.line(/listens on (http:\S+)\n/))
  return { address, pid: child.pid }
})

/** Offshoot over HTTP, on so many processes. */
export const offshootOn = Effect.fnUntraced(function* (bench: Bench, processes: number) {
  const nodes = yield* Effect.all(Array.from({ length: processes }, () => serve(bench)))
  return overHttp(
    bench,
    nodes.map(({ address }) => address),
    nodes.map(({ pid }) => pid)
  )
})

export const offshoot: Contestant = {
  key: "http",
  title: "Offshoot over HTTP",
  variants: [{ label: "as shipped", start: (bench) => offshootOn(bench, 1) }]
}
