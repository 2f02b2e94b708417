import { Schema } from "effect"

/** Whether a service of ours may be reached without TLS: only on a network that nobody else is on. */
export interface UpstreamPolicy {
  readonly allowHttp: boolean
}

/** The address of a service: absolute, https (or http where allowed), without credentials, query and fragment. */
export const upstreamUrl = ({ allowHttp }: UpstreamPolicy) =>
  Schema.String.check(
    Schema.makeFilter(
      (text) => {
        return (
          URL.canParse(text) &&
          (allowHttp ? /^https?:\/\/[^/@]+(\/|$)/i : /^https:\/\/[^/@]+(\/|$)/i).test(text) &&
          !/[\s?#\\]/.test(text)
        )
      },
      { expected: `an absolute ${allowHttp ? "http(s)" : "https"} URL without credentials, query and fragment` }
    )
  )

/** A path below an address, whose own path is kept. */
export const below = (base: string, path: string): URL => new URL(`${base.replace(/\/+$/, "")}${path}`)
