import type { Law } from "./law.ts"
import { serviceClones } from "./service-clones.ts"
import { serviceHistory } from "./service-history.ts"
import { serviceRefusals } from "./service-refusals.ts"
import { serviceRetries } from "./service-retries.ts"
import type { ServiceSubject } from "./service-subject.ts"

/** What whoever clones may rely on, whatever the service is made of. */
export const serviceLaws: ReadonlyArray<Law<ServiceSubject>> = [
  ...serviceClones,
  ...serviceRefusals,
  ...serviceRetries,
  ...serviceHistory
]
