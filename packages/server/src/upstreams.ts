import { authorizationOf, type Watched } from "@offshoot/ory"
import { Option } from "effect"
import type { ServingSettings } from "./config/serving.ts"

/** The services that requests need, beside the database. */
export const upstreamsOf = ({
  callers: { introspection, whoami },
  keto
}: Pick<ServingSettings, "callers" | "keto">): ReadonlyArray<Watched> => [
  ...Option.toArray(introspection).map((hydra) => ({
    ...hydra,
    dependency: "Hydra" as const,
    url: hydra.adminUrl,
    headers: authorizationOf(hydra.auth)
  })),
  ...Option.toArray(whoami).map((kratos) => ({ ...kratos, dependency: "Kratos" as const, url: kratos.publicUrl })),
  ...Option.toArray(keto).map((keto) => ({ ...keto, dependency: "Keto" as const, url: keto.readUrl }))
]
