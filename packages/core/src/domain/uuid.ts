import type { Timestamp } from "./timestamp.ts"

/** Writes 16 bytes as a UUID (RFC 9562) of a version, in lower case; the version and variant bits are overwritten. */
export const uuidFrom = (bytes: Uint8Array, version: 5 | 7 | 8): string => {
  let text = ""
  for (let index = 0; index < 16; index++) {
    const byte = bytes[index] ?? 0
    if (index === 4 || index === 6 || index === 8 || index === 10) text += "-"
    text += hex[index === 6 ? (byte & 0x0f) | (version << 4) : index === 8 ? (byte & 0x3f) | 0x80 : byte]
  }
  return text
}

const hex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"))

/** A UUIDv7: 48 bits of time, then the randomness that the last ten bytes hold. */
export const uuidV7 = (now: Timestamp, random: Uint8Array): string => {
  const bytes = random.slice(0, 16)
  const view = new DataView(bytes.buffer)
  view.setUint16(0, Math.floor(now / 2 ** 32))
  view.setUint32(2, now % 2 ** 32)
  return uuidFrom(bytes, 7)
}
