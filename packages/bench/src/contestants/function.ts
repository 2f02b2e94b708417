import { existsSync, globSync } from "node:fs"
import type { Contestant, Variant } from "./contestant.ts"
import { type FunctionForm, functionForms } from "./function/clone-functions.ts"
import { withNode } from "./function/with-node.ts"
import { withPgbench } from "./function/with-pgbench.ts"

/** Debian's pgbench, where it is installed; the newest comes first. */
export const pgbench: string | undefined = [
  ...globSync("/usr/lib/postgresql/*/bin/pgbench").sort().reverse(),
  "/usr/bin/pgbench"
].find(existsSync)

const variant = (form: FunctionForm, connections: number): Variant => ({
  label: `${form}, ${connections} connections`,
  start: (bench) =>
    pgbench === undefined ? withNode(bench, form, connections) : withPgbench(bench, form, connections, pgbench)
})

/** The function in the database, called by pgbench, or by Node where the machine has none. */
export const functionOver = (connections: ReadonlyArray<number>): Contestant => ({
  key: "function",
  title: pgbench === undefined ? "PL/pgSQL function, Node (no pgbench here)" : "PL/pgSQL function, pgbench",
  variants: functionForms.flatMap((form) => connections.map((many) => variant(form, many)))
})
