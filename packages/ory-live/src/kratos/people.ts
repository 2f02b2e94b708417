import { answered } from "../answered.ts"
import type { Kratos } from "../kratos.ts"

/** A person with a login. */
export interface Person {
  readonly id: string
  readonly email: string
  readonly password: string
}

/** Makes a person known to Kratos, by its admin API. */
export const newPerson = async ({ adminUrl }: Kratos): Promise<Person> => {
  const person = { email: `${crypto.randomUUID()}@people.example`, password: crypto.randomUUID() }
  const { id } = await answered(`${adminUrl}/admin/identities`, {
    body: {
      schema_id: "person",
      traits: { email: person.email },
      credentials: { password: { config: { password: person.password } } }
    }
  })
  return { id, ...person }
}

/** From then on the person's sessions are worth nothing. */
export const deactivate = ({ adminUrl }: Kratos, { id }: Person): Promise<unknown> =>
  answered(`${adminUrl}/admin/identities/${id}`, {
    method: "PATCH",
    body: [{ op: "replace", path: "/state", value: "inactive" }]
  })
