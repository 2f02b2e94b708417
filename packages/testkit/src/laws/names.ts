import type { Law } from "./law.ts"
import { namesParsing } from "./names-parsing.ts"
import { namesPicking } from "./names-picking.ts"
import type { NamesSubject } from "./names-subject.ts"

/** What the rules on names come to. */
export const namesLaws: ReadonlyArray<Law<NamesSubject>> = [...namesPicking, ...namesParsing]
