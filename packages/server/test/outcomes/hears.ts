import { assert } from "vitest"
import type { Variables } from "../offshoot.ts"
import { startService } from "./service.ts"
import { startUpstreams, type Upstreams, variablesFor } from "./upstreams.ts"

/** Somebody asks for a clone. */
export interface Situation {
  /** The values of the `Authorization` headers: of one, mostly. */
  readonly shows: (upstreams: Upstreams) => string | ReadonlyArray<string> | Promise<string>
  /** What is the matter with the services, when they are asked. */
  readonly given?: (upstreams: Upstreams) => unknown
  /** What the operator said otherwise. */
  readonly variables?: (upstreams: Upstreams) => Variables
}

/**
 * What is heard in a situation: the status, the code, what is asked for, and whether to try again later. Whatever it is,
 * the clone is stored if it is 200, and only then; and neither the answer nor the log holds what was shown.
 */
export const hears = async ({ given, shows, variables }: Situation) => {
  const upstreams = await startUpstreams()
  await given?.(upstreams)
  const { clone, log, stored } = await startService({ ...variablesFor(upstreams), ...variables?.(upstreams) })
  const shown = [await shows(upstreams)].flat()

  const { challenge, code, retryAfter, status, text } = await clone(shown)
  assert.strictEqual(await stored(), status === 200 ? 1 : 0)
  if (status === 500) assert.match(JSON.stringify(log), /"level":"ERROR"/, "the operator is told")
  for (const secret of shown.join(" ").split(/\s+/)) {
    if (secret.length > 8) assert.notInclude(`${text}\n${JSON.stringify(log)}`, secret)
  }
  return { status, code, challenge, retryAfter }
}

/** A token as the header that carries it. */
export const bearer = (token: string | Promise<string>): Promise<string> =>
  Promise.resolve(token).then((token) => `Bearer ${token}`)
