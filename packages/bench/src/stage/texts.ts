/** Prompts of about 2 KB of English that differ from share to share, with three placeholders. */
export const promptsOf = (share: number): { readonly system: string; readonly user: string } => {
  const draw = numbers(share + 1)
  const sentences = (length: number) => {
    let text = ""
    while (text.length < length) text += `${sentence(draw)} `
    return text.trimEnd()
  }
  return {
    system: `You answer customers of a shop, in case ${share}. ${sentences(550)} Write in {language}.`,
    user: `${sentences(1300)} The customer wrote: {{message}}. The order is {order}.`
  }
}

const sentence = (draw: () => number): string => {
  const chosen = Array.from({ length: 9 + (draw() % 8) }, () => words[draw() % words.length])
  return `${chosen.join(" ")}.`
}

/** The same numbers for the same seed (a linear congruential generator). */
const numbers = (seed: number) => {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state >>> 8
  }
}

const words = (
  "answer ask about above after again always amount because before begin better between both bring careful case " +
  "change clear close come complete contact correct customer date day deliver delivery describe detail different " +
  "document each early email error every exact example explain fact few find first follow friendly from full give " +
  "good greeting help however if important inform invoice item keep kind language last later list long make many " +
  "mention message missing more name never next note nothing number offer once only open order other parcel part " +
  "pay payment person phone please polite possible price problem product promise question quick quote reason " +
  "receive refund repeat reply request return right same say second send sentence service short should show simple " +
  "since small some state step still stop street such sure tell thank their then there they thing three time today " +
  "tone total track two under until use very wait want what when where which while who why will with without word " +
  "work write wrong year yet you"
).split(" ")
