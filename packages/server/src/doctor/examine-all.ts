import { examineHydra, examineIssuer, examineKeto, examineKratos, type Finding, type Named } from "@offshoot/ory"
import { Effect, Option } from "effect"
import { introspectionVariables } from "../config/introspection.ts"
import { ketoVariables } from "../config/keto.ts"
import type { ServingSettings } from "../config/serving.ts"
import type { UpstreamVariable } from "../config/upstream-variable.ts"
import { whoamiVariables } from "../config/whoami.ts"
import { examineDatabase } from "./examine-database.ts"

/** Asks everything that is configured what tells a wrong set-up from a down one; nothing is written anywhere. */
export const examineAll = ({ callers, database, keto }: ServingSettings): Effect.Effect<ReadonlyArray<Finding>> =>
  Effect.all(
    [
      Effect.map(examineDatabase(database), (finding) => [finding]),
      ...callers.issuers.map((issuer) => examineIssuer(issuer, (member) => `${member} in OFFSHOOT_ISSUERS`)),
      ...Option.toArray(callers.introspection).map((hydra) => examineHydra(hydra, variableOf(introspectionVariables))),
      ...Option.toArray(callers.whoami).map((kratos) => examineKratos(kratos, variableOf(whoamiVariables))),
      ...Option.toArray(keto).map((keto) => examineKeto(keto, variableOf(ketoVariables)))
    ],
    { concurrency: "unbounded" }
  ).pipe(Effect.map((found) => found.flat()))

const variableOf =
  (variables: ReadonlyArray<UpstreamVariable>): Named =>
  (wanted) =>
    variables.find(({ member }) => member.join(".") === wanted)?.name ?? wanted
