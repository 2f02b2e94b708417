import { assert, it } from "@effect/vitest"
import { Effect, Schema } from "effect"
import { examineKratos, whoamiSettings } from "../../src/index.ts"
import { type Answers, answering } from "./answering.ts"
import { named, said } from "./said.ts"

const healthy: Answers = {
  "GET /health/ready": { body: { status: "ok" } },
  "GET /health/alive": { body: { status: "ok" } },
  "GET /sessions/whoami": { status: 401, body: { error: { code: 401 } } }
}
const sessions = (answer: Answers[string]): Answers => ({ "GET /sessions/whoami": answer })

const mistakes: ReadonlyArray<readonly [what: string, at: Answers, says: ReadonlyArray<string>]> = [
  ["nothing", {}, []],
  [
    "a proxy that refuses",
    sessions({ status: 403 }),
    ["wrong: answered 403 when asked for a session that nobody has, and not 401"]
  ],
  [
    "a redirect to a login",
    sessions({ status: 303, headers: { location: "/login" } }),
    ["wrong: answered 303 when asked for a session that nobody has, and not 401"]
  ],
  [
    "an address without sessions",
    sessions({ status: 404 }),
    ["wrong: answered 404 when asked for a session that nobody has, and not 401"]
  ],
  [
    "a session for everybody",
    sessions({ body: { active: true } }),
    ["wrong: has a session for a token that nobody has"]
  ],
  [
    "an admin API that everybody reaches",
    { "GET /admin/identities": { body: [] } },
    ["wrong: answers as the admin API at its public address, to everybody"]
  ],
  ["a whoami that fails", sessions({ status: 500 }), ["down: cannot be asked: "]]
]

it.live.each(mistakes)("at Kratos the doctor finds %s", ([, changed, says]) =>
  Effect.gen(function* () {
    const { url } = yield* answering(() => ({ ...healthy, ...changed }))
    const settings = { publicUrl: url, issuer: "https://kratos.example/" }
    const all = yield* said(
      examineKratos(Schema.decodeUnknownSync(whoamiSettings({ allowHttp: true }))(settings), named)
    )
    assert.lengthOf(all, says.length, all.join("\n"))
    for (const [index, line] of says.entries()) assert.include(all[index], line)
  })
)
