import { type ShareId, type ShortId, TaskId } from "@offshoot/core"
import { laws } from "@offshoot/testkit"
import { Effect, Option } from "effect"
import { describe } from "vitest"
import { type Collections, collectionsSubject } from "./collections-subject.ts"
import { rejected } from "./rejected.ts"

type TaskCollection = Collections["taskCollection"]
type ShareCollection = Collections["shareCollection"]

const replacing = (replace: (collections: Collections) => Partial<Collections>) => () => collectionsSubject(replace)

const tasksWith = (wrong: (right: TaskCollection) => Partial<TaskCollection>) =>
  replacing(({ taskCollection }) => ({ taskCollection: { ...taskCollection, ...wrong(taskCollection) } }))

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

const newTaskId = () => TaskId.make(crypto.randomUUID())

describe("A collection of tasks", () => {
  rejected(laws.taskCollection, [
    {
      it: "keeps the first revision alone",
      law: "taskCollection.whole",
      subject: tasksWith(({ insert }) => ({
        insert: (task) => insert({ ...task, revisions: [task.revisions[0]] })
      }))
    },
    {
      it: "says of a task that it did not store that it did",
      law: "taskCollection.taken",
      subject: tasksWith(({ insert }) => ({ insert: (task) => Effect.as(insert(task), "inserted") }))
    },
    {
      it: "looks whether a name is free, then stores",
      law: "taskCollection.at-once",
      subject: tasksWith(({ insert, list }) => ({
        insert: (task) =>
          Effect.flatMap(list({ projectId: task.projectId, limit: 100 }), (page) => {
            const isTaken = Option.exists(page, ({ tasks }) => tasks.some(({ name }) => name === task.name))
            if (isTaken) return Effect.succeed("taken")
            return Effect.as(Effect.andThen(Effect.yieldNow, insert(task)), "inserted")
          })
      }))
    },
    {
      it: "never gives a name again",
      law: "taskCollection.freed",
      subject: tasksWith(({ insert }) => {
        const given = new Set<string>()
        return {
          insert: (task) =>
            Effect.suspend(() => {
              const key = `${task.projectId} ${task.name}`
              if (given.has(key)) return Effect.succeed("taken")
              given.add(key)
              return insert(task)
            })
        }
      })
    },
    {
      it: "stores what comes with a known id under another",
      law: "taskCollection.once",
      subject: tasksWith(({ insert }) => {
        const known = new Set<TaskId>()
        return {
          insert: (task) =>
            Effect.suspend(() => {
              const id = known.has(task.id) ? newTaskId() : task.id
              known.add(task.id)
              return insert({ ...task, id })
            })
        }
      })
    },
    {
      it: "begins every page with the newest task",
      law: "taskCollection.pages",
      subject: tasksWith(({ list }) => ({ list: ({ after: _, ...query }) => list(query) }))
    },
    {
      it: "lists the oldest task first",
      law: "taskCollection.pages",
      subject: tasksWith(({ list }) => ({
        list: (query) =>
          Effect.map(
            list(query),
            Option.map((page) => ({ ...page, tasks: page.tasks.toReversed() }))
          )
      }))
    },
    {
      it: "answers an empty page after a task that the project never had",
      law: "taskCollection.cursor",
      subject: tasksWith(({ list }) => ({
        list: (query) =>
          Effect.map(list(query), (page) => Option.orElseSome(page, () => ({ tasks: [], hasNext: false })))
      }))
    },
    {
      it: "minds the case of the name",
      law: "taskCollection.name",
      subject: tasksWith(({ list }) => ({
        list: ({ name = "", ...query }) =>
          Effect.map(
            list(query),
            Option.map((page) => ({ ...page, tasks: page.tasks.filter((task) => task.name.includes(name)) }))
          )
      }))
    },
    {
      it: "ignores the author",
      law: "taskCollection.filters",
      subject: tasksWith(({ list }) => ({ list: ({ createdBy: _, ...query }) => list(query) }))
    },
    {
      it: "ignores the tag",
      law: "taskCollection.filters",
      subject: tasksWith(({ list }) => ({ list: ({ tagId: _, ...query }) => list(query) }))
    }
  ])
})

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
