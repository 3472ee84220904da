import type { Static } from "@sinclair/typebox";
import { and, asc, eq } from "drizzle-orm";
import { capCounters, caps } from "../../db/schema/mod.ts";
import { eitherName, orNotFound, invalid } from "../http/mod.ts";
import { formatAmount, isoTime, parseAmount } from "../kernel/mod.ts";
import { readCampaign } from "./campaign.ts";
import { capPeriod, readCapUses } from "./cap_sums.ts";
import type { CapBody, CapPatch } from "./model.ts";
import { buildCap } from "./routing_config.ts";
import { withNamedConflicts } from "./setup.ts";
import type { SetupDeps } from "./setup.ts";

const CAPS_MAX = 200;

type CapRow = typeof caps.$inferSelect;
type Campaign = Awaited<ReturnType<typeof readCampaign>>;

/** Identifies a cap of a campaign. */
export interface CapKey {
  campaign_id: number;
  id: number;
}

/**
 * Adds a cap to a campaign. Conversions and money count from the period's start, clicks from now
 * on.
 */
export async function createCap(
  deps: SetupDeps,
  campaign_id: number,
  given: Static<typeof CapBody>,
) {
  const input = withOneName(given);
  const campaign = await readCampaign(deps, campaign_id);
  readScope(campaign, input);
  const { limit, ...rest } = input;
  const values = {
    ...rest,
    campaign_id,
    limit_value: readLimit(input.metric, limit),
    created_at: deps.clock.nowMs(),
  };
  const rows = await withNamedConflicts(
    deps.configuration.change(async (tx) => {
      const held = await tx
        .select({ id: caps.id })
        .from(caps)
        .where(eq(caps.campaign_id, campaign_id));
      if (held.length >= CAPS_MAX) {
        throw invalid("metric", `a campaign has at most ${CAPS_MAX} caps`);
      }
      return await tx.insert(caps).values(values).returning();
    }),
  );
  return await presentOne(deps, campaign, orNotFound(rows[0]));
}

/** Updates a cap. If its period changes, clicks count from now on. */
export async function changeCap(
  deps: SetupDeps,
  key: CapKey,
  given: Static<typeof CapPatch>,
) {
  const input = withOneName(given);
  const campaign = await readCampaign(deps, key.campaign_id);
  const [before] = await deps.db.select().from(caps).where(whereOf(key));
  const { limit, ...rest } = input;
  const metric = orNotFound(before).metric;
  const values = {
    ...rest,
    ...(limit === undefined ? {} : { limit_value: readLimit(metric, limit) }),
  };
  if (Object.keys(values).length > 0) {
    await deps.configuration.change((tx) =>
      tx.update(caps).set(values).where(whereOf(key)),
    );
  }
  const [row] = await deps.db.select().from(caps).where(whereOf(key));
  return await presentOne(deps, campaign, orNotFound(row));
}

/** Deletes a cap and its counters. */
export async function deleteCap(deps: SetupDeps, key: CapKey) {
  await deps.configuration.change(async (tx) => {
    const gone = await tx.delete(caps).where(whereOf(key)).returning();
    orNotFound(gone[0]);
    await tx.delete(capCounters).where(eq(capCounters.cap_id, key.id));
  });
}

/** A cap with its usage, or 404. */
export async function readCap(deps: SetupDeps, key: CapKey) {
  const campaign = await readCampaign(deps, key.campaign_id);
  const [row] = await deps.db.select().from(caps).where(whereOf(key));
  return await presentOne(deps, campaign, orNotFound(row));
}

/** The caps of a campaign with their usage, from the database. */
export async function listCaps(deps: SetupDeps, campaign_id: number) {
  const campaign = await readCampaign(deps, campaign_id);
  const rows = await deps.db
    .select()
    .from(caps)
    .where(eq(caps.campaign_id, campaign_id))
    .orderBy(asc(caps.id));
  return await present(deps, campaign, rows);
}

