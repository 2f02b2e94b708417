import type * as Core from "@offshoot/core"
import type * as Http from "./request-errors.ts"

type Instance<Export> = Export extends abstract new (...args: never) => infer Made ? Made : never
type TaggedErrorOf<Export> = Extract<Instance<Export>, Error & { readonly _tag: string }>
type TaggedErrorsOf<Module> = { [Name in keyof Module]: TaggedErrorOf<Module[Name]> }[keyof Module]

/** Everything that can be answered instead of a result: all tagged errors of the core, and those of HTTP itself. */
export type Refusal = TaggedErrorsOf<typeof Core> | TaggedErrorsOf<typeof Http>
