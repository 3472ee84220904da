import type { ReplacedSecret } from "../../db/schema/mod.ts";
import { maskSecret } from "../http/mod.ts";
import { isoTime, Problem } from "../kernel/mod.ts";
import type { SealKey } from "../kernel/mod.ts";
import { readableSourceKey } from "./source_key.ts";
import { readableSecret } from "./source_secret.ts";

const HOUR_MS = 3_600_000;
/** Thirty days: for a sender that is released rarely. */
export const KEEP_OLD_HOURS_MAX = 720;

/** A replaced key or token without its text. */
export interface ReplacedView {
  masked: string;
  valid_until: string;
}

/** A replaced key or token in plain text, which is taken until a time. */
export interface ReplacedText {
  text: string;
  valid_until: number;
}

/** A replaced key or token with its text; null if it can't be opened. */
export function readableReplaced(
  seal_key: SealKey,
  advertiser_id: number,
  replaced: ReplacedSecret | null,
): ReplacedText | null {
  if (replaced === null) return null;
  const { id, sealed, valid_until } = replaced;
  const text =
    id === null
      ? readableSourceKey(seal_key, advertiser_id, {
          key: null,
          key_sealed: sealed,
        })
      : readableSecret(seal_key, advertiser_id, {
          id,
          sealed,
          created_at: 0,
        });
  return text === null ? null : { text, valid_until };
}

/** A replaced key or token as long as it is taken. */
export function presentReplaced(
  { seal_key, now_ms }: { seal_key: SealKey; now_ms: number },
  advertiser_id: number,
  replaced: ReplacedSecret | null,
): ReplacedView | null {
  const found = readableReplaced(seal_key, advertiser_id, replaced);
  if (found === null || found.valid_until <= now_ms) return null;
  const { text, valid_until } = found;
  return { masked: maskSecret(text), valid_until: isoTime(valid_until) };
}

/**
 * The key or token before, when another replaces it: taken for some hours more, or
 * not at all. Refused while the one before it is still taken, which would end at once.
 */
export function replaced(
  { id, sealed }: Pick<ReplacedSecret, "id" | "sealed">,
  before: ReplacedSecret | null,
  { keep_old_hours = 0, now_ms }: { keep_old_hours?: number; now_ms: number },
): ReplacedSecret | null {
  if (keep_old_hours === 0) return null;
  if (before !== null && before.valid_until > now_ms) {
    const detail = `Cannot replace it yet: the one before is taken until ${isoTime(before.valid_until)}; withdraw that first`;
    throw new Problem(409, "rotation_under_way", detail);
  }
  return { id, sealed, valid_until: now_ms + keep_old_hours * HOUR_MS };
}