async function presentOne(deps: SetupDeps, campaign: Campaign, row: CapRow) {
  const [shown] = await present(deps, campaign, [row]);
  return orNotFound(shown);
}

async function present(
  deps: SetupDeps,
  campaign: Campaign,
  rows: readonly CapRow[],
) {
  const default_timezone = deps.default_timezone ?? "UTC";
  const now_ms = deps.clock.nowMs();
  const built = rows.map(({ limit_value, ...row }) => {
    const text = limit_value.toString();
    return buildCap({ ...row, limit_value: text }, campaign);
  });
  const periods = built.map((cap) => capPeriod(cap, now_ms, default_timezone));
  const uses = await readCapUses(deps.db, periods);
  return periods.map(({ cap, start_ms, end_ms }, index) => {
    const { limit, currency, timezone, ...rest } = cap;
    const is_money = cap.metric === "revenue" || cap.metric === "payout";
    const write = (value: bigint) =>
      is_money ? formatAmount(value, currency) : Number(value);
    return {
      ...rest,
      limit: String(write(limit)),
      ...usesOf(limit, uses.get(cap.id) ?? 0n, write),
      currency: is_money ? currency : null,
      timezone: timezone ?? default_timezone,
      began_at: cap.period === "total" ? null : isoTime(start_ms),
      resets_at: end_ms === null ? null : isoTime(end_ms),
      created_at: isoTime(rows[index]?.created_at ?? 0),
      shown_to_advertiser: cap.affiliate_id === null && cap.metric !== "payout",
    };
  });
}

/** Splits usage into counted within the limit, left, and accepted above it. */
function usesOf<T>(limit: bigint, used: bigint, write: (value: bigint) => T) {
  const counted = used < limit ? used : limit;
  return {
    used: write(used),
    counted: write(counted),
    over_limit: write(used - counted),
    left: write(limit - counted),
  };
}

/** Reads `goal` as `goal_key` and `over_cap` as `over`. */
function withOneName<T extends Partial<Static<typeof CapBody>>>(given: T) {
  const { goal: _goal, over_cap: _over_cap, ...input } = given;
  const names: Partial<Static<typeof CapBody>> = given;
  const goal_key = eitherName(names, "goal_key", "goal");
  const over = eitherName(names, "over", "over_cap");
  return {
    ...input,
    ...(goal_key === undefined ? {} : { goal_key }),
    ...(over === undefined ? {} : { over }),
  };
}

function readScope(
  campaign: Campaign,
  input: Pick<
    Static<typeof CapBody>,
    "goal_key" | "sub_name" | "sub_value" | "metric"
  >,
): void {
  const { goal_key = null, sub_name = null, sub_value = null } = input;
  if ((sub_name === null) !== (sub_value === null)) {
    const field = sub_name === null ? "sub_name" : "sub_value";
    throw invalid(field, "provide both `sub_name` and `sub_value`, or neither");
  }
  if (goal_key === null) return;
  if (input.metric === "clicks") {
    throw invalid(
      "goal_key",
      "can't be set on a cap of clicks, which have no goal",
    );
  }
  if (!campaign.goals.some(({ key }) => key === goal_key)) {
    throw invalid("goal_key", "is not a goal of this campaign");
  }
}

function readLimit(metric: string, limit: number | string): bigint {
  if (metric === "revenue" || metric === "payout") {
    const micros = typeof limit === "string" ? parseAmount(limit) : null;
    if (micros !== null) return micros;
    throw invalid(
      "limit",
      "must be a decimal string such as 12.50, since it limits money",
    );
  }
  if (typeof limit === "number") return BigInt(limit);
  const count = /^\d{1,16}$/.test(limit) ? Number(limit) : null;
  if (count === null || !Number.isSafeInteger(count)) {
    throw invalid("limit", `must be a whole number, since it limits ${metric}`);
  }
  return BigInt(count);
}

function whereOf({ campaign_id, id }: CapKey) {
  return and(eq(caps.campaign_id, campaign_id), eq(caps.id, id));
}
