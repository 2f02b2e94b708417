export type { Exchange } from "../loopback/loopback-server.ts"
export type { PlantedFault } from "../loopback/planted-fault.ts"
export { type StandInKratos, startStandInKratos } from "./stand-in-kratos.ts"
