/** One variable of the environment that says something of an upstream: a member of its settings. */
export interface UpstreamVariable {
  readonly name: string
  /** Where in the settings its value stands. */
  readonly member: ReadonlyArray<string>
  /** What its text stands for; the settings' schema is what judges it. */
  readonly read: (text: string) => unknown
  /** Completes "<name> must be …". */
  readonly mustBe: string
}

type Described = readonly [name: string, member: string, mustBe: string]

export const text = (...[name, member, mustBe]: Described): UpstreamVariable => ({
  name,
  member: member.split("."),
  read: (text) => text,
  mustBe
})

/** A whole number, in digits. */
export const whole = (...[name, member, mustBe]: Described): UpstreamVariable => ({
  ...text(name, member, mustBe),
  read: (text) => (/^\d+$/.test(text) ? Number(text) : text)
})

/** Words between spaces; a comma would silently make one word of two. */
export const words = (...[name, member, mustBe]: Described): UpstreamVariable => ({
  ...text(name, member, mustBe),
  read: wordsOf
})

/** Words between spaces, or the one word that stands for all that there may be. */
export const wordsOr = (all: string, ...described: Described): UpstreamVariable => ({
  ...text(...described),
  read: (text) => (text === all ? text : wordsOf(text))
})

const wordsOf = (text: string) => (text.includes(",") ? text : text.split(/\s+/).filter((word) => word !== ""))
