import type { ShortId } from "@offshoot/core"
import { laws } from "@offshoot/testkit"
import { Effect } from "effect"
import { describe } from "vitest"
import { replacing } from "./collections-subject.ts"
import { rejected } from "./rejected.ts"

describe("The tags", () => {
  rejected(laws.tags, [
    {
      it: "are answered without their description",
      law: "tags.as-stored",
      subject: replacing(({ tags }) => ({
        tags: {
          find: (ids) => Effect.map(tags.find(ids), (found) => found.map((tag) => ({ ...tag, description: null })))
        }
      }))
    }
  ])
})

describe("The models", () => {
  rejected(laws.models, [
    {
      it: "are answered one at a time",
      law: "models.as-stored",
      subject: replacing(({ models }) => ({ models: { find: (ids) => models.find(ids.slice(0, 1)) } }))
    }
  ])
})

describe("The ids", () => {
  rejected(laws.ids, [
    {
      it: "are all the same",
      law: "ids.next",
      subject: replacing(({ ids }) => ({
        ids: { ...ids, next: Effect.succeed("00000000-0000-7000-8000-000000000001") }
      }))
    },
    {
      it: "are cut short",
      law: "ids.short-id",
      subject: replacing(({ ids }) => ({
        ids: { ...ids, shortId: Effect.map(ids.shortId, (id) => id.slice(0, 11) as ShortId) }
      }))
    }
  ])
})
