import { and, eq, inArray, ne, sql } from "drizzle-orm";
import { affiliates, PAYMENT_SCHEDULES } from "../../../db/schema/mod.ts";
import { claimable } from "./claimable.ts";
import { makeRun } from "./payment_run.ts";
import type { PaymentDeps, RunInput } from "./payment_run.ts";
import { dueSlot, slotKey } from "./schedule.ts";
import type { Slot } from "./schedule.ts";

export interface ScheduleDeps extends PaymentDeps {
  default_timezone: string;
}

interface Group {
  key: string;
  slot: Slot;
  affiliate_ids: number[];
}

/**
 * Makes draft payments for affiliates whose payment day has come, once per slot: a
 * run's unique key is its schedule, time zone, time and currency, so only one
 * instance creates it.
 */
export async function makeScheduledPayments(deps: ScheduleDeps): Promise<void> {
  const now_ms = deps.clock.nowMs();
  for (const group of await dueGroups(deps, now_ms)) {
    for (const currency of await currenciesOf(deps, group, now_ms)) {
      const input: RunInput = {
        currency,
        up_to: group.slot.up_to,
        min_amount_micros: null,
        only_collected: false,
        affiliate_ids: group.affiliate_ids,
        created_by: "schedule",
        schedule_key: `${group.key} ${currency}`,
      };
      await deps.db.transaction((tx) => makeRun(tx, deps.clock, input));
    }
  }
}

async function dueGroups(deps: ScheduleDeps, now_ms: number): Promise<Group[]> {
  const rows = await deps.db
    .select()
    .from(affiliates)
    .where(
      and(
        inArray(affiliates.schedule, [...PAYMENT_SCHEDULES]),
        eq(affiliates.payment_hold, false),
        ne(affiliates.status, "blocked"),
      ),
    )
    .orderBy(affiliates.id);
  const groups = new Map<string, Group>();
  for (const { id, schedule, timezone } of rows) {
    const zone = timezone ?? deps.default_timezone;
    const slot = dueSlot(schedule, now_ms, zone);
    if (slot === null) continue;
    const key = slotKey(schedule, zone, slot);
    const group = groups.get(key) ?? { key, slot, affiliate_ids: [] };
    group.affiliate_ids.push(id);
    groups.set(key, group);
  }
  return [...groups.values()];
}

/** Currencies with anything to claim. */
async function currenciesOf(
  deps: ScheduleDeps,
  group: Group,
  now_ms: number,
): Promise<string[]> {
  const scope = {
    currency: null,
    up_to: group.slot.up_to,
    now_ms,
    only_collected: false,
    affiliate_ids: group.affiliate_ids,
  };
  const rows = await deps.db.execute<{ currency: string }>(
    sql`select distinct c.currency from (${claimable(scope)}) as c order by 1`,
  );
  return rows.map(({ currency }) => currency);
}
