import { type Draft, parse, stem } from "@offshoot/core"
import fc from "fast-check"
import { assert, describe, it } from "vitest"
import { groupLimit, StemQueue, stemKey, type Turn, type Waiting } from "../../src/placing/stem-queue.ts"

interface Item extends Waiting {
  readonly number: number
}

/** What a queue promises, said with one line of numbers per stem. */
class Model {
  /** Those that wait, in order, by stem; a stem in a turn too may have some. */
  readonly lines = new Map<string, Array<Item>>()
  readonly inTurn = new Set<string>()
  /** In the order in which they were found locked. */
  elsewhere: Array<string> = []
  readonly turns: Array<Turn<Item>> = []
  next = 0

  line(stem: string): Array<Item> {
    const line = this.lines.get(stem) ?? []
    this.lines.set(stem, line)
    return line
  }

  waiting(): ReadonlyArray<Item> {
    return [...this.lines.values()].flat()
  }

  /** The stems of a kind that have drafts which no turn may hold back. */
  stems(kind: "ready" | "elsewhere"): ReadonlyArray<string> {
    return [...this.lines]
      .filter(([stem, line]) => line.length > 0 && !this.inTurn.has(stem))
      .map(([stem]) => stem)
      .filter((stem) => this.elsewhere.includes(stem) === (kind === "elsewhere"))
  }

  agreesWith(queue: StemQueue<Item>): void {
    assert.strictEqual(queue.size, this.waiting().length, "how many wait")
    assert.strictEqual(queue.hasReady, this.stems("ready").length > 0, "whether one is ready")
    assert.strictEqual(queue.hasElsewhere, this.stems("elsewhere").length > 0, "whether one is locked elsewhere")
  }

  /** A turn has whole stems in their order up to its share, or the first drafts of one, and never one that has a turn. */
  take(turn: Turn<Item>, kind: "ready" | "elsewhere", share: number): void {
    assert.isAtMost(turn.items.length, groupLimit, "the limit")
    const stems = [...new Set(turn.items.map((item) => item.stem))]
    assert.strictEqual(stems.length > 0, this.stems(kind).length > 0, "a turn has drafts if there are any")
    for (const stem of stems) {
      assert.include(this.stems(kind), stem, "only stems of this kind, and in no other turn")
      const taken = turn.items.filter((item) => item.stem === stem)
      const line = this.line(stem)
      assert.strictEqual(taken.length, Math.min(line.length, groupLimit), "whole stems, but for the limit")
      assert.deepStrictEqual(taken, line.splice(0, taken.length), "in the order of arrival")
      this.inTurn.add(stem)
    }
    if (stems.length > 1) assert.isAtMost(turn.items.length, share, "more stems only within the share")
    const longest = this.elsewhere.find((stem) => stems.includes(stem))
    assert.strictEqual(turn.waitFor, kind === "elsewhere" ? longest : undefined, "the lock that is waited for")
    if (kind === "elsewhere" && stems.length > 0) {
      const earlier = this.elsewhere.slice(0, this.elsewhere.indexOf(`${longest}`))
      for (const stem of earlier) assert.isFalse(this.stems(kind).includes(stem), "nobody waited longer")
    }
    this.elsewhere = this.elsewhere.filter((stem) => !stems.includes(stem))
    if (stems.length > 0) this.turns.push(turn)
  }

  finish(turn: Turn<Item>, again: ReadonlyArray<Item>, locked: ReadonlySet<string>): void {
    this.turns.splice(this.turns.indexOf(turn), 1)
    const stems = [...new Set(turn.items.map((item) => item.stem))]
    for (const stem of [
      ...stems.filter((stem) => stem !== turn.waitFor),
      ...stems.filter((stem) => stem === turn.waitFor)
    ]) {
      this.inTurn.delete(stem)
      this.line(stem).unshift(...again.filter((item) => item.stem === stem))
      if (locked.has(stem) && this.line(stem).length > 0) this.elsewhere.push(stem)
    }
  }
}

type Command = fc.Command<Model, StemQueue<Item>>
const command = (name: string, run: (model: Model, queue: StemQueue<Item>) => void): Command => ({
  check: () => true,
  run: (model, queue) => {
    run(model, queue)
    model.agreesWith(queue)
  },
  toString: () => name
})

const add = (stem: string, count: number): Command =>
  command(`add ${count} of ${stem}`, (model, queue) => {
    for (let added = 0; added < count; added++) {
      const item = { draft: {} as Draft, stem, number: model.next++ }
      queue.add(item)
      model.line(stem).push(item)
    }
  })

