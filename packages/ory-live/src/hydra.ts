import { type Service, startService } from "./service.ts"
import { newStage, type Stage } from "./stage.ts"

/** A Hydra whose access tokens are JWTs, unless a client is registered with another strategy. */
export interface Hydra extends Service {
  readonly issuer: string
  readonly publicUrl: string
  readonly adminUrl: string
}

export const startHydra = async (): Promise<Hydra> => serveHydra(await newStage("hydra"))

export const serveHydra = async ({ database, settings }: Stage): Promise<Hydra> => {
  const publicUrl = `http://127.0.0.1:${settings.port(4444)}`
  const adminUrl = `http://127.0.0.1:${settings.port(4445)}`
  const service = await startService({
    name: "hydra",
    args: ["serve", "all", "--dev", "-c", "hydra.yml"],
    cwd: settings.path,
    // A request of it may need two connections at once: with as few as it takes on two cores, five requests may wait for
    // each other for ever.
    env: { DSN: `${database}&max_conns=20` },
    urls: [publicUrl, adminUrl]
  })
  return { ...service, issuer: `${publicUrl}/`, publicUrl, adminUrl }
}
