import { shortId, target } from "./demo/places.ts"

/** One line for any shell that clones the demo's share into the second project. */
export const curlLine = (url: string, token: string): string => {
  const { organizationId, projectId } = target
  const clone = `${url}/api/v1/org/${organizationId}/project/${projectId}/task/clone/${shortId}`
  return `curl -sS -X POST "${clone}" -H "Authorization: Bearer ${token}"`
}
