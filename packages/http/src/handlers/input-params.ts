/**
 * The placeholders of prompts, each once, in the order of their first mention: `{x}`, and `{{x}}` as x. A name is letters,
 * digits, `_`, `.` or `-`, and begins with a letter or `_`; so JSON in a prompt holds none.
 */
export const inputParams = (...prompts: ReadonlyArray<string>): ReadonlyArray<string> => {
  const names = new Set<string>()
  for (const prompt of prompts) {
    for (const [, name = ""] of prompt.matchAll(placeholder)) names.add(name)
  }
  return [...names]
}

const placeholder = /\{\s*([\p{L}_][\p{L}\p{N}_.-]*)\s*\}/gu
