import { type Draft, parse, stem } from "@offshoot/core"
import fc from "fast-check"
import { assert, describe, it } from "vitest"
import {
  FamilyQueue,
  familyKey,
  type Group,
  groupCharacters,
  groupLimit,
  type Waiting
} from "../../src/placing/family-queue.ts"

const charactersOf = (items: ReadonlyArray<Waiting>) => items.reduce((sum, { characters }) => sum + characters, 0)

interface Item extends Waiting {
  readonly number: number
}

/** What a queue promises, said with one line of numbers per family. */
class Model {
  /** Those that wait, in order, by family; a family in a group too may have some. */
  readonly lines = new Map<string, Array<Item>>()
  readonly inGroup = new Set<string>()
  /** In the order in which they were found locked. */
  locked: Array<string> = []
  readonly groups: Array<Group<Item>> = []
  next = 0

  line(family: string): Array<Item> {
    const line = this.lines.get(family) ?? []
    this.lines.set(family, line)
    return line
  }

  waiting(): ReadonlyArray<Item> {
    return [...this.lines.values()].flat()
  }

  /** The families of a kind that have drafts which no group may hold back. */
  families(kind: "ready" | "locked"): ReadonlyArray<string> {
    return [...this.lines]
      .filter(([family, line]) => line.length > 0 && !this.inGroup.has(family))
      .map(([family]) => family)
      .filter((family) => this.locked.includes(family) === (kind === "locked"))
  }

  agreesWith(queue: FamilyQueue<Item>): void {
    assert.strictEqual(queue.size, this.waiting().length, "how many wait")
    assert.strictEqual(queue.hasReady, this.families("ready").length > 0, "whether one is ready")
    assert.strictEqual(queue.hasLocked, this.families("locked").length > 0, "whether one is locked elsewhere")
  }

  /** A group has whole families in their order up to its share, or the first drafts of one, and never one that a group has. */
  take(group: Group<Item>, kind: "ready" | "locked", share: number): void {
    assert.isAtMost(group.items.length, groupLimit, "the limit")
    const families = [...new Set(group.items.map((item) => item.family))]
    assert.strictEqual(families.length > 0, this.families(kind).length > 0, "a group has drafts if there are any")
    for (const family of families) {
      assert.include(this.families(kind), family, "only families of this kind, and in no other group")
      const taken = group.items.filter((item) => item.family === family)
      const line = this.line(family)
      const next = line[taken.length]
      const isFull = taken.length === groupLimit || charactersOf(taken) + (next?.characters ?? 0) > groupCharacters
      assert.isTrue(next === undefined || isFull, "whole families, but for the limits")
      assert.deepStrictEqual(taken, line.splice(0, taken.length), "in the order of arrival")
      this.inGroup.add(family)
    }
    if (group.items.length > 1) assert.isAtMost(charactersOf(group.items), groupCharacters, "the limit of characters")
    if (families.length > 1) assert.isAtMost(group.items.length, share, "more families only within the share")
    const longest = this.locked.find((family) => families.includes(family))
    assert.strictEqual(group.waitFor, kind === "locked" ? longest : undefined, "the lock that is waited for")
    if (kind === "locked" && families.length > 0) {
      const earlier = this.locked.slice(0, this.locked.indexOf(`${longest}`))
      for (const family of earlier) assert.isFalse(this.families(kind).includes(family), "nobody waited longer")
    }
    this.locked = this.locked.filter((family) => !families.includes(family))
    if (families.length > 0) this.groups.push(group)
  }

  finish(group: Group<Item>, again: ReadonlyArray<Item>, locked: ReadonlySet<string>): void {
    this.groups.splice(this.groups.indexOf(group), 1)
    const families = [...new Set(group.items.map((item) => item.family))]
    for (const family of [
      ...families.filter((family) => family !== group.waitFor),
      ...families.filter((family) => family === group.waitFor)
    ]) {
      this.inGroup.delete(family)
      this.line(family).push(...again.filter((item) => item.family === family))
      if (locked.has(family) && this.line(family).length > 0) this.locked.push(family)
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

const add = (family: string, count: number, characters: number): Command =>
  command(`add ${count} of ${family} with ${characters} characters`, (model, queue) => {
    for (let added = 0; added < count; added++) {
      const item = { draft: {} as Draft, family, characters, number: model.next++ }
      queue.add(item)
      model.line(family).push(item)
    }
  })

const takeReady = (share: number): Command =>
  command(`take ${share} ready`, (model, queue) => model.take(queue.takeReady(share), "ready", share))

const takeLocked = (share: number): Command =>
  command(`take ${share} locked`, (model, queue) => {
    if (queue.hasLocked) model.take(queue.takeLocked(share), "locked", share)
  })

const finish = (which: number, bits: number): Command =>
  command(`finish ${which} with ${bits}`, (model, queue) => {
    const group = model.groups[which % Math.max(1, model.groups.length)]
    if (group === undefined) return
    const again = group.items.filter((_, index) => (bits >> (index % 8)) % 2 === 1)
    const locked = new Set(
      group.items.map((item) => item.family).filter((_, index) => (bits >> (8 + (index % 8))) % 2 === 1)
    )
    queue.finish(group, again, locked)
    model.finish(group, again, locked)
  })

const removeWaiting = (which: number): Command =>
  command(`remove waiting ${which}`, (model, queue) => {
    const waiting = model.waiting()
    const item = waiting[which % Math.max(1, waiting.length)]
    if (item === undefined) return
    assert.isTrue(queue.remove(item), "one that waits can be taken back")
    model.line(item.family).splice(model.line(item.family).indexOf(item), 1)
    // A family that nobody waits for any more is nowhere.
    if (model.line(item.family).length === 0) model.locked = model.locked.filter((family) => family !== item.family)
  })

const removeTaken = (which: number): Command =>
  command(`remove taken ${which}`, (model, queue) => {
    const taken = model.groups.flatMap(({ items }) => items)
    const item = taken[which % Math.max(1, taken.length)]
    if (item !== undefined) assert.isFalse(queue.remove(item), "one that a group has can not be taken back")
  })

const families = fc.constantFrom("a", "b", "c", "d", "e")
const shares = fc.oneof(fc.integer({ min: 1, max: 6 }), fc.constantFrom(200, groupLimit))
const lengths = fc.constantFrom(1000, 1000, 1000, 1_500_000, groupCharacters, groupCharacters + 1)
const commands = fc.commands(
  [
    fc.tuple(families, fc.constantFrom(1, 2, 3, 150), lengths).map((added) => add(...added)),
    shares.map(takeReady),
    shares.map(takeLocked),
    fc.tuple(fc.nat(9), fc.nat(65_535)).map(([which, bits]) => finish(which, bits)),
    fc.nat(40).map(removeWaiting),
    fc.nat(40).map(removeTaken)
  ],
  { maxCommands: 60, size: "max" }
)

describe("the drafts that wait", () => {
  it("are taken in groups, each once and in order, no family in two groups", () => {
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
        for (const [number, family] of arrivals.entries())
          queue.add({ draft: {} as Draft, family, characters: 0, number })
        const taken: Array<number> = []
        for (let groups = 0; queue.hasReady && groups < 1000; groups++) {
          const group = queue.takeReady(share)
          // Every third draft has to be tried again.
          const again = group.items.filter(({ number }, index) => number % 3 === groups % 3 && index > 0)
          taken.push(...group.items.filter((item) => !again.includes(item)).map(({ number }) => number))
          queue.finish(group, again, new Set())
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
