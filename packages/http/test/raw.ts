import { once } from "node:events"
import { connect } from "node:net"

/** Sends header lines as they are, over a socket of its own, and gives the status and JSON body of the answer. */
export const raw = async (port: number, requestLine: string, headerLines: ReadonlyArray<string>) => {
  const socket = connect(port, "127.0.0.1")
  await once(socket, "connect")
  socket.write(`${[requestLine, "Host: evil.example", "Connection: close", ...headerLines].join("\r\n")}\r\n\r\n`)
  let text = ""
  for await (const chunk of socket) text += chunk
  const [head = "", ...rest] = text.split("\r\n\r\n")
  const body = rest.join("\r\n\r\n")
  return { status: Number(head.split(" ")[1]), head, body: body.startsWith("{") ? JSON.parse(body) : undefined }
}
