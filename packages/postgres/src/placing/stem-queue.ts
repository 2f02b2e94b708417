import { type Draft, parse, stem } from "@offshoot/core"

/** A draft that waits for its place. */
export interface Waiting {
  readonly draft: Draft
  /** Its project and stem: drafts of one stem compete for names and are written by one group at a time. */
  readonly stem: string
}

/** Whose names a draft competes for. */
export const stemKey = ({ projectId, wantedName }: Draft): string => projectId + stem(parse(wantedName).base)

/** How many drafts one transaction writes at most. */
export const groupLimit = 256

/** The drafts of one turn, and the stem (if any) whose lock is waited for; all other locks are only tried. */
export interface Turn<Item extends Waiting> {
  readonly items: ReadonlyArray<Item>
  readonly waitFor: string | undefined
}

/**
 * The drafts that wait, by stem. A stem is ready, or in a group that is being written, or locked elsewhere (by another
 * node, or by a transaction of a host).
 */
export class StemQueue<Item extends Waiting> {
  private readonly ready = new Map<string, Array<Item>>()
  private readonly elsewhere = new Map<string, Array<Item>>()
  /** What arrived for the stems of groups that are being written. */
  private readonly writing = new Map<string, Array<Item>>()
  private count = 0

  /** How many drafts wait, those of groups that are being written not counted. */
  get size(): number {
    return this.count
  }

  get hasReady(): boolean {
    return this.ready.size > 0
  }

  get hasElsewhere(): boolean {
    return this.elsewhere.size > 0
  }

  add(item: Item): void {
    const line = this.lineOf(item.stem)
    if (line === undefined) this.ready.set(item.stem, [item])
    else line.push(item)
    this.count++
  }

  /** Takes a draft back whose caller left; false if a group has it already. */
  remove(item: Item): boolean {
    const line = this.lineOf(item.stem)
    const index = line?.indexOf(item) ?? -1
    if (line === undefined || index < 0) return false
    line.splice(index, 1)
    this.count--
    if (line.length === 0) for (const lines of [this.ready, this.elsewhere]) lines.delete(item.stem)
    return true
  }

  /** The next group of ready stems, about as many drafts as its share; one stem is not divided, but for the limit. */
  takeReady(share: number): Turn<Item> {
    return { items: this.take(this.ready, share), waitFor: undefined }
  }

  /** A group that waits for the stem that was locked elsewhere longest, and tries the others. */
  takeElsewhere(share: number): Turn<Item> {
    const [waitFor] = this.elsewhere.keys()
    return { items: this.take(this.elsewhere, share), waitFor }
  }

  /**
   * Ends a group's turn with its stems; `again` are its drafts that still wait, `locked` the stems locked elsewhere. The one
   * that was waited for comes last: the next turn waits for another.
   */
  finish({ items, waitFor }: Turn<Item>, again: ReadonlyArray<Item>, locked: ReadonlySet<string>): void {
    const stems = new Set(items.map((item) => item.stem))
    if (waitFor !== undefined && stems.delete(waitFor)) stems.add(waitFor)
    for (const stem of stems) {
      const line = [...again.filter((item) => item.stem === stem), ...(this.writing.get(stem) ?? [])]
      this.writing.delete(stem)
      if (line.length > 0) (locked.has(stem) ? this.elsewhere : this.ready).set(stem, line)
    }
    this.count += again.length
  }

  private lineOf(stem: string): Array<Item> | undefined {
    return this.writing.get(stem) ?? this.ready.get(stem) ?? this.elsewhere.get(stem)
  }

  private take(lines: Map<string, Array<Item>>, share: number): ReadonlyArray<Item> {
    const items: Array<Item> = []
    for (const [stem, line] of lines) {
      if (items.length > 0 && items.length + line.length > share) break
      lines.delete(stem)
      items.push(...line.slice(0, groupLimit))
      this.writing.set(stem, line.slice(groupLimit))
      if (items.length >= share) break
    }
    this.count -= items.length
    return items
  }
}
