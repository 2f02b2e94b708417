import { existsSync, globSync } from "node:fs"
import type { Contestant } from "./contestant.ts"
import { functionForms } from "./function/clone-functions.ts"
import { withNode } from "./function/with-node.ts"
import { withPgbench } from "./function/with-pgbench.ts"

/** Debian's pgbench, where it is installed; the newest comes first. */
export const pgbench: string | undefined = [
  ...globSync("/usr/lib/postgresql/*/bin/pgbench").sort().reverse(),
  "/usr/bin/pgbench"
].find(existsSync)

/** The function in the database, called by pgbench, or by Node where the machine has none. */
export const cloneFunction: Contestant = {
  key: "function",
  title: pgbench === undefined ? "PL/pgSQL function, Node (no pgbench here)" : "PL/pgSQL function, pgbench",
  variants: functionForms.map((form) => ({
    label: form,
    start: (bench) => (pgbench === undefined ? withNode(bench, form) : withPgbench(bench, form, pgbench))
  }))
}
