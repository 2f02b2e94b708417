import { type Draft, stemAndOrdinal } from "@offshoot/core"

/** A draft that waits for its place. */
export interface Waiting {
  readonly draft: Draft
  /** Its {@link familyKey}: drafts of one family are written by one group at a time. */
  readonly family: string
  /** How many its prompts have: what may be long of it. */
  readonly characters: number
}

/** Names the family whose names a draft competes for: its project and stem. */
export const familyKey = ({ projectId, wantedName }: Draft): string => projectId + stemAndOrdinal(wantedName).stem

/** How many drafts one transaction writes at most. */
export const groupLimit = 256

/** How many characters of prompts it sends at most, but for a draft that alone has more: a slow line keeps no names for long. */
export const groupCharacters = 4_000_000

/** Drafts that are written together, and the family (if any) whose lock is waited for; all other locks are only tried. */
export interface Group<Item extends Waiting> {
  readonly items: ReadonlyArray<Item>
  readonly waitFor: string | undefined
}

/**
 * The drafts that wait, by family. A family is ready, or in a group that is being written, or locked elsewhere (by another
 * node, or by a transaction of a host).
 */
export class FamilyQueue<Item extends Waiting> {
  private readonly ready = new Map<string, Array<Item>>()
  private readonly locked = new Map<string, Array<Item>>()
  /** What arrived for the families of groups that are being written. */
  private readonly writing = new Map<string, Array<Item>>()
  private count = 0

  /** How many drafts wait, those of groups that are being written not counted. */
  get size(): number {
    return this.count
  }

  get hasReady(): boolean {
    return this.ready.size > 0
  }

  get hasLocked(): boolean {
    return this.locked.size > 0
  }

  add(item: Item): void {
    const line = this.lineOf(item.family)
    if (line === undefined) this.ready.set(item.family, [item])
    else line.push(item)
    this.count++
  }

  /** Takes a draft back whose caller left; false if a group has it already. */
  remove(item: Item): boolean {
    const line = this.lineOf(item.family)
    const index = line?.indexOf(item) ?? -1
    if (line === undefined || index < 0) return false
    line.splice(index, 1)
    this.count--
    if (line.length === 0) for (const lines of [this.ready, this.locked]) lines.delete(item.family)
    return true
  }

  /** The next group of ready families: about `share` drafts; a family is split only at `groupLimit`. */
  takeReady(share: number): Group<Item> {
    return { items: this.take(this.ready, share), waitFor: undefined }
  }

  /** A group that waits for the family that was locked elsewhere longest, and tries the others. */
  takeLocked(share: number): Group<Item> {
    const [waitFor] = this.locked.keys()
    return { items: this.take(this.locked, share), waitFor }
  }

  /**
   * Ends a group, and frees its families; `again` are its drafts that still wait, `locked` the families locked elsewhere.
   * The one that was waited for comes last: the next group waits for another.
   */
  finish({ items, waitFor }: Group<Item>, again: ReadonlyArray<Item>, locked: ReadonlySet<string>): void {
    const families = new Set(items.map(({ family }) => family))
    if (waitFor !== undefined && families.delete(waitFor)) families.add(waitFor)
    for (const family of families) {
      // Behind those that came meanwhile: the first of a line is given the name that writers without lock take next, too.
      const line = [...(this.writing.get(family) ?? []), ...again.filter((item) => item.family === family)]
      this.writing.delete(family)
      if (line.length > 0) (locked.has(family) ? this.locked : this.ready).set(family, line)
    }
    this.count += again.length
  }

  private lineOf(family: string): Array<Item> | undefined {
    return this.writing.get(family) ?? this.ready.get(family) ?? this.locked.get(family)
  }

  private take(lines: Map<string, Array<Item>>, share: number): ReadonlyArray<Item> {
    const items: Array<Item> = []
    let room = groupCharacters
    for (const [family, line] of lines) {
      const { characters, count } = fitting(line)
      if (items.length > 0 && (items.length + line.length > share || characters > room)) break
      lines.delete(family)
      items.push(...line.slice(0, count))
      this.writing.set(family, line.slice(count))
      room -= characters
      if (items.length >= share || count < line.length) break
    }
    this.count -= items.length
    return items
  }
}

/** How many of a line fit into a group, and their length. */
const fitting = (line: ReadonlyArray<Waiting>) => {
  let characters = 0
  let count = 0
  for (const item of line) {
    if (count === groupLimit || (count > 0 && characters + item.characters > groupCharacters)) break
    characters += item.characters
    count++
  }
  return { characters, count }
}
