import { Effect } from "effect"
import { nameDraft } from "../domain/draft.ts"
import { family, freeName } from "../domain/free-name.ts"
import { Tasks } from "../ports/tasks.ts"
import { authorize } from "./authorize.ts"
import { type CloneRequest, draftId, planFromShare } from "./plan-from-share.ts"

/** The task that a clone would be now, under the name it would get: the same checks and refusals, and nothing is written. */
export const previewClone = Effect.fn("previewClone")(function* (request: CloneRequest) {
  const tasks = yield* Tasks
  yield* authorize(request.caller, "createTask", request.target)
  const draft = yield* planFromShare(request, yield* draftId(request))
  const taken = yield* tasks.taken(draft.projectId, family(draft.wantedName))
  return nameDraft(draft, yield* Effect.fromResult(freeName(draft.wantedName, taken)))
})
