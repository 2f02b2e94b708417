export * as MemoryAuthenticator from "./memory/memory-authenticator.ts"
export * as MemoryIds from "./memory/memory-ids.ts"
export * from "./memory/memory-store.ts"
