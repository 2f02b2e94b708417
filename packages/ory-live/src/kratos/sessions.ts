import { answered } from "../answered.ts"
import type { Kratos } from "../kratos.ts"
import type { Person } from "./people.ts"

/** Logs a person in by password, as an app does; answers the session token. */
export const logIn = async ({ publicUrl }: Kratos, { email, password }: Person): Promise<string> => {
  const flow = await answered(`${publicUrl}/self-service/login/api`)
  const login = { method: "password", identifier: email, password }
  return (await answered(flow.ui.action, { body: login })).session_token
}

/** The session as a JWT. */
export const tokenized = async ({ publicUrl }: Kratos, sessionToken: string): Promise<string> => {
  const whoami = `${publicUrl}/sessions/whoami?tokenize_as=offshoot`
  return (await answered(whoami, { headers: { "x-session-token": sessionToken } })).tokenized
}

export const logOut = ({ publicUrl }: Kratos, sessionToken: string): Promise<unknown> =>
  answered(`${publicUrl}/self-service/logout/api`, { method: "DELETE", body: { session_token: sessionToken } })
