import { type Draft, Ids, ProjectId, TaskId, TaskName, TaskRevisionId } from "@offshoot/core"
import { Effect } from "effect"

const { next } = Ids.webCrypto

/** A new project of a test's own. */
export const newProject = Effect.map(next, (id) => ProjectId.make(id))

/** A draft with an id of its own; its texts are as long as real prompts. */
export const draftFor = (projectId: ProjectId, wantedName: string) =>
  Effect.map(Effect.all([next, next, next]), ([taskId, revisionId, modelId]): Draft => {
    const id = TaskRevisionId.make(revisionId)
    return {
      id: TaskId.make(taskId),
      wantedName: TaskName.make(wantedName),
      projectId,
      created: 1_764_000_000_000,
      createdBy: { issuer: "https://issuer.example", kind: "user", subject: "ada" },
      modified: null,
      deleted: null,
      description: "Groups words of like meaning",
      enabled: true,
      public: false,
      exposedToAgents: false,
      sharedWithProject: false,
      outputModality: "json",
      taskRunVisibility: "owner_only",
      accessToken: null,
      clonedFromTaskRevisionId: TaskRevisionId.make(modelId),
      tags: [],
      revisions: [
        {
          id,
          created: 1_764_000_000_000,
          modified: null,
          test: false,
          systemPrompt: "You answer briefly. ".repeat(50),
          userPrompt: "Give ten synonyms of {word}.",
          llmModelId: modelId as Draft["revisions"][0]["llmModelId"],
          llmConfig: { temperature: 0.2, stop: ["\n"] },
          outputFormat: { synonyms: { type: "list", item_type: "str" } },
          fileInputMode: "none",
          optimiseImages: true,
          inputProcessors: [],
          annotation: null,
          fallbackLlmModelId: null,
          fallbackLlmConfig: null,
          toolChoice: null,
          rag: null,
          taskForwarderId: null,
          taskMcpToolIds: [],
          integrationToolIds: [],
          tags: []
        }
      ],
      activeRevisions: [{ taskRevisionId: id, weight: 1 }]
    }
  })
