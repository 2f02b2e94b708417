import { Effect, Schema } from "effect"
import { ketoNamespaces, ketoParent, ketoPermits } from "../keto/keto-namespaces.ts"
import type { KetoSettings } from "../keto/keto-settings.ts"
import { below } from "../upstream/upstream-url.ts"
import { examine } from "./examine.ts"
import { type Finding, findings, type Named } from "./finding.ts"
import { examineHealth } from "./health.ts"
import { probe } from "./probe.ts"

/**
 * Asks Keto what tells a wrong set-up from a down one: whether it knows the namespaces and relations that it is asked about,
 * whether it takes batches, and that whoever may read cannot write. Nothing is written.
 *
 * @example
 * const findings = yield* examineKeto(settings, (member) => variableOf[member])
 */
export const examineKeto = (settings: KetoSettings, named: Named): Effect.Effect<ReadonlyArray<Finding>> =>
  examine(
    examineHealth(
      { ...settings, dependency: "Keto", url: settings.readUrl },
      `set ${named("readUrl")} to the address of Keto`
    ),
    [
      examineNamespaces(settings, named),
      ...relations.map((relation) => examineRelation(settings, relation, named)),
      ...(settings.maxBatch > 1 ? [examineBatch(settings, named)] : []),
      examineWriteApi(settings)
    ]
  )

const { ok, wrong } = findings("Keto")

const relations = [ketoParent, ...Object.values(ketoPermits)]

const asked = ({ maxBodyBytes, readUrl, timeoutMs }: KetoSettings, path: string, body?: unknown) =>
  probe("Keto", {
    url: below(readUrl, path),
    timeoutMs,
    maxBodyBytes,
    ...(body !== undefined && {
      method: "POST" as const,
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body)
    })
  })

const notKeto = (status: number, path: string, named: Named) =>
  wrong(`answered ${status} at ${path}`, `set ${named("readUrl")} to Keto's read API, by default at port 4466`)

const examineNamespaces = Effect.fnUntraced(function* (settings: KetoSettings, named: Named) {
  const { body, status } = yield* asked(settings, "/namespaces")
  if (status !== 200 || !hasNamespaces(body)) return notKeto(status, "/namespaces", named)
  const { clientNamespace, userNamespace } = settings
  const needed = [userNamespace, clientNamespace, ...Object.values(ketoNamespaces)]
  const unknown = needed.filter((needed) => !body.namespaces.some(({ name }) => name === needed))
  return unknown.length === 0
    ? ok(`knows the namespaces ${needed.join(", ")}`)
    : wrong(
        `does not know the namespace ${unknown.join(", ")}: all that is asked about it is denied`,
        `load Offshoot's OPL file, or correct ${named("userNamespace")} and ${named("clientNamespace")}`
      )
})

const hasNamespaces = Schema.is(Schema.Struct({ namespaces: Schema.Array(Schema.Struct({ name: Schema.String })) }))

/** Of a project and a user that nobody has made: their ids are the nil UUID. */
const nobody = "00000000-0000-0000-0000-000000000000"

const question = ({ userNamespace }: KetoSettings, relation: string) => ({
  namespace: ketoNamespaces.project,
  object: nobody,
  relation,
  subject_set: {
    namespace: relation === ketoParent ? ketoNamespaces.organization : userNamespace,
    object: nobody,
    relation: ""
  }
})

const examineRelation = Effect.fnUntraced(function* (settings: KetoSettings, relation: string, named: Named) {
  const path = "/relation-tuples/check/openapi"
  const { body, status } = yield* asked(settings, path, question(settings, relation))
  const name = `${ketoNamespaces.project}#${relation}`
  if (status === 400) {
    return wrong(`does not know the relation ${name}`, "load Offshoot's OPL file, or add the relation to yours")
  }
  if (status !== 200 || !isVerdict(body)) return notKeto(status, path, named)
  return body.allowed
    ? wrong(
        `allows ${name} to a user whom nobody has made`,
        "look for tuples and rules in its OPL that allow everybody"
      )
    : ok(`knows the relation ${name}`)
})

const isVerdict = Schema.is(Schema.Struct({ allowed: Schema.Boolean }))

const examineBatch = Effect.fnUntraced(function* (settings: KetoSettings, named: Named) {
  const path = "/relation-tuples/batch/check"
  const tuples = Array.from({ length: settings.maxBatch }, () => question(settings, ketoPermits.view))
  const { status } = yield* asked(settings, path, { tuples })
  if (status === 200) return ok(`takes ${settings.maxBatch} questions at once`)
  if (status === 404) {
    return wrong("takes no batches of questions, since it is older than 0.14", `set ${named("maxBatch")} to 1`)
  }
  return status === 400
    ? wrong(
        `does not take ${settings.maxBatch} questions at once`,
        `set ${named("maxBatch")} to Keto's limit.max_batch_check_size, or raise that`
      )
    : notKeto(status, path, named)
})

/** What the write API says to a method that it does not know. The read API does not know the path. */
const examineWriteApi = Effect.fnUntraced(function* (settings: KetoSettings) {
  const { status } = yield* asked(settings, "/admin/relation-tuples")
  return status === 405 || status === 200
    ? wrong(
        "lets whoever can read also write: its write API answers at the same address",
        "keep the write API, by default at port 4467, where only those can reach it who may grant permissions"
      )
    : ok("does not answer as the write API")
})
