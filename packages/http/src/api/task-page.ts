import { Schema } from "effect"
import { TaskAnswer } from "./task.ts"
import { UuidText } from "./uuid.ts"

export const TaskPageAnswer = Schema.Struct({
  results: Schema.Array(TaskAnswer),
  pagination: Schema.Struct({
    has_next: Schema.Boolean,
    next_cursor: Schema.NullOr(UuidText),
    page_limit: Schema.Int,
    total_count: Schema.Null.annotate({ description: "not counted" })
  }).annotate({ identifier: "PaginationInfo" })
}).annotate({ identifier: "PaginatedTaskResultSet" })
export interface TaskPageAnswer extends Schema.Schema.Type<typeof TaskPageAnswer> {}
