export { activationLaws as activation } from "./activation.ts"
export { fatesLaws as fates } from "./fates.ts"
export { namesLaws as names } from "./names.ts"
