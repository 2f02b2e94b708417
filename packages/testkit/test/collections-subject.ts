import { Ids, Models, ShareCollection, Shares, Tags, TaskCollection } from "@offshoot/core"
import { MemoryStore } from "@offshoot/testkit"
import { Effect } from "effect"

/** The ports beside those that a clone needs. */
export interface Collections {
  readonly taskCollection: TaskCollection["Service"]
  readonly shareCollection: ShareCollection["Service"]
  readonly tags: Tags["Service"]
  readonly models: Models["Service"]
  readonly ids: Ids["Service"]
}

/** A new store in memory, some of its collections replaced, with every hand that their laws know. */
export const collectionsSubject = (replace: (collections: Collections) => Partial<Collections> = () => ({})) =>
  Effect.runSync(Effect.provide(subject(replace), MemoryStore.layer, { local: true }))

const subject = Effect.fnUntraced(function* (replace: (collections: Collections) => Partial<Collections>) {
  const store = yield* MemoryStore
  const right: Collections = {
    taskCollection: yield* TaskCollection,
    shareCollection: yield* ShareCollection,
    tags: yield* Tags,
    models: yield* Models,
    ids: Ids.webCrypto
  }
  return { ...store, ...right, ...replace(right), shares: yield* Shares }
})

/** A maker of subjects some of whose collections are wrong. */
export const replacing = (replace: (collections: Collections) => Partial<Collections>) => () =>
  collectionsSubject(replace)
