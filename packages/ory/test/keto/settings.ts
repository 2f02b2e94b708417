import { Schema } from "effect"
import { type KetoSettings, ketoSettings } from "../../src/index.ts"

export const issuer = "https://login.example"

/** How a Keto on the loopback interface is asked. */
export const settingsFor = (readUrl: string, more: Partial<KetoSettings> = {}): KetoSettings =>
  Schema.decodeUnknownSync(ketoSettings({ allowHttp: true }))({ readUrl, issuers: [issuer], ...more })
