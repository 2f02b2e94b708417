import { type Draft, freeName, type Task, TaskName } from "@offshoot/core"
import { Effect, Result, Schema } from "effect"
import * as fc from "fast-check"
import { draft } from "../arbitraries/draft.ts"
import { answered, ending } from "./answered.ts"
import { demandEqual } from "./demand.ts"
import { fresh } from "./fresh.ts"
import type { Law } from "./law.ts"
import { readName } from "./read-name.ts"
import { find, tasksLaw as law, place, type TasksSubject, taken } from "./tasks-subject.ts"

const step = fc.record({
  what: fc.constantFrom("place", "place", "place", "again", "rename", "remove"),
  /** Which of the names in play, and which of the tasks placed so far. */
  name: fc.nat({ max: 3 }),
  task: fc.nat()
})

/** What the law remembers of a task that it placed. */
interface Remembered {
  readonly draft: Draft
  readonly placed: Task
  name: TaskName
  isLive: boolean
}

/** What comes of whatever happened before. */
export const tasksHistory: ReadonlyArray<Law<TasksSubject>> = [
  law({
    name: "history",
    cases: 30,
    statement:
      "After any history of placing, renaming and deleting, every name and every answer is what the rules make of it",
    hands: ["rename", "remove"],
    given: fc.record({ draft: draft(), steps: fc.array(step, { minLength: 1, maxLength: 12 }) }),
    holds: (subject, given) =>
      Effect.gen(function* () {
        const first = fresh(given.draft)
        const { projectId } = first
        const inPlay = namesInPlay(first.wantedName)
        const tasks: Array<Remembered> = []
        const live = () => new Set(tasks.filter(({ isLive }) => isLive).map(({ name }) => name))
        for (const { name: which, task: index, what } of given.steps) {
          const name = inPlay[which % inPlay.length] ?? first.wantedName
          const task = tasks[index % Math.max(tasks.length, 1)]
          if (what === "place" || task === undefined) {
            const planned = { ...fresh(first, projectId), wantedName: name }
            const expected = Result.getOrThrow(freeName(name, live()))
            const placed = yield* place(subject, planned)
            demandEqual("the name of the placed task", placed.name, expected)
            tasks.push({ draft: planned, placed, name: expected, isLive: true })
          } else if (what === "again") {
            const end = yield* ending(place(subject, task.draft))
            demandEqual("the ending of placing again", end, task.isLive ? "answered" : "TaskNotFound")
          } else if (what === "rename" && task.isLive && !live().has(name)) {
            yield* answered(() => subject.rename(task.placed, name))
            task.name = name
          } else if (what === "remove" && task.isLive) {
            yield* answered(() => subject.remove(task.placed))
            task.isLive = false
          }
        }
        for (const { draft: planned, isLive, name } of tasks) {
          demandEqual(
            "the name of a task",
            (yield* find(subject, projectId, planned.id))?.name,
            isLive ? name : undefined
          )
        }
        yield* demandTaken(subject, first, live())
      })
  })
]

/** A few names in each other's way. */
const namesInPlay = (wanted: TaskName): ReadonlyArray<TaskName> => {
  const { stem } = readName(wanted)
  return [wanted, `${stem} (2)`, `${stem} (3)`, "Another name"].filter(Schema.is(TaskName))
}

const demandTaken = (subject: TasksSubject, { projectId, wantedName }: Draft, live: ReadonlySet<string>) =>
  Effect.map(taken(subject, projectId, wantedName), (names) => {
    const { stem } = readName(wantedName)
    const needed = [...live].filter(
      (name) => name === wantedName || (readName(name).stem === stem && readName(name).ordinal > 1)
    )
    demandEqual(
      "the taken names that no live task has",
      names.filter((name) => !live.has(name)),
      []
    )
    demandEqual(
      "the live names of the family that are not taken",
      needed.filter((name) => !names.includes(name)),
      []
    )
  })
