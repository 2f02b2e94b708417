import { isUnambiguous } from "./is-unambiguous.ts"

/** The members of a JSON object. */
export type Members = { readonly [name: string]: unknown }

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

/** Reads a JSON object that no two readers understand differently, in strict UTF-8. Anything else is none. */
export const strictJson = (bytes: Uint8Array): Members | undefined => {
  try {
    const text = utf8.decode(bytes)
    const value: unknown = JSON.parse(text)
    return isObject(value) && isUnambiguous(text, value) ? value : undefined
  } catch {
    // What was thrown quotes the text.
    return undefined
  }
}

const isObject = (value: unknown): value is Members =>
  typeof value === "object" && value !== null && !Array.isArray(value)
