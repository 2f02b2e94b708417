import Fastify from "fastify"
import { Pool } from "pg"
import { cloneForms } from "./clone-forms.ts"
import { describeModels } from "./describe-models.ts"
import { Refused } from "./refused.ts"
import type { SharedRow } from "./rows.ts"
import { findRole, findShare } from "./statements.ts"
import { usable } from "./usable.ts"
import { makeVerifyToken } from "./verify-token.ts"
import { wireTask } from "./wire-task.ts"

// The clone as a good engineer writes it by hand, on Fastify and pg.

const { DATABASE_URL = "", FORM = "", ISSUERS = "[]", POOL = "" } = process.env
const pool = new Pool({ connectionString: DATABASE_URL, min: Number(POOL), max: Number(POOL), idleTimeoutMillis: 0 })
const verify = makeVerifyToken(ISSUERS)
const models = describeModels(pool)
const cloneForm = cloneForms[FORM as keyof typeof cloneForms]

const server = Fastify()
// The runner's channel: its end is this server's.
process.on("disconnect", () => process.exit())

const uuid = { type: "string", pattern: "^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$" }
const params = {
  type: "object",
  properties: {
    organization: uuid,
    project: uuid,
    shortId: { type: "string", pattern: "^[A-Za-z0-9]{1,64}$" }
  }
}

server.post<{ Params: { readonly organization: string; readonly project: string; readonly shortId: string } }>(
  "/api/v1/org/:organization/project/:project/task/clone/:shortId",
  { schema: { params } },
  async (request, reply) => {
    const [, token] = /^Bearer (.+)$/.exec(request.headers.authorization ?? "") ?? []
    if (token === undefined) throw new Refused(401, "missing_credentials")
    const caller = await verify(token).catch(() => {
      throw new Refused(401, "invalid_token")
    })
    const { organization, project, shortId } = request.params

    const identity = [caller.issuer, caller.kind, caller.subject]
    const roles = await pool.query({ ...findRole, values: [project, organization, ...identity] })
    if (roles.rows[0]?.role !== "editor") throw new Refused(403, "permission_denied")

    const shares = await pool.query<SharedRow>({ ...findShare, values: [shortId] })
    const shared = usable(shares.rows[0], project)

    const author = JSON.stringify({ issuer: caller.issuer, kind: caller.kind, subject: caller.subject })
    const cloned = await cloneForm(pool, { target: project, author, shared })
    reply.header(
      "location",
      `${request.protocol}://${request.host}${request.url.split("/clone/")[0]}/${cloned.task_id}`
    )
    return wireTask(cloned, shared, await models(shared))
  }
)

console.log(`listens on ${await server.listen({ host: "127.0.0.1", port: 0 })}`)
