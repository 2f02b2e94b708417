import { assert, describe, it } from "@effect/vitest"
import * as fc from "fast-check"
import { uuidFrom, uuidV7 } from "../../src/domain/uuid.ts"

const bytes = fc.uint8Array({ minLength: 16, maxLength: 32 })

describe("uuidFrom", () => {
  it("overwrites the version and the variant, and nothing else", () => {
    assert.strictEqual(uuidFrom(new Uint8Array(16).fill(0xff), 5), "ffffffff-ffff-5fff-bfff-ffffffffffff")
    assert.strictEqual(uuidFrom(new Uint8Array(20), 8), "00000000-0000-8000-8000-000000000000")
    const counted = Uint8Array.from({ length: 16 }, (_, index) => index * 0x11)
    assert.strictEqual(uuidFrom(counted, 7), "00112233-4455-7677-8899-aabbccddeeff")
  })

  it("writes every byte in two digits of lower case", () =>
    fc.assert(
      fc.property(bytes, fc.constantFrom(5 as const, 7 as const, 8 as const), (input, version) => {
        const [, ...digits] = /^(.{8})-(.{4})-(.{4})-(.{4})-(.{12})$/.exec(uuidFrom(input, version)) ?? []
        const expected = Buffer.from(input.subarray(0, 16))
        expected[6] = ((expected[6] ?? 0) % 16) + version * 16
        expected[8] = ((expected[8] ?? 0) % 64) + 128
        assert.strictEqual(digits.join(""), expected.toString("hex"))
      })
    ))
})

describe("uuidV7", () => {
  it("begins with 48 bits of time", () => {
    assert.strictEqual(uuidV7(0x0123456789ab, new Uint8Array(16)), "01234567-89ab-7000-8000-000000000000")
    assert.strictEqual(uuidV7(0xe677d21fdbff, new Uint8Array(16)).slice(0, 13), "e677d21f-dbff")
  })

  const time = fc.nat({ max: 253_402_300_799_999 })
  it("sorts by time, whatever the randomness", () =>
    fc.assert(
      fc.property(time, time, bytes, bytes, (one, other, here, there) => {
        fc.pre(one < other)
        assert.isTrue(uuidV7(one, here) < uuidV7(other, there))
      })
    ))

  it("leaves the randomness it is given as it was", () =>
    fc.assert(
      fc.property(time, bytes, (now, random) => {
        const before = [...random]
        uuidV7(now, random)
        assert.deepStrictEqual([...random], before)
      })
    ))
})
