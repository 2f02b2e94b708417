/** A text as one line that moves no cursor, whoever wrote it. */
export const oneLine = (text: string): string =>
  text
    .trim()
    .replaceAll(/\s*[\r\n\u2028\u2029]\s*/g, " ")
    .replaceAll(/\p{Cc}/gu, " ")
