import { Layer } from "effect"
import * as Models from "./models.ts"
import * as ShareCollection from "./share-collection.ts"
import * as Shares from "./shares.ts"
import * as Tags from "./tags.ts"
import * as TaskCollection from "./task-collection.ts"
import * as Tasks from "./tasks.ts"

export { Administration, layer as layerAdministration } from "./administration.ts"
export { Limits } from "./limits.ts"
export { layerMigrations, migrate, pendingMigrations } from "./migrations.ts"
export { layer as layerPermissions } from "./permissions.ts"
export { makeReady } from "./ready.ts"

/** What a host needs to clone: shares and tasks. Permissions and ids it may bring itself. */
export const layerClone = Layer.mergeAll(Shares.layer, Tasks.layer)

/** Every repository of the standalone service. */
export const layer = Layer.mergeAll(layerClone, TaskCollection.layer, ShareCollection.layer, Tags.layer, Models.layer)
