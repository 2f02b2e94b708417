const longest = 300

/** What a server says, with its beginning and its end to be seen: on one line, in visible ASCII, cut where it is long. */
export const quoted = (text: string): string =>
  JSON.stringify(text.length > longest ? `${text.slice(0, longest)}...` : text).replaceAll(
    /[^ -~]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`
  )
