import { type Model, ModelId } from "@offshoot/core"

const common = {
  supportsImageOutput: false,
  supportsPdfVision: false,
  supportsToolCalling: true,
  supportsContextCaching: true,
  modelParams: null,
  created: Date.UTC(2026, 8, 1)
} as const

export const large: Model = {
  ...common,
  id: ModelId.make("01998a3e-5c00-7a10-8000-0000000000c1"),
  provider: "example",
  vendor: "Example",
  name: "example-large-2026",
  alias: "example-large",
  description: "Follows long instructions; takes its time",
  supportsVision: true,
  maxContextWindow: 200_000
}

export const small: Model = {
  ...common,
  id: ModelId.make("01998a3e-5c00-7a10-8000-0000000000c2"),
  provider: "example",
  vendor: "Example",
  name: "example-small-2026",
  alias: "example-small",
  description: "Fast and cheap; for the time when the large one does not answer",
  supportsVision: false,
  maxContextWindow: 64_000
}
