import { Caller, type Cloning, Target, TaskId, TaskRevisionId } from "@offshoot/core"
import * as fc from "fast-check"
import { derived } from "./derived.ts"
import { sharedTask } from "./source.ts"
import type { TaskShape } from "./task.ts"

/** All that a clone is made from; the target is the source's own project, or another one, or either. */
export const cloning = (where: "at home" | "elsewhere" | "anywhere", shape: TaskShape = {}): fc.Arbitrary<Cloning> =>
  fc
    .record({
      shared: sharedTask(shape),
      target: derived(Target),
      caller: derived(Caller),
      taskId: derived(TaskId),
      revisionId: derived(TaskRevisionId),
      now: fc.integer({ min: 0, max: Date.UTC(2100, 0, 1) }),
      atHome: where === "anywhere" ? fc.boolean() : fc.constant(where === "at home")
    })
    .map(({ atHome, target, ...rest }) => ({
      ...rest,
      target: atHome ? { ...target, projectId: rest.shared.task.projectId } : target
    }))
