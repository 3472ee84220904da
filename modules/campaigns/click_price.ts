import type { Static } from "@sinclair/typebox";
import { and, asc, eq } from "drizzle-orm";
import type { Transaction } from "../../db/mod.ts";
import { clickPrices } from "../../db/schema/mod.ts";
import { orNotFound, invalid, readTime } from "../http/mod.ts";
import { formatAmount, isoTime, parseAmount } from "../kernel/mod.ts";
import { readCampaign } from "./campaign.ts";
import type { ClickPriceBody, ClickPricePatch } from "./price_model.ts";
import { withNamedConflicts } from "./setup.ts";
import type { SetupDeps } from "./setup.ts";

const PRICES_MAX = 5_000;

/** Identifies a click price of a campaign. */
export interface ClickPriceKey {
  campaign_id: number;
  id: number;
}

/**
 * Adds a click price to a campaign. Clicks are priced by their own time, after their day is over.
 */
export async function createClickPrice(
  deps: SetupDeps,
  campaign_id: number,
  input: Static<typeof ClickPriceBody>,
) {
  const { currency } = await readCampaign(deps, campaign_id);
  const valid_from = readTime("valid_from", input.valid_from, deps.timezone);
  const valid_to = readTime("valid_to", input.valid_to, deps.timezone);
  checkTimes(valid_from, valid_to);
  const known = await listClickPrices(deps, campaign_id);
  if (known.length >= PRICES_MAX) {
    throw invalid("model", `a campaign has at most ${PRICES_MAX} click prices`);
  }
  const { model, affiliate_id, counts } = input;
  const rows = await withNamedConflicts(
    deps.db
      .insert(clickPrices)
      .values({
        campaign_id,
        model,
        affiliate_id: affiliate_id ?? null,
        ...(counts === undefined ? {} : { counts }),
        revenue_micros: readMoney("revenue", input.revenue),
        payout_micros: readMoney("payout", input.payout),
        valid_from,
        valid_to,
        created_at: deps.clock.nowMs(),
      })
      .returning(),
  );
  return present(orNotFound(rows[0]), currency);
}

/** Changes the end of a click price; a different price needs a new row. */
export async function changeClickPrice(
  deps: SetupDeps,
  key: ClickPriceKey,
  input: Static<typeof ClickPricePatch>,
) {
  const { currency } = await readCampaign(deps, key.campaign_id);
  const valid_to = readTime("valid_to", input.valid_to, deps.timezone);
  const [row] = await deps.configuration.change(async (tx) => {
    const old = await lockClickPrice(tx, key);
    const now_ms = deps.clock.nowMs();
    checkTimes(old.valid_from, valid_to);
    // Clicks in between may already have been booked.
    if (old.valid_to !== null && old.valid_to <= now_ms) {
      throw invalid("valid_to", "can't be changed: it has ended");
    }
    if (valid_to !== null && valid_to < now_ms) {
      throw invalid("valid_to", "must be in the future");
    }
    return await tx
      .update(clickPrices)
      .set({ valid_to })
      .where(whereOf(key))
      .returning();
  });
  return present(orNotFound(row), currency);
}

/** Ends a click price now, or before it began. The row stays: clicks may have been priced by it. */
export async function endClickPrice(
  deps: SetupDeps,
  key: ClickPriceKey,
): Promise<void> {
  await deps.configuration.change(async (tx) => {
    const { valid_from, valid_to } = await lockClickPrice(tx, key);
    const end = Math.max(deps.clock.nowMs(), valid_from ?? 0);
    if (valid_to !== null && valid_to <= end) return;
    await tx.update(clickPrices).set({ valid_to: end }).where(whereOf(key));
  });
}

async function lockClickPrice(tx: Transaction, key: ClickPriceKey) {
  const [row] = await tx
    .select()
    .from(clickPrices)
    .where(whereOf(key))
    .for("update");
  return orNotFound(row);
}

/** A click price of a campaign, or 404. */
export async function readClickPrice(deps: SetupDeps, key: ClickPriceKey) {
  const { currency } = await readCampaign(deps, key.campaign_id);
  const [row] = await deps.db.select().from(clickPrices).where(whereOf(key));
  return present(orNotFound(row), currency);
}

/** A campaign's click prices in order of creation, including ended ones. */
export async function listClickPrices(deps: SetupDeps, campaign_id: number) {
  const { currency } = await readCampaign(deps, campaign_id);
  const rows = await deps.db
    .select()
    .from(clickPrices)
    .where(eq(clickPrices.campaign_id, campaign_id))
    .orderBy(asc(clickPrices.id));
  return rows.map((row) => present(row, currency));
}

function readMoney(field: string, text: string): bigint {
  const micros = parseAmount(text);
  if (micros !== null) return micros;
  throw invalid(field, "must be a decimal string such as 0.05");
}

function checkTimes(from: number | null, to: number | null): void {
  if (from !== null && to !== null && to < from) {
    throw invalid("valid_to", "must not be before valid_from");
  }
}

function whereOf({ campaign_id, id }: ClickPriceKey) {
  return and(eq(clickPrices.campaign_id, campaign_id), eq(clickPrices.id, id));
}

function present(row: typeof clickPrices.$inferSelect, currency: string) {
  const { revenue_micros, payout_micros, valid_from, valid_to, ...rest } = row;
  return {
    ...rest,
    revenue: formatAmount(revenue_micros, currency),
    payout: formatAmount(payout_micros, currency),
    currency,
    valid_from: valid_from === null ? null : isoTime(valid_from),
    valid_to: valid_to === null ? null : isoTime(valid_to),
    created_at: isoTime(row.created_at),
  };
}
