import { Result } from "effect"

/** The members of a JSON object. */
export type Members = { readonly [name: string]: unknown }

const deepest = 32
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

/**
 * Reads a JSON object that no two readers understand differently: strict UTF-8, no member named twice in one object, at
 * most 32 levels deep.
 */
export const strictJson = (bytes: Uint8Array): Result.Result<Members, unknown> =>
  Result.try(() => {
    const text = utf8.decode(bytes)
    const value: unknown = JSON.parse(text)
    if (!isObject(value)) throw new SyntaxError("not an object")
    if (!isUnambiguous(text)) throw new SyntaxError("a doubled member, or too deep")
    return value
  })

const isObject = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** Walks over the brackets and member names of a text that is known to be JSON. */
const isUnambiguous = (json: string): boolean => {
  const open: Array<Set<unknown>> = []
  for (const [token, name] of json.matchAll(/("(?:[^"\\]|\\.)*")(?:\s*:)?|[{}[\]]/g)) {
    if (token === "{" || token === "[") {
      if (open.push(new Set()) > deepest) return false
    } else if (token === "}" || token === "]") {
      open.pop()
    } else if (token.endsWith(":") && name !== undefined) {
      const names = open.at(-1)
      // Two spellings of one name, "a" and "\u0061", are one name.
      const spelled: unknown = JSON.parse(name)
      if (names?.has(spelled)) return false
      names?.add(spelled)
    }
  }
  return true
}