const takeReady = (share: number): Command =>
  command(`take ${share} ready`, (model, queue) => model.take(queue.takeReady(share), "ready", share))

const takeElsewhere = (share: number): Command =>
  command(`take ${share} elsewhere`, (model, queue) => {
    if (queue.hasElsewhere) model.take(queue.takeElsewhere(share), "elsewhere", share)
  })

const finish = (which: number, bits: number): Command =>
  command(`finish ${which} with ${bits}`, (model, queue) => {
    const turn = model.turns[which % Math.max(1, model.turns.length)]
    if (turn === undefined) return
    const again = turn.items.filter((_, index) => (bits >> (index % 8)) % 2 === 1)
    const locked = new Set(
      turn.items.map((item) => item.stem).filter((_, index) => (bits >> (8 + (index % 8))) % 2 === 1)
    )
    queue.finish(turn, again, locked)
    model.finish(turn, again, locked)
  })

const removeWaiting = (which: number): Command =>
  command(`remove waiting ${which}`, (model, queue) => {
    const waiting = model.waiting()
    const item = waiting[which % Math.max(1, waiting.length)]
    if (item === undefined) return
    assert.isTrue(queue.remove(item), "one that waits can be taken back")
    model.line(item.stem).splice(model.line(item.stem).indexOf(item), 1)
    // A stem that nobody waits for any more is nowhere.
    if (model.line(item.stem).length === 0) model.elsewhere = model.elsewhere.filter((stem) => stem !== item.stem)
  })

const removeTaken = (which: number): Command =>
  command(`remove taken ${which}`, (model, queue) => {
    const taken = model.turns.flatMap(({ items }) => items)
    const item = taken[which % Math.max(1, taken.length)]
    if (item !== undefined) assert.isFalse(queue.remove(item), "one that a turn has can not be taken back")
  })

const stems = fc.constantFrom("a", "b", "c", "d", "e")
const shares = fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constantFrom(200, groupLimit))
const commands = fc.commands(
  [
    stems.map((stem) => add(stem, 1)),
    fc.tuple(stems, fc.constantFrom(2, 3, 150)).map(([stem, count]) => add(stem, count)),
    shares.map(takeReady),
    shares.map(takeElsewhere),
    fc.tuple(fc.nat(9), fc.nat(65_535)).map(([which, bits]) => finish(which, bits)),
    fc.nat(40).map(removeWaiting),
    fc.nat(40).map(removeTaken)
  ],
  { maxCommands: 60, size: "max" }
)

describe("the drafts that wait", () => {
  it("are taken in turns, each once and in order, no stem in two turns", () => {
    fc.assert(
      fc.property(commands, (steps) => {
        fc.modelRun(() => ({ model: new Model(), real: new StemQueue<Item>() }), steps)
      }),
      { numRuns: 1000 }
    )
  })

  it("are all taken in the end, each exactly once", () => {
    fc.assert(
      fc.property(fc.array(stems, { maxLength: 100 }), shares, (arrivals, share) => {
        const queue = new StemQueue<Item>()
        for (const [number, stem] of arrivals.entries()) queue.add({ draft: {} as Draft, stem, number })
        const taken: Array<number> = []
        for (let turns = 0; queue.hasReady && turns < 1000; turns++) {
          const turn = queue.takeReady(share)
          // Every third draft has to be tried again.
          const again = turn.items.filter(({ number }, index) => number % 3 === turns % 3 && index > 0)
          taken.push(...turn.items.filter((item) => !again.includes(item)).map(({ number }) => number))
          queue.finish(turn, again, new Set())
        }
        assert.sameMembers(taken, [...arrivals.keys()])
        assert.strictEqual(queue.size, 0)
      })
    )
  })

  it("compete if they are of one project and their names have one stem, and only then", () => {
    const names = fc.constantFrom(
      "Foo",
      "Foo (2)",
      "Foo (99)",
      "Foo (02)",
      "Bar",
      "Bar (3)",
      `${"x".repeat(60)}`,
      `${"x".repeat(60)} (2)`
    )
    const projects = fc.constantFrom("00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002")
    const draft = fc.record({ projectId: projects, wantedName: names }).map((draft) => draft as Draft)
    fc.assert(
      fc.property(draft, draft, (one, other) => {
        const compete =
          one.projectId === other.projectId && stem(parse(one.wantedName).base) === stem(parse(other.wantedName).base)
        assert.strictEqual(stemKey(one) === stemKey(other), compete)
      })
    )
  })
})
