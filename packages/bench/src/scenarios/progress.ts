/** Says what is being done, apart from the results. */
export const progress = (line: string): void => {
  process.stderr.write(`${line}\n`)
}
