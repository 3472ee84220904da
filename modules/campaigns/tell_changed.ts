import type { Transaction } from "../../db/mod.ts";
import type { campaigns } from "../../db/schema/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { recordEvents } from "../notices/mod.ts";
import type { NetworkEvent } from "../notices/mod.ts";
import { notifyPromoters } from "./offer_notices.ts";

type Row = typeof campaigns.$inferSelect;

/** Writes the events and mails of a changed campaign: a pause, and whatever concerns its promoters. */
export async function tellChanged(
  tx: Transaction,
  clock: Clock,
  { before, after }: { before: Row; after: Row },
): Promise<void> {
  if (after.status === "paused" && before.status !== "paused") {
    await recordEvents(tx, clock, [pausedEvent(after)]);
  }
  const what = changesOf(before, after).join(", ");
  if (what === "") return;
  await notifyPromoters(tx, clock, {
    campaign_id: after.id,
    whatFor: () => what,
  });
}

/** The changes that concern promoters, in words. */
function changesOf(before: Row, after: Row): string[] {
  const is_ended = after.status === "paused" || after.status === "archived";
  const changes: string[] = [];
  if (after.terms_version !== before.terms_version) {
    changes.push("its terms changed");
  }
  if (after.payout_currency !== before.payout_currency) {
    changes.push("the currency of its payouts changed");
  }
  if (is_ended && after.status !== before.status) {
    changes.push(`it is ${after.status}`);
  }
  return changes;
}

function pausedEvent(row: Row): NetworkEvent {
  const { id: campaign_id, advertiser_id } = row;
  const reason = "by_hand";
  const data = { campaign_id, advertiser_id, reason, state: "started" };
  return { type: "campaign.paused", campaign_id, advertiser_id, data };
}
