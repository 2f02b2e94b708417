/** Freezes a value with all that it holds: several callers are given it, and none may change it for the others. */
export const frozen = <A>(value: A): A => {
  if (typeof value !== "object" || value === null) return value
  for (const member of Object.values(value)) frozen(member)
  return Object.freeze(value)
}
