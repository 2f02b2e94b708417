import { isIPv4 } from "node:net"
import { Effect, Option, Schema } from "effect"
import { CommandFailed } from "../command-failed.ts"
import { variable } from "./variable.ts"

/** Where the service listens, and how clients reach it. */
export interface Listening {
  readonly host: string
  /** 0: any free port. */
  readonly port: number
  /** Without a slash at the end; none: the listening address. */
  readonly publicUrl: Option.Option<string>
  /** How many proxies stand between clients and the service. */
  readonly proxies: number
}

/** `OFFSHOOT_HOST`, `OFFSHOOT_PORT`, `OFFSHOOT_PUBLIC_URL` and `OFFSHOOT_PROXIES`. */
export const listening: Effect.Effect<Listening, CommandFailed> = Effect.gen(function* () {
  const host = yield* variable("OFFSHOOT_HOST", Host, "an IP address or the name of a host, such as 127.0.0.1")
  const port = yield* variable("OFFSHOOT_PORT", Port, "a whole number from 0 to 65535; 0 takes any free port")
  const publicUrl = yield* variable(
    "OFFSHOOT_PUBLIC_URL",
    PublicUrl,
    "an absolute http(s) URL without credentials, query and fragment, such as https://tasks.example"
  )
  const proxies = yield* variable("OFFSHOOT_PROXIES", Proxies, "a whole number from 0 to 9")
  return {
    host: Option.getOrElse(host, () => "127.0.0.1"),
    port: Option.getOrElse(port, () => 8080),
    publicUrl: Option.map(publicUrl, (url) => url.replace(/\/+$/, "")),
    proxies: Option.getOrElse(proxies, () => 0)
  }
})

/** The same where only this machine may reach the service. */
export const listeningOnLoopback = Effect.filterOrFail(
  listening,
  ({ host }) => isLoopback(host),
  () =>
    new CommandFailed({
      message:
        "OFFSHOOT_HOST must be a loopback address, such as 127.0.0.1: offshoot dev is never for others, offshoot serve is"
    })
)

const Host = Schema.String.check(Schema.isPattern(/^[A-Za-z0-9._:-]+$/))

const Port = Schema.String.check(Schema.isPattern(/^\d{1,5}$/)).pipe(
  Schema.decodeTo(Schema.NumberFromString.check(Schema.isBetween({ minimum: 0, maximum: 65_535 })))
)

const Proxies = Schema.String.check(Schema.isPattern(/^\d$/)).pipe(Schema.decodeTo(Schema.NumberFromString))

const PublicUrl = Schema.String.check(
  Schema.makeFilter((text) => {
    const url = URL.parse(text)
    return (
      url !== null &&
      /^https?:\/\//i.test(text) &&
      !/[\s?#]/.test(text) &&
      `${url.username}${url.password}` === "" &&
      url.hostname !== ""
    )
  })
)

const isLoopback = (host: string) => host === "localhost" || host === "::1" || (isIPv4(host) && host.startsWith("127."))
