import { Command } from "effect/cli"
import { dev } from "./dev.ts"
import { doctor } from "./doctor.ts"
import { migrate } from "./migrate.ts"
import { model } from "./model.ts"
import { openApi } from "./openapi.ts"
import { project } from "./project.ts"
import { role } from "./role.ts"
import { serve } from "./serve.ts"
import { tag } from "./tag.ts"

/** The command `offshoot` with everything below it. */
export const offshoot = Command.make("offshoot").pipe(
  Command.withDescription("Clones a shared task into a project"),
  Command.withSubcommands([dev, serve, doctor, migrate, openApi, project, role, model, tag])
)
