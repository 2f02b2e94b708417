import { Effect } from "effect"
import type { Ports } from "./memory-subject.ts"

/** Remembers what was granted once. */
export const rememberingGrants = ({ permissions }: Ports): Pick<Ports, "permissions"> => {
  const granted = new Set<string>()
  return {
    permissions: {
      allows: (question) =>
        Effect.map(permissions.allows(question), (isAllowed) => {
          const key = JSON.stringify(question)
          if (isAllowed) granted.add(key)
          return granted.has(key)
        })
    }
  }
}
