import { Ids } from "@offshoot/core"
import { ann, ours } from "@offshoot/example-embedded/people"
import { bobsShare, bobsTask } from "@offshoot/example-embedded/shared-by-bob"
import { type Adapters, Readiness } from "@offshoot/http"
import { MemoryAuthenticator, MemoryStore } from "@offshoot/testkit"
import { Effect, Layer } from "effect"

/** The token that Ann's requests carry. A real host has a real authenticator here, such as that of `@offshoot/ory`. */
export const annsToken = "the-token-of-ann"

/** Everything that Offshoot asks of this host: kept in memory here, so that the example needs no database. */
export const adapters: Adapters = Layer.effectDiscard(
  Effect.gen(function* () {
    const store = yield* MemoryStore
    yield* store.grant({ caller: ann, permission: "createTask", target: ours })
    yield* store.share({ task: bobsTask, share: bobsShare })
  })
).pipe(
  Layer.provideMerge(MemoryStore.layer),
  Layer.merge(Layer.mergeAll(Ids.layer, Readiness.always, MemoryAuthenticator.layer({ [annsToken]: ann })))
)
