import type * as core from "@offshoot/core"
import { lawsOf } from "./law.ts"

/** The rules on names; the core itself is a subject. */
export type NamesSubject = Pick<typeof core, "freeName" | "parse" | "stem" | "numbered" | "family">

export const namesLaw = lawsOf<NamesSubject>("names", 1000)
