/**
 * Asks without a pause, some questions at a time, while something is done, which may ask too; answers every different
 * answer.
 */
export const meanwhile = async <A>(
  ask: () => Promise<A>,
  done: (ask: () => Promise<A>) => Promise<unknown>
): Promise<ReadonlySet<A>> => {
  const answers = new Set<A>()
  const asked = async () => {
    const answer = await ask()
    answers.add(answer)
    return answer
  }
  let isDone = false
  const asking = Array.from({ length: 4 }, async () => {
    while (!isDone) await asked()
  })
  try {
    await done(asked)
  } finally {
    isDone = true
  }
  await Promise.all(asking)
  return answers
}
