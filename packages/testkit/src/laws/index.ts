export { activationLaws as activation } from "./activation.ts"
export { namesLaws as names } from "./names.ts"
