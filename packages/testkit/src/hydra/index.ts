export type { Exchange } from "../loopback/loopback-server.ts"
export type { PlantedFault } from "../loopback/planted-fault.ts"
export { type StandInHydra, startStandInHydra } from "./stand-in-hydra.ts"
