import {
  type Identity,
  type ProjectId,
  sameIdentity,
  type Tag,
  type Task,
  type TaskId,
  type TaskName
} from "@offshoot/core"
import { Array, Effect } from "effect"
import * as fc from "fast-check"
import { tagsOf } from "../arbitraries/tags-of.ts"
import { task } from "../arbitraries/task.ts"
import { taskName } from "../arbitraries/task-name.ts"
import { uuid } from "../arbitraries/uuid.ts"
import { answered } from "./answered.ts"
import { byValue } from "./by-value.ts"
import { demand, demandEqual } from "./demand.ts"
import { fresh } from "./fresh.ts"
import type { Law } from "./law.ts"
import {
  allPages,
  insert,
  taskCollectionLaw as law,
  page,
  type TaskCollectionSubject
} from "./task-collection-subject.ts"

const authors: ReadonlyArray<Identity> = [
  { issuer: "https://issuer.example", subject: "anna", kind: "user" },
  { issuer: "https://issuer.example", subject: "anna", kind: "client" },
  { issuer: "https://issuer.example", subject: "bert", kind: "user" },
  { issuer: "https://elsewhere.example", subject: "anna", kind: "user" }
]

/** Tasks of one project, some of them made in one moment, by some of a few authors, with some of a few tags. */
const tasks = (minLength = 0) =>
  uuid.chain((id) => {
    const projectId = id as ProjectId
    return fc.record({
      projectId: fc.constant(projectId),
      tags: tagsOf(projectId, "task"),
      tasks: fc.uniqueArray(
        fc
          .tuple(task({ projectId, tagged: false }), fc.nat({ max: 3 }), fc.constantFrom(...authors))
          .map(([any, day, createdBy]) => ({ ...any, created: day * 86_400_000, createdBy })),
        { minLength, maxLength: 7, selector: ({ name }) => name }
      ),
      /** Which tags each task carries, a bit for each. */
      carries: fc.array(fc.nat({ max: 7 }), { minLength: 7, maxLength: 7 }),
      limit: fc.integer({ min: 1, max: 8 })
    })
  })

const insertAll = (subject: TaskCollectionSubject, all: ReadonlyArray<Task>) =>
  Effect.forEach(all, (each) => insert(subject, each))

const byId = (all: ReadonlyArray<Task>) => byValue(all.toSorted((one, other) => (one.id < other.id ? -1 : 1)))

/** Which tasks are listed, and in which order. */
export const taskCollectionListing: ReadonlyArray<Law<TaskCollectionSubject>> = [
  law({
    name: "pages",
    statement: "The pages hold each live task of the project once, the newest first, whatever their size",
    hands: ["remove"],
    given: fc.record({ stage: tasks(), removed: fc.nat({ max: 7 }) }),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const { limit, projectId, tasks: all } = fresh(given.stage)
        yield* insertAll(subject, all)
        const live = all.filter((_, index) => index !== given.removed)
        for (const each of all) if (!live.includes(each)) yield* answered(() => subject.remove(each))
        const listed = yield* allPages(subject, { projectId, limit })
        demandEqual("what is listed", byId(listed), byId(live))
        const moments = listed.map(({ created }) => created)
        demandEqual(
          "the moments",
          moments,
          moments.toSorted((one, other) => other - one)
        )
      })
  }),
  law({
    name: "cursor",
    statement: "A page follows any task that the project ever had, and no other",
    hands: ["remove"],
    given: fc.tuple(tasks(1), tasks(1)),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const [{ limit, projectId, tasks: all }, elsewhere] = fresh(given)
        yield* insertAll(subject, all)
        yield* insertAll(subject, elsewhere.tasks)
        const before = yield* allPages(subject, { projectId, limit: 100 })
        const [last] = before
        demand(last !== undefined, "nothing is listed")
        yield* answered(() => subject.remove(last))
        const after = yield* page(subject, { projectId, limit: 100, after: last.id })
        demandEqual("the page after a deleted task", byValue(after?.tasks), byValue(before.slice(1)))
        for (const unknown of [elsewhere.tasks[0]?.id, crypto.randomUUID() as string as TaskId]) {
          demand(unknown !== undefined, "no task is elsewhere")
          demandEqual(
            "the page after another's task",
            yield* page(subject, { projectId, limit, after: unknown }),
            undefined
          )
        }
      })
  }),
  law({
    name: "name",
    statement: "A part of a name finds it, whatever stands in it, and the case of its Latin letters does not matter",
    given: fc.record({ task: task({ tagged: false }), name: taskName, from: fc.nat(), length: fc.nat() }),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const one = { ...fresh(given.task), name: given.name }
        const withName = (name: string) => allPages(subject, { projectId: one.projectId, limit: 1, name })
        yield* insert(subject, one)
        const characters = [...given.name]
        const from = given.from % characters.length
        const part = characters.slice(from, from + 1 + (given.length % characters.length)).join("")
        for (const name of [part, otherCase(part)]) {
          demandEqual(`what has ${JSON.stringify(name)}`, byValue(yield* withName(name)), byValue([one]))
        }
        const longer = `${given.name}?`
        demandEqual(`what has ${JSON.stringify(longer)}`, yield* withName(longer), [])
      })
  }),
  law({
    name: "filters",
    statement: "Part of the name, a tag of the task and its author narrow the list, each alone and all together",
    hands: ["putTag"],
    given: fc.record({
      stage: tasks(),
      name: fc.constantFrom(undefined, "ab", "b"),
      tag: fc.option(fc.nat(), { nil: undefined }),
      author: fc.option(fc.constantFrom(...authors), { nil: undefined })
    }),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const stage = fresh(given.stage)
        const all = stage.tasks.map(
          (each, index): Task => ({
            ...each,
            name: `${["aB", "b", "c"][index % 3]} ${index}` as TaskName,
            tags: stage.tags.filter((_, bit) => ((stage.carries[index] ?? 0) >> bit) % 2 === 1),
            // A revision's tags are no tags of its task.
            revisions: Array.map(each.revisions, (revision) => ({ ...revision, tags: stage.tags }))
          })
        )
        yield* Effect.forEach(stage.tags, (tag) => answered(() => subject.putTag(tag)))
        yield* insertAll(subject, all)
        const tag: Tag | undefined = given.tag === undefined ? undefined : stage.tags[given.tag % stage.tags.length]
        const { author, name } = given
        const query = {
          projectId: stage.projectId,
          limit: stage.limit,
          ...(name === undefined ? {} : { name }),
          ...(tag === undefined ? {} : { tagId: tag.id }),
          ...(author === undefined ? {} : { createdBy: author })
        }
        const expected = all.filter(
          (each) =>
            (name === undefined || each.name.toLowerCase().includes(name)) &&
            (tag === undefined || each.tags.includes(tag)) &&
            (author === undefined || sameIdentity(each.createdBy, author))
        )
        demandEqual("what is listed", byId(yield* allPages(subject, query)), byId(expected))
      })
  })
]

const otherCase = (text: string) =>
  text.replaceAll(/[A-Za-z]/g, (letter) => (/[a-z]/.test(letter) ? letter.toUpperCase() : letter.toLowerCase()))
