import { exportJWK, generateKeyPair, type JWK } from "jose"

export interface PublicKeys {
  readonly keys: ReadonlyArray<JWK>
}

/** A key that signs sessions as ES256, as Kratos reads it and as others may. */
export const newSessionKeys = async (): Promise<{ readonly privateKeys: object; readonly publicKeys: PublicKeys }> => {
  const { privateKey, publicKey } = await generateKeyPair("ES256", { extractable: true })
  const about = { kid: crypto.randomUUID(), alg: "ES256", use: "sig" }
  return {
    privateKeys: { keys: [{ ...(await exportJWK(privateKey)), ...about }] },
    publicKeys: { keys: [{ ...(await exportJWK(publicKey)), ...about }] }
  }
}
