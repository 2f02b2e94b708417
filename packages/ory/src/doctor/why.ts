import type { Fault, Unavailable } from "@offshoot/core"

/** What an exchange failed of, in words that quote nothing that was sent or received. */
export const why = ({ cause, message }: Unavailable | Fault): string =>
  cause instanceof Error ? cause.message : message
