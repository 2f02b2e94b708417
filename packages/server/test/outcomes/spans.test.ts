import { inspect } from "node:util"
import { Cause, Exit, type Tracer } from "effect"
import { assert, describe, it } from "vitest"
import { startService } from "./service.ts"
import { tokens } from "./tokens.ts"
import { startUpstreams, type Upstreams, variablesFor } from "./upstreams.ts"

const key = "planted-idempotency-key"

interface Asked {
  readonly shows: (upstreams: Upstreams) => string | Promise<string>
  readonly given?: (upstreams: Upstreams) => unknown
  readonly status: number
  /** Spans that there are beside that of the whole request. */
  readonly within: ReadonlyArray<string>
}

const introspection = "HydraIntrospection.authenticate"
const whoami = "KratosWhoami.authenticate"
const clone = ["cloneSharedTask", "KetoPermissions.allows"]

const asked: Readonly<Record<string, Asked>> = {
  "an opaque token clones": { shows: tokens.opaque, status: 200, within: [introspection, ...clone, "placeWith"] },
  "a session token clones": { shows: tokens.session, status: 200, within: [whoami, ...clone, "placeWith"] },
  "a JWT clones": { shows: () => tokens.jwt(), status: 200, within: [...clone, "placeWith"] },
  "an opaque token is refused": { shows: () => "ory_at_unknown-to-hydra", status: 401, within: [introspection] },
  "a JWT is refused": { shows: () => tokens.jwt({}, { forged: true }), status: 401, within: [] },
  "a scope is missing": { shows: (upstreams) => tokens.opaque(upstreams, { scope: "" }), status: 403, within: [] },
  "somebody may not clone": { shows: () => tokens.jwt({ sub: "bob" }), status: 403, within: clone },
  "Hydra refuses our credentials": {
    shows: tokens.opaque,
    given: ({ hydra }) => hydra.plant({ status: 401, body: {} }),
    status: 500,
    within: [introspection]
  },
  "Kratos answers what is no session": {
    shows: tokens.session,
    given: ({ kratos }) => kratos.plant({ status: 200, body: { planted: true } }),
    status: 503,
    within: [whoami]
  },
  "Keto fails": {
    shows: () => tokens.jwt(),
    given: ({ keto }) => keto.plant({ status: 500 }),
    status: 503,
    within: clone
  }
}

describe("no span of a request holds its token or its idempotency key when", () => {
  it.each(Object.entries(asked))("%s", async (_, { given, shows, status, within }) => {
    const upstreams = await startUpstreams()
    await given?.(upstreams)
    const { clone, spans } = await startService(variablesFor(upstreams))
    const token = await shows(upstreams)

    const heard = await clone([`Bearer ${token}`], ["idempotency-key", key])
    assert.strictEqual(heard.status, status)
    const names = spans.map(({ name }) => name)
    assert.includeMembers(names, ["POST", ...within])
    for (const part of token.split(".")) assert.notInclude(inspect(spans, whole), part)
    assert.notInclude(inspect(spans.map(exported), whole), key)
  })
})

const whole = { depth: 16, showHidden: true, maxStringLength: null }

/** What leaves the process of a span: not the request that a failed one is about, whose headers hold the key. */
const exported = ({ attributes, links, name, status, ...span }: Tracer.Span) => ({
  name,
  attributes,
  links: links.map(({ attributes }) => attributes),
  events: "events" in span ? span.events : [],
  failure: status._tag === "Ended" && Exit.isFailure(status.exit) ? Cause.pretty(status.exit.cause) : ""
})
