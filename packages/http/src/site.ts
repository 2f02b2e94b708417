import { Context, Effect, Layer } from "effect"
import { HttpServer } from "effect/http"

/** Where clients find this service: what links in answers are built from. A Host header never is. */
export class Site extends Context.Service<
  Site,
  {
    /** The public address with the mount prefix, without a slash at the end. */
    readonly url: string
    /** The path below which requests arrive here: "" or like "/offshoot". */
    readonly prefix: string
  }
>()("@offshoot/http/Site") {
  /** The public address as it is configured. */
  static readonly layer = ({ prefix, publicUrl }: SiteOptions): Layer.Layer<Site> =>
    Layer.succeed(Site, siteOf(publicUrl, prefix))

  /** The address that the server listens on, where none is configured. */
  static readonly layerListening = ({ prefix }: Pick<SiteOptions, "prefix"> = {}) =>
    Layer.effect(
      Site,
      HttpServer.addressFormattedWith((address) => Effect.succeed(siteOf(address, prefix)))
    )
}

export interface SiteOptions {
  /** How the world reaches this service, like `https://api.example.com`; with a path if the host takes that path off. */
  readonly publicUrl: string
  /** The path below which requests arrive here, if it is left on them. */
  readonly prefix?: string | undefined
}

const siteOf = (publicUrl: string, prefix = "") => {
  const path = prefix.replace(/^\/*|\/*$/g, "")
  const mounted = path === "" ? "" : `/${path}`
  return { prefix: mounted, url: `${publicUrl.replace(/\/*$/, "")}${mounted}` }
}
