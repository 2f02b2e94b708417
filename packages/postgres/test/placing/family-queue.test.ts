import { type Draft, parse, stem } from "@offshoot/core"
import fc from "fast-check"
import { assert, describe, it } from "vitest"
import { FamilyQueue, familyKey, groupLimit, type Turn, type Waiting } from "../../src/placing/family-queue.ts"

interface Item extends Waiting {
  readonly number: number
}

/** What a queue promises, said with one line of numbers per family. */
class Model {
  /** Those that wait, in order, by family; a family in a turn too may have some. */
  readonly lines = new Map<string, Array<Item>>()
  readonly inTurn = new Set<string>()
  /** In the order in which they were found locked. */
  elsewhere: Array<string> = []
  readonly turns: Array<Turn<Item>> = []
  next = 0

  line(family: string): Array<Item> {
    const line = this.lines.get(family) ?? []
    this.lines.set(family, line)
    return line
  }

  waiting(): ReadonlyArray<Item> {
    return [...this.lines.values()].flat()
  }

  /** The families of a kind that have drafts which no turn may hold back. */
  families(kind: "ready" | "elsewhere"): ReadonlyArray<string> {
    return [...this.lines]
      .filter(([family, line]) => line.length > 0 && !this.inTurn.has(family))
      .map(([family]) => family)
      .filter((family) => this.elsewhere.includes(family) === (kind === "elsewhere"))
  }

  agreesWith(queue: FamilyQueue<Item>): void {
    assert.strictEqual(queue.size, this.waiting().length, "how many wait")
    assert.strictEqual(queue.hasReady, this.families("ready").length > 0, "whether one is ready")
    assert.strictEqual(queue.hasElsewhere, this.families("elsewhere").length > 0, "whether one is locked elsewhere")
  }

  /** A turn has whole families in their order up to its share, or the first drafts of one, and never one that has a turn. */
  take(turn: Turn<Item>, kind: "ready" | "elsewhere", share: number): void {
    assert.isAtMost(turn.items.length, groupLimit, "the limit")
    const families = [...new Set(turn.items.map((item) => item.family))]
    assert.strictEqual(families.length > 0, this.families(kind).length > 0, "a turn has drafts if there are any")
    for (const family of families) {
      assert.include(this.families(kind), family, "only families of this kind, and in no other turn")
      const taken = turn.items.filter((item) => item.family === family)
      const line = this.line(family)
      assert.strictEqual(taken.length, Math.min(line.length, groupLimit), "whole families, but for the limit")
      assert.deepStrictEqual(taken, line.splice(0, taken.length), "in the order of arrival")
      this.inTurn.add(family)
    }
    if (families.length > 1) assert.isAtMost(turn.items.length, share, "more families only within the share")
    const longest = this.elsewhere.find((family) => families.includes(family))
    assert.strictEqual(turn.waitFor, kind === "elsewhere" ? longest : undefined, "the lock that is waited for")
    if (kind === "elsewhere" && families.length > 0) {
      const earlier = this.elsewhere.slice(0, this.elsewhere.indexOf(`${longest}`))
      for (const family of earlier) assert.isFalse(this.families(kind).includes(family), "nobody waited longer")
    }
    this.elsewhere = this.elsewhere.filter((family) => !families.includes(family))
    if (families.length > 0) this.turns.push(turn)
  }

  finish(turn: Turn<Item>, again: ReadonlyArray<Item>, locked: ReadonlySet<string>): void {
    this.turns.splice(this.turns.indexOf(turn), 1)
    const families = [...new Set(turn.items.map((item) => item.family))]
    for (const family of [
      ...families.filter((family) => family !== turn.waitFor),
      ...families.filter((family) => family === turn.waitFor)
    ]) {
      this.inTurn.delete(family)
      this.line(family).push(...again.filter((item) => item.family === family))
      if (locked.has(family) && this.line(family).length > 0) this.elsewhere.push(family)
    }
  }
}

type Command = fc.Command<Model, FamilyQueue<Item>>
const command = (name: string, run: (model: Model, queue: FamilyQueue<Item>) => void): Command => ({
  check: () => true,
  run: (model, queue) => {
    run(model, queue)
    model.agreesWith(queue)
  },
  toString: () => name
})

const add = (family: string, count: number): Command =>
  command(`add ${count} of ${family}`, (model, queue) => {
    for (let added = 0; added < count; added++) {
      const item = { draft: {} as Draft, family, number: model.next++ }
      queue.add(item)
      model.line(family).push(item)
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
      turn.items.map((item) => item.family).filter((_, index) => (bits >> (8 + (index % 8))) % 2 === 1)
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
    model.line(item.family).splice(model.line(item.family).indexOf(item), 1)
    // A family that nobody waits for any more is nowhere.
    if (model.line(item.family).length === 0)
      model.elsewhere = model.elsewhere.filter((family) => family !== item.family)
  })

const removeTaken = (which: number): Command =>
  command(`remove taken ${which}`, (model, queue) => {
    const taken = model.turns.flatMap(({ items }) => items)
    const item = taken[which % Math.max(1, taken.length)]
    if (item !== undefined) assert.isFalse(queue.remove(item), "one that a turn has can not be taken back")
  })

const families = fc.constantFrom("a", "b", "c", "d", "e")
const shares = fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constantFrom(200, groupLimit))
const commands = fc.commands(
  [
    families.map((family) => add(family, 1)),
    fc.tuple(families, fc.constantFrom(2, 3, 150)).map(([family, count]) => add(family, count)),
    shares.map(takeReady),
    shares.map(takeElsewhere),
    fc.tuple(fc.nat(9), fc.nat(65_535)).map(([which, bits]) => finish(which, bits)),
    fc.nat(40).map(removeWaiting),
    fc.nat(40).map(removeTaken)
  ],
  { maxCommands: 60, size: "max" }
)

describe("the drafts that wait", () => {
  it("are taken in turns, each once and in order, no family in two turns", () => {
    fc.assert(
      fc.property(commands, (steps) => {
        fc.modelRun(() => ({ model: new Model(), real: new FamilyQueue<Item>() }), steps)
      }),
      { numRuns: 1000 }
    )
  })

  it("are all taken in the end, each exactly once", () => {
    fc.assert(
      fc.property(fc.array(families, { maxLength: 100 }), shares, (arrivals, share) => {
        const queue = new FamilyQueue<Item>()
        for (const [number, family] of arrivals.entries()) queue.add({ draft: {} as Draft, family, number })
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
        assert.strictEqual(familyKey(one) === familyKey(other), compete)
      })
    )
  })
})
