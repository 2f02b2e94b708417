/** Spans of what every clone calls: a stack trace with each call, as `Effect.fn` records one, costs more than the rest of it. */
export const lightSpan = { captureStackTrace: false } as const
