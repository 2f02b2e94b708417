import { Schema } from "effect"

/** A UUID in lower case: one spelling, so that equal ids are equal strings. */
export const Uuid = Schema.String.check(
  Schema.isPattern(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, {
    expected: "a UUID in lower case"
  })
).annotate({ identifier: "Uuid" })

export const OrganizationId = Uuid.pipe(Schema.brand("OrganizationId"))
export type OrganizationId = typeof OrganizationId.Type

export const ProjectId = Uuid.pipe(Schema.brand("ProjectId"))
export type ProjectId = typeof ProjectId.Type

export const TaskId = Uuid.pipe(Schema.brand("TaskId"))
export type TaskId = typeof TaskId.Type

export const TaskRevisionId = Uuid.pipe(Schema.brand("TaskRevisionId"))
export type TaskRevisionId = typeof TaskRevisionId.Type

export const ShareId = Uuid.pipe(Schema.brand("ShareId"))
export type ShareId = typeof ShareId.Type

export const TagId = Uuid.pipe(Schema.brand("TagId"))
export type TagId = typeof TagId.Type

export const ModelId = Uuid.pipe(Schema.brand("ModelId"))
export type ModelId = typeof ModelId.Type

/** Names a share; letters and digits, case-sensitive, never reused. */
export const ShortId = Schema.String.check(
  Schema.isPattern(/^[A-Za-z0-9]{1,64}$/u, { expected: "1 to 64 letters and digits" })
)
  .pipe(Schema.brand("ShortId"))
  .annotate({ identifier: "ShortId" })
export type ShortId = typeof ShortId.Type

/** A short id that a person chose for a share: 3 to 5 letters and digits. */
export const CustomShortId = ShortId.check(Schema.isMinCodePoints(3), Schema.isMaxCodePoints(5))
  .pipe(Schema.brand("CustomShortId"))
  .annotate({ identifier: "CustomShortId" })
export type CustomShortId = typeof CustomShortId.Type
