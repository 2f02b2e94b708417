import { laws } from "@offshoot/testkit"
import { Effect, Option } from "effect"
import { describe } from "vitest"
import { checkingThenStoring } from "./checking-then-storing.ts"
import { replacing } from "./memory-subject.ts"
import { rejected } from "./rejected.ts"
import { clone, cloning } from "./wrong-service.ts"

describe("A service of which much is asked at once", () => {
  rejected(laws.service, [
    { it: "picks a name and stores later", law: "service.history", subject: replacing(checkingThenStoring) },
    {
      it: "forgets a clone's key when the clone is deleted",
      law: "service.history",
      subject: cloning((right, request) =>
        Effect.catchIf(
          clone(right, request),
          (error) => error instanceof Error && error.name === "TaskNotFound",
          () => clone(right, { caller: request.caller, target: request.target, shortId: request.shortId })
        )
      )
    },
    {
      it: "lets revoked shares be cloned",
      law: "service.history",
      subject: replacing(({ shares }) => ({
        shares: {
          find: (shortId) =>
            Effect.map(
              shares.find(shortId),
              Option.map((found) => ({ ...found, share: { ...found.share, active: true } }))
            )
        }
      }))
    }
  ])
})
