import { answered } from "./answered.ts"
import type { ServiceName } from "./binaries.ts"
import { createDatabase } from "./databases.ts"
import { serveHydra } from "./hydra.ts"
import { migrate } from "./migrate.ts"
import { newSettingsFolder } from "./settings-folder.ts"

/** Makes the database of a service of which each test's is a copy. */
export const makeOriginal = async (name: ServiceName, postgres: string, folder: string): Promise<void> => {
  await createDatabase(postgres, name)
  const settings = await newSettingsFolder(folder)
  const database = `${postgres}/${name}?sslmode=disable`
  await migrate(name, database, settings.path)
  if (name !== "hydra") return
  // It makes its first keys when they are asked for, which takes seconds.
  const hydra = await serveHydra({ settings, database })
  await answered(`${hydra.publicUrl}/.well-known/jwks.json`)
  await hydra.stop()
}
