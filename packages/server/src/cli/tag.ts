import { Ids, Tag, TagId } from "@offshoot/core"
import { Clock, Effect } from "effect"
import { Command, Flag } from "effect/cli"
import { CommandFailed } from "../command-failed.ts"
import { administering } from "./administering.ts"
import { answer, json } from "./answer.ts"

const add = Command.make(
  "add",
  {
    global: Flag.Boolean("global").pipe(Flag.withDefault(false), Flag.withDescription("Valid in every project")),
    name: Flag.String("name").pipe(Flag.withSchema(Tag.fields.name)),
    description: Flag.String("description").pipe(
      Flag.withSchema(Tag.fields.description),
      Flag.withDefault(null),
      Flag.withDescription("What it is for")
    ),
    entityType: Flag.Literals("for", Tag.fields.entityType.literals).pipe(
      Flag.withDefault("task"),
      Flag.withDescription("What it labels")
    ),
    json
  },
  Effect.fn(function* ({ description, entityType, global, json, name }) {
    if (!global) {
      return yield* new CommandFailed({ message: "Only global tags are added here: say --global" })
    }
    const tag: Tag = {
      id: TagId.make(yield* Ids.webCrypto.next),
      name,
      description,
      parentId: null,
      entityType,
      projectId: null,
      created: yield* Clock.currentTimeMillis
    }
    const id = yield* administering(({ addTag }) => addTag(tag))
    yield* answer(json, `Global tag ${id} is ${name}`, { outcome: id === tag.id ? "added" : "unchanged", id })
  })
).pipe(Command.withDescription("Adds a global tag, unless there is one of that name and use"))

export const tag = Command.make("tag").pipe(
  Command.withDescription("Labels for tasks and revisions"),
  Command.withSubcommands([add])
)
