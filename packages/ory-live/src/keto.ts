import { type Service, startService } from "./service.ts"
import { newStage } from "./stage.ts"

/** A Keto with Offshoot's namespaces. */
export interface Keto extends Service {
  readonly readUrl: string
  readonly writeUrl: string
}

export const startKeto = async (): Promise<Keto> => {
  const { database, settings } = await newStage("keto")
  const readUrl = `http://127.0.0.1:${settings.port(4466)}`
  const writeUrl = `http://127.0.0.1:${settings.port(4467)}`
  const service = await startService({
    name: "keto",
    args: ["serve", "-c", "keto.yml"],
    cwd: settings.path,
    env: { DSN: database },
    urls: [readUrl, writeUrl]
  })
  return { ...service, readUrl, writeUrl }
}
