import { createDatabase } from "./databases.ts"
import { sharedStage } from "./stage.ts"

/** The address of a new, empty database, for what is tested with the services. */
export const emptyDatabase = async (): Promise<string> => {
  const { postgres } = sharedStage()
  const name = `tested_${crypto.randomUUID().replaceAll("-", "")}`
  await createDatabase(postgres, name)
  return `${postgres}/${name}`
}
