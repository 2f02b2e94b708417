import { Fault, type SharedTask } from "@offshoot/core"
import { laws } from "@offshoot/testkit"
import { Effect, Option } from "effect"
import { describe } from "vitest"
import { replacing } from "./memory-subject.ts"
import { rejected } from "./rejected.ts"

const answeringFromCache = replacing(({ shares }) => {
  const cache = new Map<string, SharedTask>()
  const find: typeof shares.find = (shortId) =>
    Effect.map(shares.find(shortId), (found) => {
      const known = cache.get(shortId)
      if (known !== undefined) return Option.some(known)
      if (Option.isSome(found)) cache.set(shortId, found.value)
      return found
    })
  return { shares: { find } }
})

describe("A store of shares", () => {
  rejected(laws.shares, [
    {
      it: "answers from a cache after a share was revoked",
      law: "shares.revoked",
      subject: answeringFromCache
    },
    {
      it: "hands out what it keeps",
      law: "shares.own-answer",
      subject: answeringFromCache
    },
    {
      it: "takes a short id that no share has for a fault",
      law: "shares.absent",
      subject: replacing(({ shares }) => ({
        shares: {
          find: (shortId) =>
            Effect.filterOrFail(
              shares.find(shortId),
              Option.isSome,
              () => new Fault({ dependency: "shares", operation: "find", cause: "There is no row" })
            )
        }
      }))
    },
    {
      it: "hides revoked shares",
      law: "shares.revoked",
      subject: replacing(({ shares }) => ({
        shares: {
          find: (shortId) =>
            Effect.map(
              shares.find(shortId),
              Option.filter(({ share }) => share.active)
            )
        }
      }))
    },
    {
      it: "hides expired shares",
      law: "shares.no-rule",
      subject: replacing(({ shares }) => ({
        shares: {
          find: (shortId) =>
            Effect.map(
              shares.find(shortId),
              Option.filter(({ share }) => share.expiresAt === null || share.expiresAt > Date.now())
            )
        }
      }))
    },
    {
      it: "does not tell the case of short ids apart",
      law: "shares.case",
      subject: replacing(({ shares }) => ({
        shares: {
          find: (shortId) => {
            const lower = `${shortId.slice(0, -1)}${shortId.slice(-1).toLowerCase()}` as typeof shortId
            return shares.find(lower)
          }
        }
      }))
    },
    {
      it: "answers without the tags",
      law: "shares.as-stored",
      subject: replacing(({ shares }) => ({
        shares: {
          find: (shortId) =>
            Effect.map(
              shares.find(shortId),
              Option.map((found) => ({ ...found, task: { ...found.task, tags: [] } }))
            )
        }
      }))
    },
    {
      it: "answers the deleted task as live",
      law: "shares.source-deleted",
      subject: replacing(({ shares }) => ({
        shares: {
          find: (shortId) =>
            Effect.map(
              shares.find(shortId),
              Option.map((found) => ({ ...found, task: { ...found.task, deleted: null } }))
            )
        }
      }))
    }
  ])
})
