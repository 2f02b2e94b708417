import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { startStandInKeto } from "@offshoot/testkit/keto"
import { describe, expect, it } from "vitest"
import { ketoNamespaces, ketoParent, ketoPermits } from "../../src/index.ts"
import { settingsFor } from "./settings.ts"

const opl = readFileSync(fileURLToPath(import.meta.resolve("@offshoot/ory/permissions.opl")), "utf8")

/** The namespaces of the file, each with its relations and permits. */
const declared = new Map(
  [...opl.matchAll(/^class (\w+) implements Namespace \{(\}|[\s\S]*?^\})/gm)].map(([, name = "", body = ""]) => [
    name,
    [...body.matchAll(/^ {4}(\w+): /gm)].map(([, relation = ""]) => relation)
  ])
)

describe("the OPL file", () => {
  const { clientNamespace, userNamespace } = settingsFor("http://keto.example")

  it("declares the namespaces that are asked about, and those of callers, and no other", () =>
    expect([...declared.keys()].toSorted()).toEqual(
      [...Object.values(ketoNamespaces), userNamespace, clientNamespace].toSorted()
    ))
  it("declares every relation of a project that is asked about", () =>
    expect(declared.get(ketoNamespaces.project)).toEqual(
      expect.arrayContaining([ketoParent, ...Object.values(ketoPermits)])
    ))
  it("denies nothing by what is not so: a check that is cut short must not allow", () =>
    expect(opl.replaceAll(/\/\/.*$/gm, "")).not.toContain("!"))

  it("declares what the stand-in knows, and no more", async () => {
    const keto = await startStandInKeto()
    try {
      const namespaces: unknown = await (await fetch(`${keto.readUrl}/namespaces`)).json()
      expect(namespaces).toEqual({ namespaces: [...declared.keys()].map((name) => ({ name })) })
      for (const [namespace, relations] of declared) {
        for (const relation of new Set([...declared.values()].flat())) {
          const { status } = await fetch(`${keto.readUrl}/relation-tuples/check/openapi`, {
            method: "POST",
            body: JSON.stringify({ namespace, object: "o", relation, subject_id: "s" })
          })
          // Where no relation is declared, none is unknown.
          expect([namespace, relation, status]).toEqual([
            namespace,
            relation,
            relations.length === 0 || relations.includes(relation) ? 200 : 400
          ])
        }
      }
    } finally {
      await keto.stop()
    }
  })
})
