import { ConfigProvider, Effect } from "effect"
import { CommandFailed } from "../command-failed.ts"
import { introspectionVariables } from "./introspection.ts"
import { ketoVariables } from "./keto.ts"
import { whoamiVariables } from "./whoami.ts"

/** Every variable that the command reads. */
export const knownVariables: ReadonlyArray<string> = [
  "DATABASE_URL",
  "OFFSHOOT_PREPARED_STATEMENTS",
  "OFFSHOOT_HOST",
  "OFFSHOOT_PORT",
  "OFFSHOOT_PUBLIC_URL",
  "OFFSHOOT_PROXIES",
  "OFFSHOOT_ISSUERS",
  "OFFSHOOT_ISSUERS_FILE",
  "OFFSHOOT_OPAQUE_TOKENS",
  "OFFSHOOT_ALLOW_HTTP_UPSTREAMS",
  ...[...introspectionVariables, ...whoamiVariables, ...ketoVariables].map(({ name }) => name)
]

/** Refuses other variables `OFFSHOOT_…`: what is misspelt would be without effect, in silence. */
export const onlyKnownVariables = Effect.gen(function* () {
  const provider = yield* ConfigProvider.ConfigProvider
  const unknown = (yield* namesBelow(provider, "OFFSHOOT")).filter((name) => !knownVariables.includes(name))
  if (unknown.length === 0) return
  const [are, them] = unknown.length === 1 ? ["is no setting", "it"] : ["are no settings", "them"]
  const remedy = unknown.includes("OFFSHOOT_SERVICE_HOST") ? ofKubernetes : `correct the spelling, or unset ${them}`
  return yield* new CommandFailed({ message: `${unknown.join(", ")} ${are}: ${remedy}` })
})

/** It says, unasked, where every Service of the namespace is; `OFFSHOOT_PORT` too then is an address. */
const ofKubernetes =
  "Kubernetes sets such variables, and OFFSHOOT_PORT, for a Service that is called offshoot: set enableServiceLinks: false in the pod's spec"

/** The variables that are set, of those that are called so and those whose names go on with an underscore. */
const namesBelow = (
  provider: ConfigProvider.ConfigProvider,
  name: string
): Effect.Effect<ReadonlyArray<string>, CommandFailed> =>
  Effect.gen(function* () {
    const node = yield* provider.load(name.split("_"))
    const names = yield* Effect.forEach(keysOf(node), (key) => namesBelow(provider, `${name}_${key}`))
    return [...(node?.value === undefined ? [] : [name]), ...names.flat()]
  }).pipe(Effect.mapError(() => new CommandFailed({ message: "The environment cannot be read" })))

/** Of what is called by numbers alone, the provider tells the highest: enough, since no setting is. */
const keysOf = (node: ConfigProvider.Node | undefined): ReadonlyArray<string> => {
  if (node?._tag === "Record") return [...node.keys]
  return node?._tag === "Array" ? [`${node.length - 1}`] : []
}
