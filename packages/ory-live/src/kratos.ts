import { type Service, startService } from "./service.ts"
import { newSessionKeys, type PublicKeys } from "./session-keys.ts"
import { newStage } from "./stage.ts"

/** A Kratos whose sessions are also to be had as JWTs, for the audience `offshoot`. */
export interface Kratos extends Service {
  readonly issuer: string
  readonly publicUrl: string
  readonly adminUrl: string
  /** The public half of what signs its JWTs: Kratos does not publish it. */
  readonly keys: PublicKeys
}

export const startKratos = async (): Promise<Kratos> => {
  const { database, settings } = await newStage("kratos")
  const publicUrl = `http://127.0.0.1:${settings.port(4433)}`
  const adminUrl = `http://127.0.0.1:${settings.port(4434)}`
  const keys = await newSessionKeys(settings.path)
  const service = await startService({
    name: "kratos",
    args: ["serve", "--dev", "-c", "kratos.yml"],
    cwd: settings.path,
    env: { DSN: database },
    urls: [publicUrl, adminUrl]
  })
  return { ...service, issuer: `${publicUrl}/`, publicUrl, adminUrl, keys }
}
