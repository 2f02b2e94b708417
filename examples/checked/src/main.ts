import { makeStore } from "@offshoot/example-embedded/store"
import { check, laws } from "@offshoot/testkit"

/** What is checked, `shares` and `tasks`, and beside it the hands that set the stage: `put`, `share`, `rename` and so on. */
const store = makeStore()

const reports = [await check(laws.shares, store), await check(laws.tasks, store)]

for (const report of reports) console.log(String(report))
process.exitCode = reports.every(({ isHeld }) => isHeld) ? 0 : 1
