import type { Fault, Identity, Model, OrganizationId, ProjectId, Role, Tag, Target, Unavailable } from "@offshoot/core"
import { Context, Effect, Layer } from "effect"
import { SqlClient } from "effect/sql"
import { columnNames, columnParameters, unnested } from "./columns.ts"
import { makeOrFailure } from "./or-failure.ts"
import { modelColumns, tagColumns } from "./tables.ts"

/** What operators do and no route does: projects, roles, models and global tags. Every operation is idempotent. */
export class Administration extends Context.Service<
  Administration,
  {
    /** `elsewhere` if the project belongs to another organization already: then nothing is written. */
    readonly addProject: (project: Target) => Effect.Effect<"added" | "unchanged" | "elsewhere", Unavailable | Fault>
    readonly listProjects: Effect.Effect<ReadonlyArray<Target>, Unavailable | Fault>
    /** A caller has one role in a project, the last one granted; `unknown project` grants nothing. */
    readonly grantRole: (
      projectId: ProjectId,
      identity: Identity,
      role: Role
    ) => Effect.Effect<"granted" | "unknown project", Unavailable | Fault>
    /** Takes the role away, whichever it is; with a role named, only that one. */
    readonly revokeRole: (
      projectId: ProjectId,
      identity: Identity,
      role?: Role
    ) => Effect.Effect<"revoked" | "unchanged", Unavailable | Fault>
    /** Adds a model, or replaces what is said of it. */
    readonly addModel: (model: Model) => Effect.Effect<void, Unavailable | Fault>
    /** Answers the id of the tag: of the one that has that name and use already, or of the new one. */
    readonly addTag: (tag: Tag) => Effect.Effect<Tag["id"], Unavailable | Fault>
  }
>()("@offshoot/postgres/Administration") {}

const upsertModel = `
  insert into offshoot.models (${columnNames(modelColumns)})
  ${unnested(modelColumns, 1)}
  on conflict (id) do update set ${Object.keys(modelColumns)
    .filter((field) => field !== "created")
    .map((field) => {
      const column = columnNames({ [field]: "text" })
      return `${column} = excluded.${column}`
    })
    .join(", ")}`

const insertTag = `
  with added as (
    insert into offshoot.tags (${columnNames(tagColumns)}) ${unnested(tagColumns, 1)} on conflict do nothing returning id
  )
  select id from added`

/** What operators do and no route does, in Postgres: {@link Administration}. */
export const layer = Layer.effect(
  Administration,
  Effect.gen(function* () {
    const sql = (yield* SqlClient.SqlClient).withoutTransforms()
    const orFailure = yield* makeOrFailure
    return Administration.of({
      addProject: Effect.fn("postgres.Administration.addProject")(
        function* ({ organizationId, projectId }: Target) {
          const added = yield* sql`
            insert into offshoot.projects (id, organization_id) values (${projectId}::uuid, ${organizationId}::uuid)
            on conflict (id) do nothing returning id`
          if (added.length > 0) return "added"
          const same = yield* sql`
            select from offshoot.projects
            where id = ${projectId}::uuid and organization_id = ${organizationId}::uuid`
          return same.length > 0 ? "unchanged" : "elsewhere"
        },
        orFailure("add a project", "unknown")
      ),
      listProjects: sql<{ readonly organization_id: OrganizationId; readonly id: ProjectId }>`
        select organization_id, id from offshoot.projects order by organization_id, id`.pipe(
        Effect.map((rows) => rows.map((row) => ({ organizationId: row.organization_id, projectId: row.id }))),
        orFailure("list projects", "nothing stored")
      ),
      grantRole: Effect.fn("postgres.Administration.grantRole")(
        function* (projectId: ProjectId, { issuer, kind, subject }: Identity, role: Role) {
          const granted = yield* sql`
            insert into offshoot.roles (project_id, issuer, kind, subject, role)
            select id, ${issuer}, ${kind}, ${subject}, ${role} from offshoot.projects where id = ${projectId}::uuid
            on conflict (project_id, issuer, kind, subject) do update set role = excluded.role
            returning role`
          return granted.length > 0 ? "granted" : "unknown project"
        },
        orFailure("grant a role", "unknown")
      ),
      revokeRole: Effect.fn("postgres.Administration.revokeRole")(
        function* (projectId: ProjectId, { issuer, kind, subject }: Identity, role?: Role) {
          const revoked = yield* sql`
            delete from offshoot.roles
            where project_id = ${projectId}::uuid and issuer = ${issuer} and kind = ${kind} and subject = ${subject}
              and (${role ?? null}::text is null or role = ${role ?? null})
            returning role`
          return revoked.length > 0 ? "revoked" : "unchanged"
        },
        orFailure("revoke a role", "unknown")
      ),
      addModel: Effect.fn("postgres.Administration.addModel")(
        (model: Model) => Effect.asVoid(sql.unsafe(upsertModel, columnParameters(modelColumns, [model]))),
        orFailure("add a model", "unknown")
      ),
      addTag: Effect.fn("postgres.Administration.addTag")(
        function* (tag: Tag) {
          const added = yield* sql.unsafe(insertTag, columnParameters(tagColumns, [tag]))
          if (added.length > 0) return tag.id
          const existing = yield* sql<{ readonly id: Tag["id"] }>`
            select id from offshoot.tags
            where entity_type = ${tag.entityType} and name = ${tag.name}
              and project_id is not distinct from ${tag.projectId}::uuid`
          return existing[0]?.id ?? tag.id
        },
        orFailure("add a tag", "unknown")
      )
    })
  })
)
