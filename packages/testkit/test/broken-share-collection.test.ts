import type { ShareId, ShortId } from "@offshoot/core"
import { laws } from "@offshoot/testkit"
import { Effect, Option } from "effect"
import { describe } from "vitest"
import { type Collections, replacing } from "./collections-subject.ts"
import { rejected } from "./rejected.ts"

type ShareCollection = Collections["shareCollection"]
type TaskCollection = Collections["taskCollection"]

const sharesWith = (wrong: (right: ShareCollection, tasks: TaskCollection) => Partial<ShareCollection>) =>
  replacing(({ shareCollection, taskCollection }) => ({
    shareCollection: { ...shareCollection, ...wrong(shareCollection, taskCollection) }
  }))

const withOwnMoment = sharesWith(({ revoke }) => ({
  revoke: (revocation) =>
    Effect.map(
      revoke(revocation),
      Option.map((share) => ({ ...share, modified: revocation.now }))
    )
}))

describe("A collection of shares", () => {
  rejected(laws.shareCollection, [
    {
      it: "forgets when a share expires",
      law: "shareCollection.whole",
      subject: sharesWith(({ insert }) => ({ insert: (share) => insert({ ...share, expiresAt: null }) }))
    },
    {
      it: "says of a share that it did not store that it did",
      law: "shareCollection.taken",
      subject: sharesWith(({ insert }) => ({ insert: (share) => Effect.as(insert(share), "inserted") }))
    },
    {
      it: "looks whether a short id is free, then stores",
      law: "shareCollection.at-once",
      subject: sharesWith(({ insert }) => {
        const stored = new Set<ShortId>()
        return {
          insert: (share) =>
            Effect.suspend(() => {
              if (stored.has(share.shortId)) return Effect.succeed("taken")
              const storing = Effect.tap(insert(share), () => Effect.sync(() => stored.add(share.shortId)))
              return Effect.as(Effect.andThen(Effect.yieldNow, storing), "inserted")
            })
        }
      })
    },
    {
      it: "answers each revocation with its own moment",
      law: "shareCollection.revoked",
      subject: withOwnMoment
    },
    {
      it: "answers each revocation with its own moment",
      law: "shareCollection.revoked-at-once",
      subject: withOwnMoment
    },
    {
      it: "revokes by the share's id alone",
      law: "shareCollection.elsewhere",
      subject: sharesWith(({ insert, revoke }) => {
        const owners = new Map<ShareId, Parameters<typeof insert>[0]>()
        return {
          insert: (share) =>
            Effect.andThen(
              Effect.sync(() => owners.set(share.id, share)),
              insert(share)
            ),
          revoke: (revocation) => {
            const { projectId, taskId } = owners.get(revocation.shareId) ?? revocation
            return revoke({ ...revocation, projectId, taskId })
          }
        }
      })
    },
    {
      it: "revokes the shares of live tasks alone",
      law: "shareCollection.source-deleted",
      subject: sharesWith(({ revoke }, { list }) => ({
        revoke: (revocation) =>
          Effect.flatMap(list({ projectId: revocation.projectId, limit: 100 }), (page) =>
            Option.exists(page, ({ tasks }) => tasks.some(({ id }) => id === revocation.taskId))
              ? revoke(revocation)
              : Effect.succeedNone
          )
      }))
    },
    {
      it: "counts the first view alone",
      law: "shareCollection.views",
      subject: sharesWith(({ countView }) => {
        const viewed = new Set<ShareId>()
        return {
          countView: (id) =>
            Effect.suspend(() => {
              const isFirst = !viewed.has(id)
              viewed.add(id)
              return isFirst ? countView(id) : Effect.void
            })
        }
      })
    }
  ])
})
