import { type Caller, OrganizationId, ProjectId } from "@offshoot/core"
import { KetoPermissions, ketoSettings } from "@offshoot/ory"
import { describeLive, insert, relation, remove, startKeto } from "@offshoot/ory-live"
import { hold, laws, type Question } from "@offshoot/testkit"
import { Schema } from "effect"
import { afterAll, assert, it } from "vitest"
import { ended } from "./ended.ts"
import { meanwhile } from "./meanwhile.ts"

const issuer = "https://issuer.example"

describeLive("permissions that a real Keto answers for", async () => {
  const keto = await startKeto()
  afterAll(keto.stop)
  const permissions = KetoPermissions.make(
    Schema.decodeUnknownSync(ketoSettings({ allowHttp: true }))({
      readUrl: keto.readUrl,
      issuers: [issuer],
      maxBatch: 1
    })
  )
  const subject = {
    permissions,
    grant: (question: Question) => insert(keto, parentOf(question), roleOf(question)),
    withdraw: (question: Question) => remove(keto, roleOf(question)),
    breakDown: keto.stop,
    repair: keto.start
  }

  it.each(laws.permissions)("$statement", (law) =>
    // Each case of this one stops Keto and starts it again.
    hold(law, subject, law.name === "fault" ? { cases: 3 } : {})
  )

  it("while Keto is away nobody hears yes or no; when it is back, it is asked again", async () => {
    const granted = questionOf(crypto.randomUUID())
    const denied = questionOf(crypto.randomUUID())
    await subject.grant(granted)
    await insert(keto, parentOf(denied))
    const ask = async () => `${await ended(permissions.allows(granted))} ${await ended(permissions.allows(denied))}`

    const answers = await meanwhile(ask, async (ask) => {
      assert.strictEqual(await ask(), "true false")
      await keto.stop()
      assert.strictEqual(await ask(), "Unavailable Unavailable")
      await keto.start()
      assert.strictEqual(await ask(), "true false")
    })
    for (const answer of answers) assert.match(answer, /^(true|Unavailable) (false|Unavailable)$/)
    assert.includeMembers([...answers], ["true false", "Unavailable Unavailable"])
  })
})

const questionOf = (subject: string): Question => ({
  caller: { issuer, subject, kind: "user", scopes: [] },
  permission: "createTask",
  target: {
    organizationId: OrganizationId.make(crypto.randomUUID()),
    projectId: ProjectId.make(crypto.randomUUID())
  }
})
const projectOf = ({ target }: Question) => `Project:${target.projectId}`
const parentOf = (question: Question) =>
  relation(projectOf(question), "organization", `Organization:${question.target.organizationId}`)
const roleOf = (question: Question) =>
  relation(projectOf(question), question.permission === "view" ? "viewers" : "editors", callerAt(question.caller))
const callerAt = ({ kind, subject }: Caller) => `${kind === "user" ? "User" : "Client"}:${subject}`
