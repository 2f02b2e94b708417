import { randomBytes } from "node:crypto"

/** A token that means something only to who made it. */
export const opaque = (prefix: string): string => prefix + randomBytes(32).toString("base64url")
