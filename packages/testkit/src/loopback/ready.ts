import type { Reply } from "./planted-fault.ts"

/** What each of Ory's services says at `/health/ready` when it is. */
export const ready: Reply = { status: 200, body: { status: "ok" } }
