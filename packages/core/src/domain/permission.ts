import { Schema } from "effect"

/** What a caller may be allowed to do in a project. */
export const Permission = Schema.Literals(["view", "edit", "createTask"])
export type Permission = typeof Permission.Type

/** What a project's own records say of a caller, where no other system answers for permissions. */
export const Role = Schema.Literals(["viewer", "editor"])
export type Role = typeof Role.Type

const permissions: { readonly [R in Role]: ReadonlyArray<Permission> } = {
  viewer: ["view"],
  editor: ["view", "edit", "createTask"]
}

/** An editor may view, edit and create tasks; a viewer may view. */
export const grants = (role: Role, permission: Permission): boolean => permissions[role].includes(permission)
