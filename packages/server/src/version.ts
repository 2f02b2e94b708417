import { readFileSync } from "node:fs"

/** The version of this package; the build lies as deep in it as the sources do. */
export const version: string = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")).version
