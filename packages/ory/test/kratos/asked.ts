import { type StandInKratos, startStandInKratos } from "@offshoot/testkit/kratos"
import { Effect, Redacted, Schema } from "effect"
import { TestClock } from "effect/testing"
import { KratosWhoami, whoamiSettings } from "../../src/index.ts"

export const issuer = "https://kratos.example/"

/** Milliseconds since 1970 at which the tests' sessions are shown. */
export const now = 1_800_000_000_000

/** A stand-in for Kratos, for one test. */
export const standIn = (options?: Parameters<typeof startStandInKratos>[0]) =>
  Effect.acquireRelease(
    Effect.promise(() => startStandInKratos(options)),
    (kratos) => Effect.promise(kratos.stop)
  )

/** The token of a session of `ann` that has ten minutes from {@link now} on. */
export const loggedIn = (kratos: StandInKratos, session: object = {}, identity: object = {}) =>
  kratos.logIn({ expires_at: new Date(now + 600_000).toISOString(), ...session }, { id: "ann", ...identity })

/** An authenticator that asks a Kratos at this address; settings are named as in the configuration. */
export const asking = (publicUrl: string, more: object = {}) =>
  KratosWhoami.make(Schema.decodeUnknownSync(whoamiSettings({ allowHttp: true }))({ publicUrl, issuer, ...more }))

/** Shows a token at a moment, by default {@link now}. */
export const show = (by: ReturnType<typeof asking>, token: string, at = now) =>
  Effect.andThen(TestClock.setTime(at), by.authenticate(Redacted.make(token)))
