/** What several callers are given must be nobody's to change. */
export const frozen = <A>(value: A): A => {
  if (typeof value !== "object" || value === null) return value
  for (const member of Object.values(value)) frozen(member)
  return Object.freeze(value)
}
