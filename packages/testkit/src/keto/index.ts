export type { Exchange } from "./loopback-server.ts"
export type { KetoFault } from "./planted-fault.ts"
export type { RelationTuple } from "./relation-tuple.ts"
export { type StandInKeto, startStandInKeto } from "./stand-in-keto.ts"
