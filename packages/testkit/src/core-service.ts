import { cloneSharedTask, type Ids, type Permissions, previewClone, type Shares, type Tasks } from "@offshoot/core"
import { type Context, Effect } from "effect"
import type { CloneService } from "./laws/service-subject.ts"

/** The core's use cases over ports, as the laws of the service take them. */
export const coreService = (ports: Context.Context<Permissions | Shares | Tasks | Ids>): CloneService => ({
  clone: (request) => Effect.provideContext(cloneSharedTask(request), ports),
  preview: (request) => Effect.provideContext(previewClone(request), ports)
})
