import { TaskId } from "@offshoot/core"
import { laws } from "@offshoot/testkit"
import { Effect, Option } from "effect"
import { describe } from "vitest"
import { type Collections, replacing } from "./collections-subject.ts"
import { rejected } from "./rejected.ts"

type TaskCollection = Collections["taskCollection"]

const tasksWith = (wrong: (right: TaskCollection) => Partial<TaskCollection>) =>
  replacing(({ taskCollection }) => ({ taskCollection: { ...taskCollection, ...wrong(taskCollection) } }))

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
      it: "says of a name that was lost that the id exists",
      law: "taskCollection.at-once",
      subject: tasksWith(({ insert }) => ({
        insert: (task) => Effect.map(insert(task), (answer) => (answer === "taken" ? "exists" : answer))
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
      it: "says of a known id that its name is taken",
      law: "taskCollection.once",
      subject: tasksWith(({ insert }) => ({
        insert: (task) => Effect.map(insert(task), (answer) => (answer === "exists" ? "taken" : answer))
      }))
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
