import { type Tag, TagId } from "@offshoot/core"
import { source } from "./places.ts"

const created = Date.UTC(2026, 8, 1)

/** Global, so that clones keep it. */
export const support: Tag = {
  id: TagId.make("01998a3e-5c00-7a10-8000-0000000000d1"),
  name: "customer support",
  description: "Reads or writes what customers read or wrote",
  parentId: null,
  entityType: "task",
  projectId: null,
  created
}

/** The project's own, so that clones elsewhere go without it. */
export const helpdesk: Tag = {
  id: TagId.make("01998a3e-5c00-7a10-8000-0000000000d2"),
  name: "helpdesk migration",
  description: "Needed until the old helpdesk is switched off",
  parentId: null,
  entityType: "task",
  projectId: source.projectId,
  created
}

/** Global, for revisions. */
export const reviewed: Tag = {
  id: TagId.make("01998a3e-5c00-7a10-8000-0000000000d3"),
  name: "reviewed",
  description: "A second person has read this revision",
  parentId: null,
  entityType: "task_revision",
  projectId: null,
  created
}
