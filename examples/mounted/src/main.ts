import { ours } from "@offshoot/example-embedded/people"
import { bobsShare } from "@offshoot/example-embedded/shared-by-bob"
import { annsToken } from "./adapters.ts"
import { makeHost } from "./host.ts"

const port = Number(process.env["PORT"] ?? 8090)
const url = `http://127.0.0.1:${port}`
const { dispose, server } = await makeHost(url)

server.listen(port, "127.0.0.1", () => {
  const clone = `/offshoot/api/v1/org/${ours.organizationId}/project/${ours.projectId}/task/clone/${bobsShare.shortId}`
  console.log("The host's own page, and a clone beside it:")
  console.log(`curl ${url}/`)
  console.log(`curl -X POST -H 'Authorization: Bearer ${annsToken}' ${url}${clone}`)
})

for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => server.close(dispose))
