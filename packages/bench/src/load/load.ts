import type { WorkloadName } from "../stage/workload.ts"

/** What a contestant is put under. */
export interface Load {
  readonly workload: WorkloadName
  /** How many clone at once, each the next as soon as the last is answered. */
  readonly clients: number
  /** Clones before this many seconds count for correctness only. */
  readonly warmUpSeconds: number
  readonly until: { readonly seconds: number } | { readonly clones: number }
}

/** Whose processor time counts: the contestant's processes, and Postgres with all its children. */
export interface Metered {
  readonly app: ReadonlyArray<number>
  readonly postgres: number
}

/**
 * An answer to one clone, and what is stored of it, in the same form: they must be equal. Over HTTP an answer is a task as
 * JSON, of Offshoot embedded a task of the domain, of the function the two rows that it wrote.
 */
export interface Sample {
  readonly answer: unknown
  readonly stored: unknown
}

/** Processor time per clone in µs; absent where the machine does not tell. */
export interface CpuPerClone {
  readonly app: number
  readonly postgres: number
  /** What made the load; absent where that is the contestant itself. */
  readonly client?: number | undefined
}

/** What came of a load. */
export interface Outcome {
  readonly clonesPerSecond: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
  readonly cpu?: CpuPerClone | undefined
  /** All clones that were answered, warm-up and late answers included. */
  readonly answered: number
  /** The same by target project, where the client knows. */
  readonly byProject?: Readonly<Record<string, number>> | undefined
  /** Clones per second of each server, where the load was spread over several. */
  readonly byServer: ReadonlyArray<number>
  /** What failed, in words; must be empty. */
  readonly failures: ReadonlyArray<string>
  /**
   * Of answers to what was asked in the measured window, all over it. pgbench shows no answers: of the function's they are
   * of calls that the runner makes after it.
   */
  readonly samples: ReadonlyArray<Sample>
}
