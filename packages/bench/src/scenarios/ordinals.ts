/** Ordinals whose names are often free: in turn one that was left last, and one far above those of the clones. */
export const makeOrdinals = () => {
  const free: Array<number> = []
  let asked = 0
  return {
    /** Hears of an ordinal that a clone had until now. */
    left: (ordinal: number): void => {
      if (ordinal >= first) free.push(ordinal)
    },
    /** The next, whatever became of those before. */
    next: (): number => {
      asked++
      return (asked % 2 === 0 ? free.pop() : undefined) ?? asked * step
    }
  }
}

/** A name without an ordinal has 1. */
const first = 2
/** More than the clones that are made between two renamings: they go on from the highest. */
const step = 10_000
