import { type StandInHydra, startStandInHydra } from "@offshoot/testkit/hydra"
import { Effect, Redacted, Schema } from "effect"
import { TestClock } from "effect/testing"
import { HydraIntrospection, introspectionSettings } from "../../src/index.ts"

export const issuer = "https://hydra.example/"

/** Seconds since 1970 at which the tests' tokens are issued, for ten minutes. */
export const issuedAt = 1_800_000_000

/** A stand-in for Hydra, for one test. */
export const standIn = Effect.acquireRelease(
  Effect.promise(() => startStandInHydra(issuer)),
  (hydra) => Effect.promise(hydra.stop)
)

/** A token of {@link issuedAt}, of which Hydra says this too. */
export const issued = (hydra: StandInHydra, said: object = {}) =>
  hydra.issue({ iat: issuedAt, nbf: issuedAt, exp: issuedAt + 600, ...said })

/** An authenticator that asks a Hydra at this address; settings are named as in the configuration. */
export const asking = (adminUrl: string, more: object = {}) =>
  HydraIntrospection.make(
    Schema.decodeUnknownSync(introspectionSettings({ allowHttp: true }))({
      adminUrl,
      issuer,
      audience: ["offshoot", "spare"],
      ...more
    })
  )

/** Shows a token at a moment, by default the one at which tokens are issued. */
export const show = (by: ReturnType<typeof asking>, token: string, seconds = issuedAt) =>
  Effect.andThen(TestClock.setTime(seconds * 1000), by.authenticate(Redacted.make(token)))
