import type { Variables } from "./offshoot.ts"
import { said } from "./said.ts"

const org = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
const home = "0b9f1f6c-3b0e-4d0a-8a3e-0d4a7f1c2b01"
const model = "0b9f1f6c-3b0e-4d0a-8a3e-0d4a7f1c2b03"
const tasksOf = (project: string) => `/api/v1/org/${org}/project/${project}/task`

/** Where tasks are shared from. */
export const tasksAtHome = tasksOf(home)
const target = "0b9f1f6c-3b0e-4d0a-8a3e-0d4a7f1c2b02"
/** Where they are cloned to. */
export const tasksAtTarget = tasksOf(target)

/** Makes Ada an editor of two projects of a migrated database, which knows one model. */
export const setStage = async (variables: Variables) => {
  for (const project of [home, target]) {
    await said(`project add --org ${org} --project ${project}`, variables)
    await said(`role grant --project ${project} --issuer https://login.example/ --subject ada --role editor`, variables)
  }
  await said(`model add --id ${model} --provider acme --name large --max-context-window 100000`, variables)
}

/** Sends JSON as the bearer of a token, under an idempotency key if one is given. */
export const callerOf =
  (url: string) => async (method: string, path: string, token: string, body?: unknown, key?: string) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        ...(key === undefined ? {} : { "idempotency-key": key })
      },
      body: body === undefined ? null : JSON.stringify(body)
    })
    return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) }
  }

/** What is asked for when a task is created. */
export const greeting = {
  name: "Greet",
  enabled: true,
  system_prompt: "You greet people.",
  user_prompt: "Greet {name}.",
  llm_model_id: model,
  output_format: { greeting: { type: "str" } }
}
