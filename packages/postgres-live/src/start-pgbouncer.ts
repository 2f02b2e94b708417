import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { chmod, mkdtemp, rm, writeFile } from "node:fs/promises"
import { connect } from "node:net"
import { tmpdir, userInfo } from "node:os"
import { join } from "node:path"
import { freePort } from "./free-port.ts"

/** Debian's package has it in sbin, which is not on everybody's path. */
const binary = ["pgbouncer", "/usr/sbin/pgbouncer"].find((path) => spawnSync(path, ["--version"]).status === 0)

/** Whether the machine has PgBouncer; continuous integration must. */
export const hasPgbouncer = binary !== undefined || process.env["CI"] !== undefined
if (!hasPgbouncer) console.warn("PgBouncer is not installed: what works behind it is not tested")

/**
 * A PgBouncer in transaction mode, with few connections, which knows nothing of prepared statements. They take turns, so
 * that the next transaction of a client is on another one: what a session keeps is missed.
 */
export interface LivePgbouncer {
  /** The address of the database behind it. */
  readonly address: string
  readonly stop: () => Promise<void>
}

/** Starts a PgBouncer in front of a database. */
export const startPgbouncer = async (database: string): Promise<LivePgbouncer> => {
  if (binary === undefined) throw new Error("pgbouncer is not installed (apt-get install pgbouncer)")
  const target = new URL(database)
  const port = await freePort()
  const directory = await mkdtemp(join(tmpdir(), "offshoot-pgbouncer-"))
  const users = join(directory, "users.txt")
  const settings = join(directory, "pgbouncer.ini")
  await writeFile(users, `"${target.username}" "${target.password}"\n`)
  await writeFile(
    settings,
    `[databases]
* = host=${target.hostname} port=${target.port} user=${target.username} password=${target.password}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = plain
auth_file = ${users}
pool_mode = transaction
default_pool_size = 6
server_round_robin = 1
max_client_conn = 200
ignore_startup_parameters = extra_float_digits
`
  )
  for (const path of [directory, users, settings]) await chmod(path, 0o755)
  // It refuses to run as root.
  const asUser = userInfo().uid === 0 ? ["--user", "nobody"] : []
  const server = spawn(binary, [...asUser, settings], { stdio: "ignore" })
  const ended = once(server, "exit")
  const stop = async () => {
    server.kill("SIGKILL")
    await ended
    await rm(directory, { recursive: true })
  }
  try {
    await listening(port)
  } catch (error) {
    await stop()
    throw error
  }
  const url = new URL(target)
  url.port = `${port}`
  return { address: url.href, stop }
}

const listening = async (port: number) => {
  for (let tries = 0; tries < 500; tries++) {
    const socket = connect(port, "127.0.0.1")
    const open = await Promise.race([once(socket, "connect"), once(socket, "error")]).then(
      () => !socket.connecting && !socket.destroyed,
      () => false
    )
    socket.destroy()
    if (open) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error("PgBouncer did not start")
}
