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
  const shared = inject("oryStage")
  if (shared === undefined) throw new Error("Only tests within describeLive may start a service")
  const database = `${name}_${crypto.randomUUID().replaceAll("-", "")}`
  await createDatabase(shared.postgres, database, name)
  return {
    settings: await newSettingsFolder(shared.folder),
    database: `${shared.postgres}/${database}?sslmode=disable`
  }
}
