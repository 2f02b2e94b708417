import { execFile, execFileSync } from "node:child_process"
import { globSync } from "node:fs"
import { chmod, chown, mkdtemp, rm } from "node:fs/promises"
import { tmpdir, userInfo } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { freePort } from "./free-port.ts"

/** Debian's Postgres with JIT, which no embedded one has; the newest comes first. */
const [folder] = globSync("/usr/lib/postgresql/*/lib/llvmjit.so")
  .sort()
  .reverse()
  .map((library) => join(library, "../../bin"))

/** Whether the machine has a Postgres that can compile queries. */
export const hasCompilingPostgres = folder !== undefined
if (!hasCompilingPostgres) console.warn("No Postgres with JIT is installed: what a compiled query costs is not tested")

/** A Postgres that compiles every query, of whoever started it. */
export interface CompilingPostgres {
  /** Its URL with user, without a database; `postgres` is one. */
  readonly address: string
  /** Stops it and removes its files. */
  readonly stop: () => Promise<void>
}

/** Starts a new Postgres that compiles every query, on a free port. */
export const startCompilingPostgres = async (): Promise<CompilingPostgres> => {
  if (folder === undefined) throw new Error("no Postgres with JIT is installed (apt-get install postgresql)")
  const port = await freePort()
  const data = await mkdtemp(join(tmpdir(), "offshoot-postgres-"))
  // It refuses to run as root.
  const user = userInfo().uid === 0 ? { uid: idOf("-u"), gid: idOf("-g") } : {}
  if (user.uid !== undefined && user.gid !== undefined) await chown(data, user.uid, user.gid)
  await chmod(data, 0o700)
  const run = (program: string, ...args: ReadonlyArray<string>) =>
    promisify(execFile)(join(folder, program), ["-D", data, ...args], { ...user, cwd: tmpdir() })
  const stop = async () => {
    await run("pg_ctl", "stop", "-m", "immediate")
    await rm(data, { recursive: true })
  }
  await run("initdb", "--username=postgres", "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
  await run(
    "pg_ctl",
    "start",
    "--log",
    join(data, "log"),
    "--options",
    `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c jit=on -c jit_above_cost=0`
  )
  return { address: `postgres://postgres@127.0.0.1:${port}`, stop }
}

const idOf = (option: "-u" | "-g") => Number(execFileSync("id", [option, "postgres"]))
