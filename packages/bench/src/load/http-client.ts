import { Client } from "undici"
import { answering } from "../processes/answering.ts"
import { organizationId, shortIdOf, targetProjectId } from "../stage/places.ts"
import { type CloneOrder, shareSetOf, type WorkloadName } from "../stage/workload.ts"
import { drive } from "./drive.ts"
import type { Load, Metered } from "./load.ts"

/** What the client over HTTP is asked. */
export interface HttpLoad {
  readonly load: Load
  readonly metered: Metered
  readonly servers: ReadonlyArray<string>
  readonly tokens: ReadonlyArray<string>
}

const headersOf = new Map<number, Record<string, string>>()

answering<HttpLoad>(async ({ load, metered, servers, tokens }) => {
  tokens.forEach((token, caller) => {
    headersOf.set(caller, { authorization: `Bearer ${token}` })
  })
  // A connection for each client, kept alive, and one request at a time on it.
  const connections = Array.from(
    { length: load.clients },
    (_, number) => new Client(servers[number % servers.length] ?? "", { pipelining: 1 })
  )
  try {
    return await drive(load, metered, servers.length, (order, number, keep) => {
      const connection = connections[number]
      if (connection === undefined) throw new Error(`there is no client ${number}`)
      return post(connection, load.workload, order, keep)
    })
  } finally {
    await Promise.all(connections.map((connection) => connection.close()))
  }
})

/** Sends a clone and reads the whole answer; it is parsed only where it is kept, as a contestant's time is measured here. */
const post = (connection: Client, workload: WorkloadName, order: CloneOrder, keep: boolean) =>
  new Promise<unknown>((resolve, reject) => {
    const chunks: Array<Buffer> = []
    let status = 0
    const text = () => Buffer.concat(chunks).toString()
    connection.dispatch(
      { method: "POST", path: pathOf(workload, order), headers: headersOf.get(order.caller) ?? {} },
      {
        onRequestStart: () => {},
        onResponseStart: (_, statusCode) => {
          status = statusCode
        },
        onResponseData: (_, chunk) => {
          chunks.push(chunk)
        },
        onResponseEnd: () => {
          if (status !== 200) reject(new Error(`${status} ${text()}`))
          else resolve(keep ? JSON.parse(text()) : undefined)
        },
        onResponseError: (_, error) => reject(error)
      }
    )
  })

const pathOf = (workload: WorkloadName, { project, share }: CloneOrder): string =>
  `/api/v1/org/${organizationId}/project/${targetProjectId(project)}/task/clone/${shortIdOf(shareSetOf(workload), share)}`
