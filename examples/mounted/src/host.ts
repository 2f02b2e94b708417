import { createServer, type Server } from "node:http"
import { makeNodeListener } from "@offshoot/http"
import { adapters } from "./adapters.ts"

const prefix = "/offshoot"

/** The server that was there first. Its own routes stay as they were; what begins with the prefix is Offshoot's. */
export const makeHost = async (publicUrl: string): Promise<{ server: Server; dispose: () => Promise<void> }> => {
  const { dispose, listener } = await makeNodeListener(adapters, { publicUrl, prefix })
  const server = createServer((request, response) => {
    if (request.url?.startsWith(`${prefix}/`)) return listener(request, response)
    if (request.url === "/") return response.end("The host's own page\n")
    response.writeHead(404).end("The host knows no such page\n")
  })
  return { server, dispose }
}
