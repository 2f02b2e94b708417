import { Models, Permissions, ShareCollection, Shares, Tags, TaskCollection, Tasks } from "@offshoot/core"
import { Context, Effect, Layer } from "effect"
import { memoryHands } from "./hands.ts"
import { memoryPermissions } from "./permissions.ts"
import { memoryModels, memoryTags } from "./references.ts"
import { memoryShareCollection } from "./share-collection.ts"
import { memoryShares } from "./shares.ts"
import { emptyState } from "./state.ts"
import { memoryTaskCollection } from "./task-collection.ts"
import { memoryTasks } from "./tasks.ts"

/**
 * The hands that set the stage of a store in memory, as the laws take them; `layer` gives them, and every port of a
 * repository over that store. All of it is copied at the border.
 *
 * @example
 * const program = MemoryStore.use((store) => store.share({ task, share }))
 * Effect.runPromise(Effect.provide(program, MemoryStore.layer))
 */
export class MemoryStore extends Context.Service<MemoryStore, ReturnType<typeof memoryHands>>()(
  "@offshoot/testkit/MemoryStore"
) {
  static readonly layer = Layer.effectContext(
    Effect.sync(() => {
      const state = emptyState()
      return Context.make(MemoryStore, memoryHands(state)).pipe(
        Context.add(Permissions, memoryPermissions(state)),
        Context.add(Shares, memoryShares(state)),
        Context.add(ShareCollection, memoryShareCollection(state)),
        Context.add(Tasks, memoryTasks(state)),
        Context.add(TaskCollection, memoryTaskCollection(state)),
        Context.add(Tags, memoryTags(state)),
        Context.add(Models, memoryModels(state))
      )
    })
  )
}
