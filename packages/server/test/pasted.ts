import { execFile } from "node:child_process"
import { promisify } from "node:util"
import { TaskAnswer } from "@offshoot/http"
import { Schema } from "effect"

const execute = promisify(execFile)
const decodeTask = Schema.decodeUnknownSync(Schema.toType(TaskAnswer))

/** Pastes a curl line into a shell, with more arguments behind it; answers the task, which must come with 200. */
export const pasted = async (line: string, more = ""): Promise<TaskAnswer> => {
  const { stdout } = await execute("sh", ["-c", `${line} ${more} -w '\\n%{http_code}'`])
  const end = stdout.lastIndexOf("\n")
  const [body, status] = [stdout.slice(0, end), stdout.slice(end + 1)]
  if (status !== "200") throw new Error(`${status}: ${body}`)
  return decodeTask(JSON.parse(body))
}
