const deepest = 32

/**
 * Whether no two readers understand a JSON text differently: no object in it names a member twice, in whatever spelling, of
 * which only one would be read. False, too, of what is more than 32 levels deep.
 *
 * @param value what was read from the text
 */
export const isUnambiguous = (text: string, value: unknown): boolean => membersIn(value, 1) === membersWritten(text)

/** How many members a value has, with those of all values in it. */
const membersIn = (value: unknown, depth: number): number => {
  if (typeof value !== "object" || value === null) return 0
  if (depth > deepest) return Number.POSITIVE_INFINITY
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
