/** The value that this part of the sorted values does not exceed (nearest rank); 0 of none. */
export const quantile = (sorted: ArrayLike<number>, part: number): number =>
  sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)] ?? 0

/** The median and the 99th percentile. */
export const latencies = (all: ReadonlyArray<number>): { readonly p50: number; readonly p99: number } => {
  const sorted = Float64Array.from(all).sort()
  return { p50: quantile(sorted, 0.5), p99: quantile(sorted, 0.99) }
}
