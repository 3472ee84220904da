import { eq, getTableColumns } from "drizzle-orm";
import { insertRows, recordChanges } from "../../db/mod.ts";
import type { Database, Transaction } from "../../db/mod.ts";
import { clickClaims, clicks, userAgents } from "../../db/schema/mod.ts";
import { Problem } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { anonymousUserAgent } from "./anonymous_user_agent.ts";
import { clickIdBytes, clickIdText } from "./click_id.ts";
import { clickIdToUuid } from "./click_uuid.ts";
import { LABELS } from "./click_record.ts";
import { proveClickId } from "./prove_click_id.ts";
import type { ProvingKeys } from "./prove_click_id.ts";
import { isClick } from "./read_click.ts";

const RETRY_AFTER_S = 2;

/** Returns a click's parameters to an app that received its click id, once. */
export async function claimClick(
  deps: { db: Database; clock: Clock; ring: ProvingKeys },
  click_id: string,
) {
  const proven = await proveClickId(deps.ring, click_id);
  const bytes = proven === null ? null : clickIdBytes(proven.id);
  if (bytes === null) {
    const detail = "This tracker did not issue that click id";
    throw new Problem(400, "invalid_click_id", detail);
  }
  const [row] = await deps.db.select().from(clicks).where(isClick(bytes));
  if (row === undefined) {
    throw new Problem(
      404,
      "unknown_click",
      "The click does not exist, or is not stored yet",
      {
        headers: { "retry-after": String(RETRY_AFTER_S) },
      },
    );
  }
  const claim = { click_id: bytes, claimed_at: deps.clock.nowMs() };
  const made = await insertRows(deps.db, clickClaims, [claim], {
    on_conflict: "do nothing",
    returning: ["click_id"],
  });
  if (made.length === 0) {
    throw new Problem(
      409,
      "already_claimed",
      "The click has already been claimed",
    );
  }
  const labels = LABELS.flatMap((label): [string, string][] => {
    const value = (row as Record<string, unknown>)[label];
    return typeof value === "string" ? [[label, value]] : [];
  });
  return {
    app_account_token: clickIdToUuid(clickIdText(bytes)),
    deep_link: row.params?.deep_link ?? null,
    ...Object.fromEntries(labels),
  };
}

/**
 * Erases a click's visitor data; its accounting facts stay, as do device, system and browser, by
 * which reports have counted it.
 */
export async function forgetVisitor(
  db: Database,
  click_id: string,
): Promise<boolean> {
  const bytes = clickIdBytes(click_id);
  if (bytes === null) return false;
  return await db.transaction(async (tx) => {
    const ua_id = await forgetUserAgent(tx, bytes);
    const [row] = await tx
      .update(clicks)
      .set({ ip: null, ua_id, referrer: null, params: null })
      .where(isClick(bytes))
      .returning({
        campaign_id: clicks.campaign_id,
        affiliate_id: clicks.affiliate_id,
      });
    if (row === undefined) return false;
    await recordChanges(tx, [
      {
        action: "deleted",
        resource: "personal-data",
        resource_id: click_id.toLowerCase(),
        row,
      },
    ]);
    return true;
  });
}

/** The id of the anonymous user agent that takes the place of a click's; null if it has none. */
async function forgetUserAgent(
  tx: Transaction,
  click_id: Uint8Array,
): Promise<bigint | null> {
  const [row] = await tx
    .select(getTableColumns(userAgents))
    .from(clicks)
    .innerJoin(userAgents, eq(userAgents.ua_id, clicks.ua_id))
    .where(isClick(click_id));
  if (row === undefined) return null;
  const anonymous = anonymousUserAgent(row);
  await insertRows(tx, userAgents, [anonymous], { on_conflict: "do nothing" });
  return anonymous.ua_id;
}
