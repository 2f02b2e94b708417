import { type CpuTime, cpuTime } from "../processes/cpu-time.ts"
import type { CloneOrder } from "../stage/workload.ts"
import { latencies } from "./latencies.ts"
import type { Load, Metered, Outcome } from "./load.ts"

/** How many answers are kept at most, to be compared with what is stored. */
const mostSamples = 100
/** After this many failures nothing more is asked. */
const mostFailures = 20

/** Counts what is asked and answered under one load, and says when to stop asking. */
export class Tally {
  readonly #load: Load
  readonly #cpuTime: () => CpuTime | undefined
  readonly #milliseconds: Array<number> = []
  readonly #byProject = new Map<number, number>()
  readonly #byServer: Array<number>
  readonly #failures: Array<string> = []
  #asked = 0
  #askedInWindow = 0
  #answered = 0
  #measured = 0
  #kept: ReadonlyArray<unknown> = []
  /** Of how many that are asked in the window the answer to one is kept. */
  #stride = 1
  #window: { readonly from: number; readonly cpu: CpuTime | undefined } | undefined
  #result: { readonly seconds: number; readonly cpu: CpuTime | undefined } | undefined

  constructor(load: Load, metered: Metered, servers: number, read = cpuTime) {
    this.#load = load
    this.#cpuTime = () => read(metered)
    this.#byServer = Array.from({ length: servers }, () => 0)
    setTimeout(() => this.#open(), load.warmUpSeconds * 1000)
    if ("seconds" in load.until) setTimeout(() => this.close(), (load.warmUpSeconds + load.until.seconds) * 1000)
    if (load.warmUpSeconds === 0) this.#open()
  }

  /** Whether one more clone shall be asked for. */
  next(): boolean {
    if (this.#result !== undefined || this.#failures.length >= mostFailures) return false
    if ("clones" in this.#load.until && this.#asked >= this.#load.until.clones) return false
    this.#asked++
    if (this.#window !== undefined) this.#askedInWindow++
    return true
  }

  /** Whether the answer to the clone that is asked for now shall be kept: only of those that are measured. */
  get sampling(): boolean {
    return this.#window !== undefined && this.#result === undefined && this.#askedInWindow % this.#stride === 0
  }

  /** Keeps an answer; of too many every other one, so that they are spread over the window however long it is. */
  keep(answer: unknown): void {
    this.#kept = [...this.#kept, answer]
    if (this.#kept.length <= mostSamples) return
    this.#kept = this.#kept.filter((_, index) => index % 2 === 0)
    this.#stride *= 2
  }

  answered(order: CloneOrder, startedAt: number, server = 0): void {
    this.#answered++
    this.#byProject.set(order.project, (this.#byProject.get(order.project) ?? 0) + 1)
    if (this.#window === undefined || this.#result !== undefined) return
    this.#measured++
    this.#byServer[server] = (this.#byServer[server] ?? 0) + 1
    this.#milliseconds.push(performance.now() - startedAt)
  }

  failed(cause: unknown): void {
    this.#failures.push(cause instanceof Error ? cause.message : JSON.stringify(cause))
  }

  /** Ends the measured window; answers that come later only count as answered. */
  close(): void {
    if (this.#window === undefined || this.#result !== undefined) return
    const seconds = (performance.now() - this.#window.from) / 1000
    this.#result = { seconds, cpu: difference(this.#window.cpu, this.#cpuTime()) }
  }

  /** What came of it, once everything that was asked is answered. */
  outcome(): Outcome {
    this.close()
    const { cpu, seconds } = this.#result ?? { cpu: undefined, seconds: Number.POSITIVE_INFINITY }
    const perClone = (microseconds: number) => microseconds / Math.max(1, this.#measured)
    return {
      clonesPerSecond: this.#measured / seconds,
      ...latencies(this.#milliseconds),
      cpu: cpu && {
        app: perClone(cpu.app),
        postgres: perClone(cpu.postgres),
        client: cpu.client === undefined ? undefined : perClone(cpu.client)
      },
      answered: this.#answered,
      byProject: Object.fromEntries(this.#byProject),
      byServer: this.#byServer.map((count) => count / seconds),
      failures: this.#failures,
      samples: this.#kept.map((answer) => ({ answer, stored: undefined }))
    }
  }

  #open(): void {
    if (this.#window !== undefined) return
    this.#window = { from: performance.now(), cpu: this.#cpuTime() }
  }
}

const difference = (before: CpuTime | undefined, after: CpuTime | undefined): CpuTime | undefined =>
  before &&
  after && {
    app: after.app - before.app,
    postgres: after.postgres - before.postgres,
    client: before.client === undefined || after.client === undefined ? undefined : after.client - before.client
  }
