import { OrganizationId, ProjectId } from "@offshoot/core"
import { describeLive, meanwhile, startKeto } from "@offshoot/ory-live"
import { hold, laws, type Question } from "@offshoot/testkit"
import { afterAll, assert, it } from "vitest"
import { KetoPermissions } from "../../src/index.ts"
import { answerOf, cases } from "../keto/cases.ts"
import { hands } from "../keto/hands.ts"
import { issuer, settingsFor } from "../keto/settings.ts"
import { ended } from "./ended.ts"

describeLive("a real Keto", async () => {
  const keto = await startKeto()
  afterAll(keto.stop)
  const permissions = KetoPermissions.make(settingsFor(keto.readUrl, { maxBatch: 1 }))
  const subject = { permissions, ...hands(keto.writeUrl), breakDown: keto.stop, repair: keto.start }

  it.each(cases)("answers as the stand-in does: $title", async (given) =>
    assert.strictEqual(await answerOf(keto, given), given.answer)
  )

  it("knows no batches in this version, and to ask it for one is a fault of the set-up", async () => {
    const batch = await fetch(`${keto.readUrl}/relation-tuples/batch/check`, { method: "POST", body: '{"tuples":[]}' })
    await batch.body?.cancel()
    assert.strictEqual(batch.status, 404)
    assert.strictEqual(await ended(KetoPermissions.make(settingsFor(keto.readUrl)).allows(newQuestion())), "Fault")
  })

  it.each(laws.permissions)("$statement", (law) =>
    // Each case of this one stops Keto and starts it again.
    hold(law, subject, law.name === "fault" ? { cases: 3 } : {})
  )

  it("while it is away nobody hears yes or no; when it is back, it is asked again", async () => {
    const [granted, denied] = [newQuestion(), newQuestion()]
    await subject.grant(granted)
    const ask = async () => `${await ended(permissions.allows(granted))} ${await ended(permissions.allows(denied))}`

    const answers = await meanwhile(ask, async (ask) => {
      assert.strictEqual(await ask(), "true false")
      await keto.stop()
      assert.strictEqual(await ask(), "Unavailable Unavailable")
      await keto.start()
      assert.strictEqual(await ask(), "true false")
    })
    for (const answer of answers) assert.match(answer, /^(true|Unavailable) (false|Unavailable)$/)
  })
})

const newQuestion = (): Question => ({
  caller: { issuer, subject: crypto.randomUUID(), kind: "user", scopes: [] },
  permission: "createTask",
  target: {
    organizationId: OrganizationId.make(crypto.randomUUID()),
    projectId: ProjectId.make(crypto.randomUUID())
  }
})
