import { counts, hotProject, idInSql, issuer, subjectOf } from "../../stage/places.ts"
import { shareSetOf, type WorkloadName } from "../../stage/workload.ts"
import type { FunctionForm } from "./clone-functions.ts"

/** A clone at random, in pgbench's language. */
export const pgbenchScript = (form: FunctionForm, workload: WorkloadName): string => `
\\set share random(0, ${counts.shares - 1})
${
  workload === "spread"
    ? `\\set project random(0, ${counts.targets - 1})
\\set caller :project % ${counts.callers}`
    : `\\set project ${hotProject}
\\set caller random(0, ${counts.callers - 1})`
}
select bench.clone_${form}('${shareSetOf(workload)}' || :share, ${idInSql("target", ":project")}, \
json_build_object('issuer', '${issuer}', 'kind', 'user', 'subject', '${subjectOf(0).slice(0, -1)}' || :caller));
`
