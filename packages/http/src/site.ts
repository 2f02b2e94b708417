import { Context, Effect, Layer } from "effect"
import { HttpServer } from "effect/http"

/** Where clients find this service, and what stands between. Links in answers are built from it, never from a Host header. */
export class Site extends Context.Service<
  Site,
  {
    /** The public address with the mount prefix, without a slash at the end. */
    readonly url: string
    /** The path below which requests arrive here: "" or like "/offshoot". */
    readonly prefix: string
    /** How many proxies stand between, each of which adds the address it was reached from to `X-Forwarded-For`. */
    readonly proxies: number
  }
>()("@offshoot/http/Site") {
  /** The public address as it is configured. */
  static readonly layer = (options: SiteOptions): Layer.Layer<Site> => Layer.succeed(Site, siteOf(options))

  /** The address that the server listens on, where none is configured. */
  static readonly layerListening = (options: Omit<SiteOptions, "publicUrl"> = {}) =>
    Layer.effect(
      Site,
      HttpServer.addressFormattedWith((publicUrl) => Effect.succeed(siteOf({ ...options, publicUrl })))
    )
}

export interface SiteOptions {
  /** How the world reaches this service, like `https://api.example.com`; with a path if the host takes that path off. */
  readonly publicUrl: string
  /** The path below which requests arrive here, if it is left on them. */
  readonly prefix?: string | undefined
  /** How many proxies stand between clients and this service; none, if not said: then `X-Forwarded-For` is not read. */
  readonly proxies?: number | undefined
}

const siteOf = ({ prefix = "", proxies = 0, publicUrl }: SiteOptions) => {
  // Otherwise clients could choose their address.
  if (!Number.isSafeInteger(proxies) || proxies < 0) throw new RangeError("proxies must be a whole number from 0 on")
  const path = prefix.replace(/^\/*|\/*$/g, "")
  const mounted = path === "" ? "" : `/${path}`
  return { prefix: mounted, url: `${publicUrl.replace(/\/*$/, "")}${mounted}`, proxies }
}
