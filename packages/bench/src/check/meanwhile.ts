/** What others did to the clones meanwhile: nothing, or deleting and renaming. */
export type Meanwhile = "nothing" | "churn"
