import { fatesOfReferences } from "./fates-bound.ts"
import { fatesOfFields } from "./fates-fields.ts"
import { fatesOfTheSource } from "./fates-source.ts"
import type { FatesSubject } from "./fates-subject.ts"
import type { Law } from "./law.ts"

/** What becomes of every field of a source. */
export const fatesLaws: ReadonlyArray<Law<FatesSubject>> = [...fatesOfFields, ...fatesOfReferences, ...fatesOfTheSource]
