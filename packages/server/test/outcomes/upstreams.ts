import { type StandInHydra, startStandInHydra } from "@offshoot/testkit/hydra"
import { type StandInKeto, startStandInKeto } from "@offshoot/testkit/keto"
import { type StandInKratos, startStandInKratos } from "@offshoot/testkit/kratos"
import { onTestFinished } from "vitest"
import { target } from "../../src/development/demo/places.ts"
import type { Variables } from "../offshoot.ts"
import { keySet } from "./signed.ts"

export const hydraIssuer = "https://hydra.example/"
export const kratosIssuer = "https://kratos.example/"

/** Every service that an outcome can come of, as a stand-in that can be broken. */
export interface Upstreams {
  readonly hydra: StandInHydra
  readonly kratos: StandInKratos
  readonly keto: StandInKeto
  /** Answers with the key set of both issuers, until something else is planted. */
  readonly keys: Pick<StandInHydra, "adminUrl" | "asked" | "plant" | "stop">
}

/** Starts them for one test, where ann may create tasks in the target. */
export const startUpstreams = async (): Promise<Upstreams> => {
  const [hydra, kratos, keto, keys] = await Promise.all([
    startStandInHydra(hydraIssuer),
    startStandInKratos(),
    startStandInKeto(),
    startStandInHydra(hydraIssuer)
  ])
  onTestFinished(async () => void (await Promise.all([hydra, kratos, keto, keys].map(({ stop }) => stop()))))
  keys.plant({ status: 200, body: keySet })
  const parent = { namespace: "Organization", object: target.organizationId, relation: "" }
  const project = { namespace: "Project", object: target.projectId }
  await fetch(`${keto.writeUrl}/admin/relation-tuples`, {
    method: "PATCH",
    body: JSON.stringify(
      [
        { ...project, relation: "organization", subject_set: parent },
        { ...project, relation: "editors", subject_set: { namespace: "User", object: "ann", relation: "" } }
      ].map((relation_tuple) => ({ action: "insert", relation_tuple }))
    )
  })
  return { hydra, kratos, keto, keys }
}

/** What an operator tells the service about the issuers of JWTs; `more` is said of all that are accepted. */
export const issuersFor = ({ keys }: Upstreams, more: object = {}, accepted = ["hydra", "kratos"]): Variables => {
  const entry = {
    audience: ["offshoot"],
    algorithms: ["ES256"],
    typ: ["JWT"],
    jwksUrl: `${keys.adminUrl}/.well-known/jwks.json`,
    ...more
  }
  return {
    OFFSHOOT_ISSUERS: JSON.stringify(
      [
        { ...entry, kind: "hydra", issuer: hydraIssuer, requiredScopes: ["tasks"] },
        { ...entry, kind: "kratos", issuer: kratosIssuer }
      ].filter(({ kind }) => accepted.includes(kind))
    )
  }
}

/** What an operator tells the service about all of them. */
export const variablesFor = (upstreams: Upstreams): Variables => {
  const { hydra, keto, kratos } = upstreams
  return {
    DATABASE_URL: "postgres://nobody@127.0.0.1:1/none",
    OFFSHOOT_ALLOW_HTTP_UPSTREAMS: "1",
    ...issuersFor(upstreams),
    OFFSHOOT_HYDRA_ADMIN_URL: hydra.adminUrl,
    OFFSHOOT_HYDRA_ISSUER: hydraIssuer,
    OFFSHOOT_HYDRA_AUDIENCE: "offshoot",
    OFFSHOOT_HYDRA_REQUIRED_SCOPES: "tasks",
    OFFSHOOT_KRATOS_PUBLIC_URL: kratos.publicUrl,
    OFFSHOOT_KRATOS_ISSUER: kratosIssuer,
    OFFSHOOT_KETO_READ_URL: keto.readUrl,
    OFFSHOOT_KETO_ISSUERS: `${hydraIssuer} ${kratosIssuer}`
  }
}
