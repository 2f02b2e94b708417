/** What was found out about one thing of a set-up. */
export interface Finding {
  readonly about: string
  /** `wrong`: it stays so until somebody changes something. `down`: it cannot be asked now. */
  readonly verdict: "ok" | "wrong" | "down"
  readonly says: string
  /** What to do, for all but `ok`. */
  readonly remedy?: string
}

/** How the operator calls a member of the settings, such as by the name of a variable. */
export type Named = (member: string) => string

/** The findings about one thing. */
export const findings = (about: string) => ({
  ok: (says: string): Finding => ({ about, verdict: "ok", says }),
  wrong: (says: string, remedy: string): Finding => ({ about, verdict: "wrong", says, remedy }),
  down: (says: string, remedy: string): Finding => ({ about, verdict: "down", says, remedy })
})
