/** The members of a JSON object. */
export type Members = { readonly [name: string]: unknown }

const deepest = 32
const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

/**
 * Reads a JSON object that no two readers understand differently: strict UTF-8, no member named twice in one object, at
 * most 32 levels deep. Anything else is none.
 */
export const strictJson = (bytes: Uint8Array): Members | undefined => {
  try {
    const text = utf8.decode(bytes)
    const value: unknown = JSON.parse(text)
    // Of two members with one name, in whatever spelling, only one is read.
    return isObject(value) && membersIn(value, 1) === membersWritten(text) ? value : undefined
  } catch {
    // What was thrown quotes the text.
    return undefined
  }
}

const isObject = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** How many members a value has, with those of all values in it. */
const membersIn = (value: unknown, depth: number): number => {
  if (typeof value !== "object" || value === null) return 0
  if (depth > deepest) throw new SyntaxError("too deep")
  const values: ReadonlyArray<unknown> = Array.isArray(value) ? value : Object.values(value)
  let members = Array.isArray(value) ? 0 : values.length
  for (const inner of values) members += membersIn(inner, depth + 1)
  return members
}

const [colon, quote, backslash] = [0x3a, 0x22, 0x5c]

/** How many members a text names that is known to be JSON: its colons outside strings. */
const membersWritten = (json: string): number => {
  let colons = 0
  for (let at = 0; at < json.length; at++) {
    const character = json.charCodeAt(at)
    if (character === colon) colons++
    if (character === quote) at = endOfString(json, at)
  }
  return colons
}

const endOfString = (json: string, start: number): number => {
  let at = start + 1
  while (json.charCodeAt(at) !== quote) at += json.charCodeAt(at) === backslash ? 2 : 1
  return at
}
