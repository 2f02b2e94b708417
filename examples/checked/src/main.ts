import { makeStore } from "@offshoot/example-embedded/store"
import { check, laws } from "@offshoot/testkit"

const { pieces, putShare, putTask, remove, rename, revoke, shares, tasks } = makeStore()

const reports = [
  await check(laws.shares, {
    shares,
    put: ({ share, task }) => {
      putTask(task)
      putShare(share)
    },
    revoke: ({ shortId }) => revoke(shortId),
    remove: ({ id }) => remove(id)
  }),
  await check(laws.tasks, {
    tasks,
    pieces,
    put: putTask,
    rename: ({ id }, name) => rename(id, name),
    remove: ({ id }) => remove(id)
  })
]

for (const report of reports) console.log(String(report))
process.exitCode = reports.every(({ isHeld }) => isHeld) ? 0 : 1
