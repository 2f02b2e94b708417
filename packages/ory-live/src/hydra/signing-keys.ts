import { answered } from "../answered.ts"
import type { Hydra } from "../hydra.ts"

const set = ({ adminUrl }: Hydra) => `${adminUrl}/admin/keys/hydra.jwt.access-token`

/** Adds a key, which signs access tokens from then on. */
export const addSigningKey = async (hydra: Hydra, kid: string = crypto.randomUUID()): Promise<string> => {
  await answered(set(hydra), { body: { alg: "RS256", use: "sig", kid } })
  return kid
}

export const deleteSigningKey = (hydra: Hydra, kid: string): Promise<unknown> =>
  answered(`${set(hydra)}/${kid}`, { method: "DELETE" })
