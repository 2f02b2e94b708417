import { Schema } from "effect"
import { Identity } from "./caller.ts"
import { ModelId, ProjectId, TaskId, TaskRevisionId, Uuid } from "./identifiers.ts"
import { TaskName } from "./name.ts"
import { Tag } from "./tag.ts"
import { JsonObject, Text } from "./text.ts"
import { Timestamp } from "./timestamp.ts"

/** Where a revision looks knowledge up: a collection of its project, and how it is asked. */
export const Rag = Schema.Struct({
  collectionId: Uuid,
  ragConfig: Schema.NullOr(
    Schema.Struct({
      rewriteMode: Schema.Literals(["none", "single_query", "multi_query"]),
      candidateK: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 50 })),
      finalK: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 20 })),
      includeSources: Schema.Boolean,
      maxContextTokens: Schema.Int.check(Schema.isBetween({ minimum: 256, maximum: 16_000 })),
      maxContextChunks: Schema.Int.check(Schema.isBetween({ minimum: 1, maximum: 20 })),
      contextInstruction: Schema.NullOr(Text.check(Schema.isMaxCodePoints(500)))
    })
  )
})

/** What happens to one input parameter before the prompt sees it. */
export const InputProcessor = Schema.Struct({
  paramName: Text,
  inputProcessor: Text,
  config: Schema.NullOr(JsonObject)
})

/** The configuration of a call to a language model; immutable once stored. */
export const TaskRevision = Schema.Struct({
  id: TaskRevisionId,
  created: Timestamp,
  modified: Schema.NullOr(Timestamp),
  test: Schema.Boolean.annotate({ description: "a trial that never serves live traffic" }),
  systemPrompt: Text,
  userPrompt: Text,
  llmModelId: ModelId,
  llmConfig: JsonObject,
  outputFormat: Schema.NullOr(JsonObject),
  fileInputMode: Schema.Literals(["none", "image", "pdf", "image_or_pdf", "any"]),
  optimiseImages: Schema.Boolean,
  inputProcessors: Schema.Array(InputProcessor),
  annotation: Schema.NullOr(Text.check(Schema.isMaxCodePoints(255))),
  fallbackLlmModelId: Schema.NullOr(ModelId),
  fallbackLlmConfig: Schema.NullOr(JsonObject),
  toolChoice: Schema.NullOr(Schema.Literals(["required", "auto"])),
  rag: Schema.NullOr(Rag),
  taskForwarderId: Schema.NullOr(Uuid),
  taskMcpToolIds: Schema.Array(Uuid),
  integrationToolIds: Schema.Array(Uuid),
  tags: Schema.Array(Tag)
})
export interface TaskRevision extends Schema.Schema.Type<typeof TaskRevision> {}

/** A revision that serves live traffic, and its share of it. */
export const ActiveRevision = Schema.Struct({
  taskRevisionId: TaskRevisionId,
  weight: Schema.Finite.check(Schema.isBetween({ minimum: 0, maximum: 1, exclusiveMinimum: true })).annotate({
    description: "the part of the traffic it gets, 1 for all"
  })
})
export interface ActiveRevision extends Schema.Schema.Type<typeof ActiveRevision> {}

const header = {
  id: TaskId,
  name: TaskName,
  projectId: ProjectId,
  created: Timestamp,
  createdBy: Identity,
  modified: Schema.NullOr(Timestamp),
  deleted: Schema.NullOr(Timestamp),
  description: Schema.NullOr(Text),
  enabled: Schema.Boolean,
  public: Schema.Boolean,
  exposedToAgents: Schema.Boolean,
  sharedWithProject: Schema.Boolean,
  outputModality: Schema.Literals(["json", "image", "audio", "pdf", "text", "csv"]),
  taskRunVisibility: Schema.Literals(["owner_only", "editors_and_owners", "all_viewers"]),
  accessToken: Schema.NullOr(Text).annotate({ description: "a secret: never logged, never cloned" }),
  clonedFromTaskRevisionId: Schema.NullOr(TaskRevisionId).annotate({
    description: "the revision that a clone was made from; it outlives its source"
  }),
  tags: Schema.Array(Tag)
}

/** A task without its revisions: all that is read of the task behind a share. */
export const TaskHeader = Schema.Struct(header)
export interface TaskHeader extends Schema.Schema.Type<typeof TaskHeader> {}

/** A configured call to a language model, kept as a list of immutable revisions (oldest first). */
export const Task = Schema.Struct({
  ...header,
  revisions: Schema.NonEmptyArray(TaskRevision),
  activeRevisions: Schema.Array(ActiveRevision).annotate({ description: "weights sum to 1; empty: not live" })
})
export interface Task extends Schema.Schema.Type<typeof Task> {}
