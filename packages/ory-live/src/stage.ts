import { inject } from "vitest"
import type { ServiceName } from "./binaries.ts"
import { createDatabase } from "./databases.ts"
import { newSettingsFolder, type SettingsFolder } from "./settings-folder.ts"

/** What a service starts with: settings, and a migrated database, both new. */
export interface Stage {
  readonly settings: SettingsFolder
  readonly database: string
}

export const newStage = async (name: ServiceName): Promise<Stage> => {
  const { folder, postgres } = sharedStage()
  const database = `${name}_${crypto.randomUUID().replaceAll("-", "")}`
  await createDatabase(postgres, database, name)
  return { settings: await newSettingsFolder(folder), database: `${postgres}/${database}?sslmode=disable` }
}

/** What all services have in common. */
export const sharedStage = () => {
  const shared = inject("oryStage")
  if (shared === undefined) throw new Error("Real services are for tests within describeLive")
  return shared
}
