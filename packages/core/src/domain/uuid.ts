import type { Timestamp } from "./timestamp.ts"

/** Writes 16 bytes as a UUID (RFC 9562) of a version, in lower case; the version and variant bits are overwritten. */
export const uuidFrom = (bytes: Uint8Array, version: 5 | 7 | 8): string => {
  const hex = Array.from(bytes.subarray(0, 16), (byte, index) => {
    if (index === 6) return (byte & 0x0f) | (version << 4)
    return index === 8 ? (byte & 0x3f) | 0x80 : byte
  })
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("")
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-")
}

/** A UUIDv7: 48 bits of time, then randomness. */
export const uuidV7 = (now: Timestamp, random: Uint8Array): string => {
  const bytes = Uint8Array.from(random.subarray(0, 16))
  for (let index = 0; index < 6; index++) bytes[index] = Math.floor(now / 2 ** (8 * (5 - index))) % 256
  return uuidFrom(bytes, 7)
}
