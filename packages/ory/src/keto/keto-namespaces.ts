import type { Permission } from "@offshoot/core"

/**
 * What is asked about, by the names that it has at Keto; callers live in namespaces that the settings name. A closed list,
 * which `permissions.opl` declares: Keto answers that a namespace unknown to it denies, so a slip would go unnoticed.
 */
export const ketoNamespaces = { project: "Project", organization: "Organization" } as const

/** The relation of a project to its organization. */
export const ketoParent = "organization"

/** The permissions on a project. */
export const ketoPermits = { view: "view", edit: "edit", createTask: "create_task" } as const satisfies {
  readonly [P in Permission]: string
}
