export type { Exchange } from "../loopback/loopback-server.ts"
export type { PlantedFault } from "../loopback/planted-fault.ts"
export type { RelationTuple } from "./relation-tuple.ts"
export { type StandInKeto, startStandInKeto } from "./stand-in-keto.ts"
