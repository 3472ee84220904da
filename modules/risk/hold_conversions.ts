import { sql } from "drizzle-orm";
import { arrayText } from "../../db/mod.ts";
import { inCampaign } from "../../db/citus/mod.ts";
import type { Transaction } from "../../db/mod.ts";
import {
  conversionRisks,
  conversions,
  ledgerTransactions,
  paymentClaims,
} from "../../db/schema/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { notify, recordEvents } from "../notices/mod.ts";

/** Conversions of an affiliate and campaign that are held from now on. */
export interface NewHold {
  campaign_id: number;
  affiliate_id: number;
  conversions: number;
  codes: readonly string[];
}

/**
 * Leaves what isn't paid of held conversions out of payment runs, in campaigns whose rule does
 * anything, and lets those go that aren't held any more. What a person decided stands.
 */
export async function holdConversions(
  tx: Transaction,
  clock: Clock,
  acting: readonly number[],
): Promise<NewHold[]> {
  const in_acting = sql`campaign_id = any(${arrayText(acting)}::integer[])`;
  await tx.execute(sql`
    update ${conversionRisks} set held_at = null
    where held_at is not null and decided is null and action is null
      and (verdict <> 'hold' or not ${in_acting})`);
  if (acting.length === 0) return [];
  const rows = await tx.execute<{
    campaign_id: number;
    affiliate_id: number;
    code: string | null;
  }>(sql`
    update ${conversionRisks} as r set held_at = ${isoTime(clock.nowMs())}::timestamptz
    from ${conversions} as c
    where c.campaign_id = r.campaign_id and c.id = r.conversion_id
      and r.held_at is null and r.decided is null and r.verdict = 'hold' and r.${in_acting}
      and c.status in ('pending', 'approved') and c.payout_micros > 0
      and not exists (
        select from ${ledgerTransactions} as t
        join ${paymentClaims} as p on p.entry_id = t.id${inCampaign("p", "t")}
        where t.campaign_id = c.campaign_id and t.conversion_id = c.id)
    returning r.campaign_id, r.affiliate_id, r.reasons->0->>'code' as code`);
  const groups = Map.groupBy(
    rows,
    (row) => `${row.campaign_id} ${row.affiliate_id}`,
  );
  const holds = [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { campaign_id, affiliate_id } = first;
    const codes = new Set(group.flatMap(({ code }) => code ?? []));
    return [
      {
        campaign_id,
        affiliate_id,
        conversions: group.length,
        codes: [...codes],
      },
    ];
  });
  await tellHeld(tx, clock, holds);
  return holds;
}

/** Writes the events of what is held from now on, and one mail of all to those who want it. */
export async function tellHeld(
  tx: Transaction,
  clock: Clock,
  holds: readonly NewHold[],
): Promise<void> {
  if (holds.length === 0) return;
  const texts = holds.map(
    ({ campaign_id, affiliate_id, conversions: n, codes }) =>
      `${n} conversions of affiliate ${affiliate_id} in campaign ${campaign_id} are held for their risk: ${codes.join(", ")}`,
  );
  await recordEvents(
    tx,
    clock,
    holds.map(({ campaign_id, affiliate_id }, index) => ({
      type: "risk.held" as const,
      affiliate_id,
      campaign_id,
      data: { affiliate_id, campaign_id, reason: texts[index] ?? "" },
    })),
  );
  for (const [affiliate_id, of] of Map.groupBy(
    holds,
    (hold) => hold.affiliate_id,
  )) {
    const own = of.map((hold) => texts[holds.indexOf(hold)] ?? "");
    await notify(tx, clock, {
      to: { office: { affiliate_id, advertiser_id: null } },
      event: "risk.held",
      subject: `Held for its risk: affiliate ${affiliate_id}`,
      text: own.join("\n"),
    });
  }
}
