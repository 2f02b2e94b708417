import { grants, Permissions, Role } from "@offshoot/core"
import { Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import { decoded } from "./decoded.ts"
import { orFailure } from "./failures.ts"

const findRole = `
  select role.role
  from offshoot.projects project join offshoot.roles role on role.project_id = project.id
  where project.id = $1::uuid and project.organization_id = $2::uuid
    and role.issuer = $3 and role.kind = $4 and role.subject = $5`

const decodeRole = decoded(Role, "read a role")

/** Permissions by role, in Postgres: the roles that `Administration` grants on a project. */
export const layer = Layer.effect(
  Permissions,
  Effect.gen(function* () {
    const sql = (yield* SqlClient.SqlClient).withoutTransforms()
    const allows = Effect.fn("postgres.Permissions.allows")(
      function* ({ caller, permission, target }: Parameters<Permissions["Service"]["allows"]>[0]) {
        const parameters = [target.projectId, target.organizationId, caller.issuer, caller.kind, caller.subject]
        const [row] = yield* sql.unsafe<{ readonly role: unknown }>(findRole, parameters)
        return row !== undefined && grants(yield* decodeRole(row.role), permission)
      },
      orFailure("find a role", "reads")
    )
    return Permissions.of({ allows })
  })
)
