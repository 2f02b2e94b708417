/** Asks without a pause, some questions at a time, while something is done; answers every different answer. */
export const meanwhile = async <A>(ask: () => Promise<A>, done: () => Promise<unknown>): Promise<ReadonlySet<A>> => {
  const answers = new Set<A>()
  let isDone = false
  const asking = Array.from({ length: 4 }, async () => {
    while (!isDone) answers.add(await ask())
  })
  try {
    await done()
  } finally {
    isDone = true
  }
  await Promise.all(asking)
  return answers
}
