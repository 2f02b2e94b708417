import type { IdempotencyKey, TaskName } from "@offshoot/core"
import { Result } from "effect"
import type { Source } from "../arbitraries/source.ts"
import { refusalOf } from "./answered.ts"
import { demand, demandEqual } from "./demand.ts"
import { inSomeOrder, type NameChange } from "./in-some-order.ts"
import type { SeenTask } from "./service-subject.ts"

/** What is remembered of everything that was done in one project. */
export interface History {
  readonly clones: Array<Remembered>
  readonly revoked: Set<Source>
}

/** A clone that is asked for: with one key and one source it is the same one. */
export interface Cloning {
  readonly source: Source
  readonly key: IdempotencyKey | undefined
}

/** A clone that was answered, and what became of it. */
export interface Remembered extends Cloning {
  readonly task: SeenTask
  name: TaskName
  isLive: boolean
}

/** What is done at once. New names are those that nobody else can want. */
export interface Round {
  readonly clonings: ReadonlyArray<Cloning>
  readonly renamed: ReadonlyMap<Remembered, TaskName>
  readonly removed: ReadonlySet<Remembered>
  readonly revoked: ReadonlySet<Source>
}

/** How a cloning of a round ended. */
export interface Ended extends Cloning {
  readonly answer: Result.Result<SeenTask, unknown>
}

/** The names of the tasks that are live after a history. */
export const liveNames = ({ clones }: History): ReadonlyArray<TaskName> =>
  clones.filter(({ isLive }) => isLive).map(({ name }) => name)

/** Breaks the law where the rules do not allow how the clonings of a round ended; then the history is longer by the round. */
export const judge = (history: History, round: Round, endings: ReadonlyArray<Ended>): void => {
  const { clones, revoked } = history
  const names = new Set(liveNames(history))
  const earlier = [...clones]
  const changes: Array<NameChange> = [
    ...Array.from(round.renamed, ([{ name }, taken]) => ({ givenUp: name, taken })),
    ...Array.from(round.removed, ({ name }) => ({ givenUp: name }))
  ]
  for (const { answer, key, source } of endings) {
    const isSame = (clone: Cloning) => key !== undefined && clone.key === key && clone.source === source
    const allowed = allowedEndings(history, round, source, earlier.find(isSame))
    const end = Result.isSuccess(answer) ? "answered" : refusalOf(answer.failure)
    demand(allowed.includes(end), `an attempt ended with ${end} instead of ${allowed.join(" or ")}`)
    if (Result.isFailure(answer)) continue
    const task = answer.success
    const first = clones.find(isSame)
    if (first === undefined) {
      demand(!clones.some((clone) => clone.task.id === task.id), "a new clone is answered with another one")
      clones.push({ source, key, task, name: task.name, isLive: true })
      changes.push({ wanted: source.task.name, taken: task.name })
    } else {
      demandEqual("the id of a clone that was tried again", task.id, first.task.id)
      demand([first.name, round.renamed.get(first)].includes(task.name), `it is called ${task.name} when tried again`)
    }
  }
  const happened = `${JSON.stringify(changes)} beside ${JSON.stringify([...names])}`
  demand(inSomeOrder(names, changes), `in no order the rule picks the names of ${happened}`)
  for (const [clone, name] of round.renamed) clone.name = name
  for (const clone of round.removed) clone.isLive = false
  for (const source of round.revoked) revoked.add(source)
}

/** At once with a revocation a share is still usable, or not; so is, with its deletion, a clone still there. */
const allowedEndings = (
  { revoked }: History,
  round: Round,
  source: Source,
  known: Remembered | undefined
): ReadonlyArray<string> => {
  const wasRevoked = revoked.has(source)
  const isRevoked = wasRevoked || round.revoked.has(source)
  const staysLive = known?.isLive === true && !round.removed.has(known)
  return [
    ...((known === undefined ? !wasRevoked : known.isLive) ? ["answered"] : []),
    ...(isRevoked && !staysLive ? ["ShareRevoked"] : []),
    ...(known !== undefined && !staysLive && !wasRevoked ? ["TaskNotFound"] : [])
  ]
}
