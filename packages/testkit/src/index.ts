export * as arbitraries from "./arbitraries/index.ts"
export * as MemoryAuthenticator from "./memory/memory-authenticator.ts"
export * as MemoryIds from "./memory/memory-ids.ts"
export * from "./memory/memory-store.ts"
