import { describe, expect, it } from "vitest"
import { makeVerifyToken } from "../../../src/contestants/fastify/verify-token.ts"
import { makeLogin } from "../../../src/stage/login.ts"

describe("the verifier of the server written by hand", async () => {
  const { issuers, tokens } = await makeLogin()
  const verify = makeVerifyToken(issuers)

  it("tells who calls, also when the token is shown again", async () => {
    for (const token of [tokens[7] ?? "", tokens[7] ?? ""]) {
      expect(await verify(token)).toMatchObject({ subject: "caller-7", kind: "user" })
    }
  })

  it("refuses a token of the same issuer's name that another key signed", async () => {
    const [forged = ""] = (await makeLogin()).tokens
    await expect(verify(forged)).rejects.toMatchObject({ _tag: "InvalidToken" })
  })
})
