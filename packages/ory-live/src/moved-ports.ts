import { freePorts } from "./free-ports.ts"

/** The ports that docs/ory.md and examples/ory speak of. */
const ports = [3000, 4433, 4434, 4444, 4445, 4466, 4467, 4468, 4469, 5432, 8080] as const
export type Port = (typeof ports)[number]

/** Free ports in the place of those, for two that follow the same page at once. */
export interface MovedPorts {
  readonly port: (name: Port) => number
  /** The same text with the free ports. */
  readonly moved: (text: string) => string
}

export const movedPorts = async (): Promise<MovedPorts> => {
  const free = await freePorts(ports.length)
  const port = (name: Port) => free[ports.indexOf(name)] ?? name
  return {
    port,
    moved: (text) =>
      ports.reduce((done, name) => done.replaceAll(new RegExp(`\\b${name}\\b`, "g"), `${port(name)}`), text)
  }
}
