import { Option, Result } from "effect"
import { ShareExpired, ShareNotFound, ShareRevoked } from "./errors.ts"
import type { SharedTask } from "./share.ts"
import type { Timestamp } from "./timestamp.ts"

/** Decides whether a share, as stored, may be used now: for a clone, a preview and a public read alike. */
export const usableShare = (
  found: Option.Option<SharedTask>,
  now: Timestamp
): Result.Result<SharedTask, ShareNotFound | ShareRevoked | ShareExpired> => {
  if (Option.isNone(found) || found.value.task.deleted !== null) return Result.fail(new ShareNotFound())
  const { active, expiresAt, shortId } = found.value.share
  if (!active) return Result.fail(new ShareRevoked({ shortId }))
  if (expiresAt !== null && expiresAt <= now) return Result.fail(new ShareExpired({ shortId }))
  return Result.succeed(found.value)
}
