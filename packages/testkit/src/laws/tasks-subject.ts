import type { PlacePieces } from "@offshoot/core"
import { type Draft, family, type ProjectId, type Task, type TaskId, type TaskName, type Tasks } from "@offshoot/core"
import type { Promised } from "@offshoot/core/promise"
import { Effect, Option } from "effect"
import { type Answer, answered, answeredOption } from "./answered.ts"
import { lawsOf } from "./law.ts"

/** Tasks under test, and the hands that set their stage. */
export interface TasksSubject {
  readonly tasks: Tasks["Service"] | Promised<Tasks["Service"]>
  /** Stores a task as it is, with the tags that it carries. */
  readonly put?: (task: Task) => Answer<unknown>
  /** Gives a live task another name, which is free. */
  readonly rename?: (task: Task, name: TaskName) => Answer<unknown>
  /** Deletes a live task. */
  readonly remove?: (task: Task) => Answer<unknown>
  /** What `place` is made from, where `placeWith` makes it. */
  readonly pieces?: PlacePieces | Promised<PlacePieces>
}

export const tasksLaw = lawsOf<TasksSubject>("tasks", 50)

export const find = (
  { tasks }: TasksSubject,
  projectId: ProjectId,
  id: TaskId
): Effect.Effect<Task | undefined, unknown> =>
  Effect.map(
    answeredOption<Task>(() => tasks.find(projectId, id)),
    Option.getOrUndefined
  )

export const place = ({ tasks }: TasksSubject, draft: Draft): Effect.Effect<Task, unknown> =>
  answered(() => tasks.place(draft))

/** The names of a family that live tasks have, in order. */
export const taken = (
  { tasks }: TasksSubject,
  projectId: ProjectId,
  wanted: TaskName
): Effect.Effect<ReadonlyArray<string>, unknown> =>
  Effect.map(
    answered<ReadonlySet<string>>(() => tasks.taken(projectId, family(wanted))),
    (names) => [...names].toSorted()
  )

export const placeAll = (
  subject: TasksSubject,
  drafts: ReadonlyArray<Draft>
): Effect.Effect<ReadonlyArray<Task>, unknown> =>
  Effect.all(
    drafts.map((draft) => place(subject, draft)),
    { concurrency: "unbounded" }
  )
