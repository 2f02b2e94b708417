export { type LivePostgres, startPostgres } from "./start-postgres.ts"
