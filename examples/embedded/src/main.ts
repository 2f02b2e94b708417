import { makeCloner } from "@offshoot/core/promise"
import { ann, ours } from "./people.ts"
import { permissions } from "./permissions.ts"
import { bobsShare, bobsTask } from "./shared-by-bob.ts"
import { makeStore } from "./store.ts"

const store = makeStore()
store.share({ task: bobsTask, share: bobsShare })

const { clone } = makeCloner({ permissions, shares: store.shares, tasks: store.tasks })

for (let copy = 1; copy <= 3; copy++) {
  const task = await clone({ caller: ann, target: ours, shortId: bobsShare.shortId })
  console.log(`${task.name} — cloned from revision ${task.clonedFromTaskRevisionId}`)
}
