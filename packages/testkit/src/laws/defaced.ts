/** Changes all of an answer that can be changed, as a careless reader would. */
export const defaced = (value: unknown): void => {
  if (typeof value !== "object" || value === null) return
  for (const each of Object.values(value)) defaced(each)
  for (const name of Object.keys(value)) Reflect.set(value, name, "defaced")
}
