/** Whether a key of a set is private or symmetric (RFC 7518): whoever reads it can sign. */
export const isSecretKey = (key: unknown): boolean =>
  typeof key === "object" && key !== null && (Object.hasOwn(key, "d") || Object.hasOwn(key, "k"))
