import { Layer } from "effect"
import * as Administration_ from "./administration.ts"
import * as Models from "./models.ts"
import * as Permissions from "./permissions.ts"
import * as ShareCollection from "./share-collection.ts"
import * as Shares from "./shares.ts"
import * as Tags from "./tags.ts"
import * as TaskCollection from "./task-collection.ts"
import * as Tasks from "./tasks.ts"

export { Administration } from "./administration.ts"
export { Limits } from "./limits.ts"
export { layerMigrations, migrate, pendingMigrations } from "./migrations.ts"
export { makeReady } from "./ready.ts"

/** What a host needs to clone: shares and tasks. Permissions and ids it may bring itself. */
export const layerClone = Layer.mergeAll(Shares.layer, Tasks.layer)

/** Permissions by role. */
export const layerPermissions = Permissions.layer

/** Every repository of the standalone service. */
export const layer = Layer.mergeAll(layerClone, TaskCollection.layer, ShareCollection.layer, Tags.layer, Models.layer)

/** What operators do and no route does: {@link Administration}. */
export const layerAdministration = Administration_.layer
