export { freePort } from "./free-port.ts"
export { type LiveNetwork, startNetwork } from "./start-network.ts"
export { hasPgbouncer, type LivePgbouncer, startPgbouncer } from "./start-pgbouncer.ts"
export { type LivePostgres, startPostgres } from "./start-postgres.ts"
