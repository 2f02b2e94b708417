/** Lines of text with their columns aligned: the first to the left, the others, which are numbers, to the right. */
export const table = (head: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string>>): string => {
  const widths = head.map((title, column) =>
    Math.max(...[head, ...rows].map((row) => (row[column] ?? "").length), title.length)
  )
  const line = (row: ReadonlyArray<string>) =>
    head
      .map((_, column) => {
        const [cell, width] = [row[column] ?? "", widths[column] ?? 0]
        return column === 0 ? cell.padEnd(width) : cell.padStart(width)
      })
      .join("  ")
      .trimEnd()
  return [line(head), line(widths.map((width) => "─".repeat(width))), ...rows.map(line)].join("\n")
}
