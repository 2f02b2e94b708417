import { Clock, Context, Effect, Layer } from "effect"
import { ShortId } from "../domain/identifiers.ts"
import { uuidV7 } from "../domain/uuid.ts"
import { randomBytes } from "../domain/web-crypto.ts"

/** New ids; deterministic in tests. */
export class Ids extends Context.Service<
  Ids,
  {
    /** A UUID never given before, in lower case. */
    readonly next: Effect.Effect<string>
    /** A short id of 12 letters and digits from secure randomness (71 bits), so that links cannot be guessed. */
    readonly shortId: Effect.Effect<ShortId>
  }
>()("@offshoot/core/Ids") {
  /** UUIDv7s and random short ids on the platform's Web Crypto. */
  static readonly webCrypto = Ids.of({
    next: Effect.map(Clock.currentTimeMillis, (now) => uuidV7(now, randomBytes(16))),
    shortId: Effect.sync(drawShortId)
  })
  static readonly layer = Layer.succeed(Ids, Ids.webCrypto)
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"

function drawShortId(): ShortId {
  let drawn = ""
  while (drawn.length < 12) {
    // Bytes past the last whole multiple of 62 are drawn again: every character is equally likely.
    for (const byte of randomBytes(16)) if (byte < 248 && drawn.length < 12) drawn += alphabet.charAt(byte % 62)
  }
  return ShortId.make(drawn)
}
