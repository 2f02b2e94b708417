import type {
  Caller,
  CloneRequest,
  ProjectId,
  Share,
  Tag,
  Target,
  Task,
  TaskId,
  TaskName,
  TaskRevision
} from "@offshoot/core"
import { Effect, Option } from "effect"
import { type Source, source } from "../arbitraries/source.ts"
import { type Answer, answered, answeredOption } from "./answered.ts"
import { fresh } from "./fresh.ts"
import { lawsOf } from "./law.ts"
import { newQuestion, type Question } from "./permissions-subject.ts"

/** A task as those see it who use the service: also over a wire that does not tell who created it. */
export interface SeenTask extends Omit<Task, "createdBy" | "tags" | "revisions"> {
  readonly tags: ReadonlyArray<Pick<Tag, "id">>
  readonly revisions: ReadonlyArray<Omit<TaskRevision, "tags"> & { readonly tags: ReadonlyArray<Pick<Tag, "id">> }>
}

/** The service under test: the core's use cases over any ports, or a client of a server. It fails with `{ _tag }`. */
export interface CloneService {
  readonly clone: (request: CloneRequest) => Answer<SeenTask>
  readonly preview: (request: CloneRequest) => Answer<SeenTask>
}

/** A service under test, and the hands that set its stage and look at it. */
export interface ServiceSubject {
  readonly service: CloneService
  /** Stores a task, with the tags that it carries, and a share of it. */
  readonly share?: (source: Source) => Answer<unknown>
  readonly revoke?: (share: Share) => Answer<unknown>
  readonly remove?: (task: Pick<Task, "id" | "projectId">) => Answer<unknown>
  readonly rename?: (task: Pick<Task, "id" | "projectId">, name: TaskName) => Answer<unknown>
  /** Makes the project the organization's, and gives the caller the permission on it. */
  readonly grant?: (question: Question) => Answer<unknown>
  readonly withdraw?: (question: Question) => Answer<unknown>
  /** The live task, seen with every permission. */
  readonly find?: (
    projectId: ProjectId,
    taskId: TaskId
  ) => Answer<SeenTask | undefined> | Answer<Option.Option<SeenTask>>
  /** The names of all live tasks of a project. */
  readonly names?: (projectId: ProjectId) => Answer<Iterable<string>>
  /** A caller who was never seen; any person of one issuer, if the subject does not say. */
  readonly newcomer?: () => Caller
}

export const serviceLaw = lawsOf<ServiceSubject>("service", 30)

/** What a case needs of most subjects. */
export const stageHands = ["share", "grant", "names"] as const
type Staged = ServiceSubject & Required<Pick<ServiceSubject, (typeof stageHands)[number]>>

/** A source that anybody may clone, and a caller who may create tasks in a new project. */
export interface Stage {
  readonly source: Source
  readonly caller: Caller
  readonly target: Target
  readonly request: CloneRequest
}

export const cloneable = source({ bound: false, revisions: 2 })

export const setStage = (subject: Staged, given: Source): Effect.Effect<Stage, unknown> =>
  Effect.gen(function* () {
    const staged = fresh(given)
    yield* answered(() => subject.share(staged))
    const { caller, target } = yield* newcomerWith(subject)
    return { source: staged, caller, target, request: { caller, target, shortId: staged.share.shortId } }
  })

/** A new caller who may create tasks in a new project. */
export const newcomerWith = (subject: Staged): Effect.Effect<Question, unknown> => {
  const question = newQuestion(subject, "createTask")
  return Effect.as(
    answered(() => subject.grant(question)),
    question
  )
}

export const clone = ({ service }: ServiceSubject, request: CloneRequest): Effect.Effect<SeenTask, unknown> =>
  answered(() => service.clone(request))

export const preview = ({ service }: ServiceSubject, request: CloneRequest): Effect.Effect<SeenTask, unknown> =>
  answered(() => service.preview(request))

/** The names of all live tasks of a project, in order. */
export const names = (
  subject: Staged,
  { projectId }: Pick<Target, "projectId">
): Effect.Effect<ReadonlyArray<string>, unknown> =>
  Effect.map(
    answered(() => subject.names(projectId)),
    (all) => [...all].toSorted()
  )

export const find = (
  subject: Required<Pick<ServiceSubject, "find">>,
  { id, projectId }: Pick<Task, "id" | "projectId">
): Effect.Effect<SeenTask | undefined, unknown> =>
  Effect.map(
    answeredOption<SeenTask>(() => subject.find(projectId, id)),
    Option.getOrUndefined
  )
