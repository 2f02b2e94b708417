export { freePort } from "./free-port.ts"
export { type LivePostgres, startPostgres } from "./start-postgres.ts"
