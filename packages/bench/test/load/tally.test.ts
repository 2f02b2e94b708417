import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import type { Load } from "../../src/load/load.ts"
import { Tally } from "../../src/load/tally.ts"
import type { CpuTime } from "../../src/processes/cpu-time.ts"

const metered = { app: [1], postgres: 2 }
const order = { caller: 0, project: 7, share: 0 }
const load: Load = { workload: "hot", clients: 1, warmUpSeconds: 2, until: { seconds: 4 } }
const someClones: Load = { workload: "hot", clients: 1, warmUpSeconds: 0, until: { clones: 3 } }

/** A machine on which each second costs so many µs of processor time. */
const busy = (perSecond: CpuTime) => (): CpuTime => {
  const seconds = performance.now() / 1000
  return {
    app: perSecond.app * seconds,
    postgres: perSecond.postgres * seconds,
    ...(perSecond.client === undefined ? {} : { client: perSecond.client * seconds })
  }
}
const unknown = () => undefined

describe("the tally of a load", () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "performance"] }))
  afterEach(() => void vi.useRealTimers())

  /** Asks for one clone after another, each answered after so many milliseconds, until nothing more is asked. */
  const cloneInTurn = (tally: Tally, milliseconds: number) => {
    while (tally.next()) {
      const startedAt = performance.now()
      vi.advanceTimersByTime(milliseconds)
      tally.answered(order, startedAt)
    }
    return tally.outcome()
  }

  it("measures between the warm-up and the end, and counts what is answered before and later, too", () => {
    const { answered, byProject, clonesPerSecond, failures } = cloneInTurn(new Tally(load, metered, 1, unknown), 310)
    // The 7th is answered after 2,170 ms, the 19th after 5,890; the 20th, which is asked for then, too late.
    expect({ answered, clonesPerSecond, failures }).toEqual({ answered: 20, clonesPerSecond: 13 / 4, failures: [] })
    expect(byProject).toEqual({ 7: 20 })
  })

  it("stops to ask when the measured seconds are over", () => {
    const tally = new Tally(load, metered, 1, unknown)
    vi.advanceTimersByTime(5999)
    expect(tally.next()).toBe(true)
    vi.advanceTimersByTime(1)
    expect(tally.next()).toBe(false)
  })

  it("takes the latencies of measured answers only, each from when it was asked for", () => {
    const tally = new Tally(load, metered, 1, unknown)
    const answeredIn = (milliseconds: number) => {
      const startedAt = performance.now()
      vi.advanceTimersByTime(milliseconds)
      tally.answered(order, startedAt)
    }
    answeredIn(1990)
    for (let n = 0; n < 98; n++) answeredIn(10)
    for (const milliseconds of [20, 30]) answeredIn(milliseconds)
    vi.advanceTimersByTime(4000)
    answeredIn(500)
    expect(tally.outcome()).toMatchObject({ answered: 102, p50: 10, p99: 20 })
  })

  it("divides the processor time of the window, and none before or after, by its clones", () => {
    const tally = new Tally(load, metered, 1, busy({ app: 1000, postgres: 500, client: 100 }))
    cloneInTurn(tally, 310)
    vi.advanceTimersByTime(60_000)
    expect(tally.outcome().cpu).toEqual({ app: 4000 / 13, postgres: 2000 / 13, client: 400 / 13 })
  })

  it("tells no processor time of the client where the contestant is its own", () => {
    const tally = new Tally(load, metered, 1, busy({ app: 1000, postgres: 500 }))
    expect(cloneInTurn(tally, 310).cpu).toEqual({ app: 4000 / 13, postgres: 2000 / 13 })
  })

  it("reads the processor time of what is metered, and tells none where the machine does not", () => {
    const read = vi.fn(unknown)
    const { cpu } = cloneInTurn(new Tally(load, metered, 1, read), 310)
    expect(cpu).toBeUndefined()
    expect(read.mock.calls).toEqual([[metered], [metered]])
  })

  it("measures a number of clones, and asks for no more, from the first, where nothing warms up, to the last", () => {
    const tally = new Tally(someClones, metered, 1, busy({ app: 1500, postgres: 0, client: 0 }))
    expect(tally.next()).toBe(true)
    tally.answered(order, performance.now())
    const { answered, clonesPerSecond, cpu } = cloneInTurn(tally, 500)
    expect({ answered, clonesPerSecond, app: cpu?.app }).toEqual({ answered: 3, clonesPerSecond: 3, app: 500 })
  })

  it("tells the clones per second of each server", () => {
    const tally = new Tally(load, metered, 3, unknown)
    tally.answered(order, performance.now(), 2)
    vi.advanceTimersByTime(2000)
    for (const server of [0, 0, 2]) tally.answered(order, performance.now(), server)
    vi.advanceTimersByTime(4000)
    tally.answered(order, performance.now(), 1)
    expect(tally.outcome().byServer).toEqual([2 / 4, 0, 1 / 4])
  })

  it("stops to ask after twenty failures, and tells them in words", () => {
    const tally = new Tally(load, metered, 1, unknown)
    let asked = 0
    while (tally.next()) tally.failed(asked++ === 0 ? new Error("503 overloaded") : { _tag: "Unavailable" })
    const { answered, clonesPerSecond, failures } = tally.outcome()
    expect({ answered, asked, clonesPerSecond }).toEqual({ answered: 0, asked: 20, clonesPerSecond: 0 })
    expect(failures.slice(0, 2)).toEqual(["503 overloaded", '{"_tag":"Unavailable"}'])
  })

  /** Asks for one clone after another, and keeps what shall be kept: the milliseconds at which it was asked for. */
  const sampled = (tally: Tally, milliseconds: number) => {
    while (tally.next()) {
      const startedAt = performance.now()
      const { sampling } = tally
      vi.advanceTimersByTime(milliseconds)
      tally.answered(order, startedAt)
      if (sampling) tally.keep(startedAt)
    }
    return tally.outcome().samples.map(({ answer }) => Number(answer))
  }

  it.each([1, 7, 310])(
    "keeps answers to what is asked in the window only, all over it, one each %i ms",
    (milliseconds) => {
      const from = performance.now()
      const samples = sampled(new Tally(load, metered, 1, unknown), milliseconds).map((at) => at - from)
      expect(samples.length).toBeGreaterThanOrEqual(Math.min(50, Math.floor(4000 / milliseconds)))
      expect(samples.length).toBeLessThanOrEqual(100)
      for (const [at, next] of [2000, ...samples, 6000].map((at, index, all) => [at, all[index + 1] ?? at] as const)) {
        expect(next - at).toBeGreaterThanOrEqual(0)
        expect(next - at).toBeLessThanOrEqual(Math.max(4000 / 50, 2 * milliseconds))
      }
    }
  )

  it("keeps answers where many clients ask at once, and none of what they asked while it warmed up", () => {
    const tally = new Tally(load, metered, 1, unknown)
    const asks = () => tally.next() && tally.sampling
    expect(Array.from({ length: 64 }, asks)).not.toContain(true)
    vi.advanceTimersByTime(2000)
    expect(asks()).toBe(true)
  })
})
