/** How many there are of each: callers with tokens, shares of each set, target projects of the workload *spread*. */
export const counts = { callers: 1_000, shares: 1_000, targets: 10_000, hotNames: 40 } as const

/** Ids are numbered, so that SQL, pgbench and every contestant know them without asking: the first part says of what. */
const uuid = (kind: number, number: number): string => `${prefixOf(kind)}${`${number}`.padStart(12, "0")}`
const prefixOf = (kind: number): string => `0000000${kind}-0000-7000-8000-`

const kinds = {
  organization: 1,
  target: 2,
  sourceProject: 3,
  sourceTask: 4,
  sourceRevision: 5,
  share: 6,
  model: 7
} as const
export type Kind = keyof typeof kinds

export const organizationId = uuid(kinds.organization, 0)
export const modelId = uuid(kinds.model, 0)

/** The target projects are numbered from 0; after those of *spread* comes the one of *hot*. */
export const targetProjectId = (number: number): string => uuid(kinds.target, number)
export const hotProject: number = counts.targets

/** The same ids in SQL, for an expression that is a number. */
export const idInSql = (kind: Kind, number: string): string =>
  `('${prefixOf(kinds[kind])}' || lpad((${number})::text, 12, '0'))::uuid`

export const issuer = "https://login.bench.example"
export const subjectOf = (caller: number): string => `caller-${caller}`

/** The shares of set *one* are of tasks with one name; those of set *forty* of tasks with forty names. */
export type ShareSet = "one" | "forty"
export const shortIdOf = (set: ShareSet, share: number): string => `${set}${share}`
