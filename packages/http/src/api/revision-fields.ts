import { Schema } from "effect"

export const FileInputMode = Schema.Literals(["none", "image", "pdf", "image_or_pdf", "any"])
export const OutputModality = Schema.Literals(["json", "image", "audio", "pdf", "text", "csv"])
export const TaskRunVisibility = Schema.Literals(["owner_only", "editors_and_owners", "all_viewers"])
export const ToolChoice = Schema.Literals(["required", "auto"])
export const RewriteMode = Schema.Literals(["none", "single_query", "multi_query"])
