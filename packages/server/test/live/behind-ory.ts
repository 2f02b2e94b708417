import { emptyDatabase, type Hydra, insert, type Keto, type Kratos, relation } from "@offshoot/ory-live"
import { newFolder, start, type Variables } from "../offshoot.ts"
import { said } from "../said.ts"

export const org = "7c9e6679-7425-40de-944b-e07fc1f90ae7"
export const home = "0b9f1f6c-3b0e-4d0a-8a3e-0d4a7f1c2b01"
export const target = "0b9f1f6c-3b0e-4d0a-8a3e-0d4a7f1c2b02"
const model = "0b9f1f6c-3b0e-4d0a-8a3e-0d4a7f1c2b03"

export interface Ory {
  readonly hydra: Hydra
  readonly kratos: Kratos
  readonly keto: Keto
}

/** What an operator tells `offshoot serve`, on a database that is ready, with two projects in Keto. */
export const variablesBehind = async ({ hydra, keto, kratos }: Ory): Promise<Variables> => {
  const variables = {
    DATABASE_URL: await emptyDatabase(),
    OFFSHOOT_PORT: "0",
    OFFSHOOT_ALLOW_HTTP_UPSTREAMS: "1",
    OFFSHOOT_ISSUERS: JSON.stringify([
      {
        kind: "hydra",
        issuer: hydra.issuer,
        audience: ["offshoot"],
        algorithms: ["RS256"],
        typ: ["JWT"],
        requiredScopes: ["tasks:clone"],
        jwksUrl: `${hydra.publicUrl}/.well-known/jwks.json`
      },
      {
        kind: "kratos",
        issuer: kratos.issuer,
        audience: ["offshoot"],
        algorithms: ["ES256"],
        typ: ["JWT"],
        jwks: kratos.keys
      }
    ]),
    OFFSHOOT_HYDRA_ADMIN_URL: hydra.adminUrl,
    OFFSHOOT_HYDRA_ISSUER: hydra.issuer,
    OFFSHOOT_HYDRA_AUDIENCE: "offshoot",
    OFFSHOOT_KRATOS_PUBLIC_URL: kratos.publicUrl,
    OFFSHOOT_KRATOS_ISSUER: kratos.issuer,
    OFFSHOOT_KETO_READ_URL: keto.readUrl,
    OFFSHOOT_KETO_MAX_BATCH: "1",
    OFFSHOOT_KETO_ISSUERS: `${hydra.issuer} ${kratos.issuer}`
  }
  for (const command of [
    "migrate",
    `model add --id ${model} --provider acme --name large --max-context-window 100000`
  ]) {
    const { errors, succeeded } = await said(command, variables)
    if (!succeeded) throw new Error(`offshoot ${command}: ${errors}`)
  }
  for (const project of [home, target]) {
    await insert(keto, relation(`Project:${project}`, "organization", `Organization:${org}`))
  }
  return variables
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: { readonly [member: string]: unknown }
}

/** Starts `offshoot serve` for one test; answers how it is called. */
export const serving = async (variables: Variables) => {
  const server = start(["serve"], await newFolder(), variables)
  const url = (await server.line("Offshoot listens on ")).replace("Offshoot listens on ", "")
  const call = async (method: string, path: string, token: string, more: { key?: string; body?: object } = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        ...(more.key === undefined ? {} : { "idempotency-key": more.key })
      },
      body: more.body === undefined ? null : JSON.stringify(more.body)
    })
    const answer: Answer = {
      status: response.status,
      headers: response.headers,
      body: JSON.parse(await response.text())
    }
    return answer
  }
  const tasksOf = (project: string) => `/api/v1/org/${org}/project/${project}/task`
  return {
    /** Makes a task at home and shares it; answers the short id. */
    share: async (token: string): Promise<string> => {
      const member = async (path: string, body: object, name: string) => {
        const answer = await call("POST", `${tasksOf(home)}${path}`, token, { body })
        if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`)
        return `${answer.body[name]}`
      }
      const prompts = { system_prompt: "You greet people.", user_prompt: "Greet {name}." }
      const task = { name: crypto.randomUUID(), enabled: true, ...prompts, llm_model_id: model }
      return await member(`/${await member("", task, "id")}/share`, {}, "short_id")
    },
    clone: (shortId: string, token: string, key?: string) =>
      call("POST", `${tasksOf(target)}/clone/${shortId}`, token, key === undefined ? {} : { key }),
    stop: () => server.stop("SIGTERM")
  }
}
