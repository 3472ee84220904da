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
import { recordEvents } from "../notices/mod.ts";
import type { RuleBook } from "./risk_rules.ts";

/** Conversions of an affiliate and campaign that are held from now on. */
export interface NewHold {
  campaign_id: number;
  affiliate_id: number;
  conversions: number;
  codes: readonly string[];
}

/**
 * Leaves what isn't paid of held conversions out of payment runs, in campaigns whose rule does
 * anything, and lets those go that aren't held any more, have ended or are paid: except what a person
 * decided, and what still has the status that a rule gave it, so that people find it until they decide.
 */
export async function holdConversions(
  tx: Transaction,
  clock: Clock,
  rules: Pick<RuleBook, "acting">,
): Promise<NewHold[]> {
  await tx.execute(sql`
    update ${conversionRisks} as r set held_at = null
    from ${conversions} as c
    where c.campaign_id = r.campaign_id and c.id = r.conversion_id
      and r.held_at is not null and r.decided is null
      and (r.verdict <> 'hold' or not ${isActing(rules)} or c.status in ('rejected', 'reversed'))
      and (r.action = 'pending' and c.status = 'pending'
        or r.action = 'reject' and c.status = 'rejected' and c.reason = 'risk_rejected') is not true`);
  // A paid conversion waits for nobody.
  await tx.execute(sql`
    update ${conversionRisks} as r set held_at = null
    where r.held_at is not null and r.decided is null
      and exists (
        select 1 from ${ledgerTransactions} as t
        join ${paymentClaims} as p on p.entry_id = t.id${inCampaign("p", "t")}
        where t.campaign_id = r.campaign_id and t.conversion_id = r.conversion_id)`);
  const rows = await tx.execute<{
    campaign_id: number;
    affiliate_id: number;
    code: string | null;
  }>(sql`
    update ${conversionRisks} as r set held_at = ${isoTime(clock.nowMs())}::timestamptz
    from ${conversions} as c
    where c.campaign_id = r.campaign_id and c.id = r.conversion_id
      and r.held_at is null and r.decided is null and r.verdict = 'hold' and ${isActing(rules)}
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

/**
 * Whether the rule of a risk's campaign does anything: by the rules alone, as a campaign without sales
 * of late has one too.
 */
function isActing(rules: Pick<RuleBook, "acting">) {
  const { own, own_idle, is_default } = rules.acting();
  const among = (ids: readonly number[]) =>
    sql`r.campaign_id = any(${arrayText(ids)}::integer[])`;
  return is_default ? sql`(not ${among(own_idle)})` : sql`(${among(own)})`;
}

/** Writes the events of what is held from now on; `mail_held` mails of it. */
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
}
