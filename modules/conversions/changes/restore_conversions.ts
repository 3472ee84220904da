import { sql } from "drizzle-orm";
import { findRows, recordset } from "../../../db/mod.ts";
import type { Transaction } from "../../../db/mod.ts";
import { conversions, conversionVersions } from "../../../db/schema/mod.ts";
import type { StoredOtherwise } from "../../../db/schema/mod.ts";
import type { CapConfig, CapUsage, StoredUse } from "../../campaigns/mod.ts";
import { clickIdText, readClickFacts } from "../../clicks/mod.ts";
import { isEnded } from "../transition.ts";
import type { ConversionRow } from "../working_set.ts";
import { changeConversions } from "./change_conversions.ts";
import type { ChangeDeps } from "./change_conversions.ts";
import type { Changer, ConversionChange } from "./change_types.ts";

export interface RestoreDeps extends ChangeDeps {
  caps: Pick<CapUsage, "conversionCapsOf" | "noteConversions" | "usesAt">;
}

/** A conversion at a version, and how it would be but for its risk. */
export interface RestoredConversion {
  id: string;
  version: number;
  to: StoredOtherwise;
}

const CAP_REACHED = "cap_reached";
const RATE_MISSING = "fx_rate_missing";
const ABOVE_REVENUE = "payout_above_revenue";

/**
 * Restores the state that conversions would have but for their risk, with what their senders said meanwhile. An
 * ended sale has no room of its caps: it takes it now, in the period that it was recorded in, and if there is none
 * any more, goes by what its campaign does with more than its cap. It stays ended where its click has as many of
 * its goal by now as are counted. Call `settled` after the commit.
 */
export async function restoreConversions(
  tx: Transaction,
  deps: RestoreDeps,
  given: readonly RestoredConversion[],
  by: Changer,
) {
  const ids = given.map(({ id }) => ({ id }));
  const found = (await findRows(
    tx,
    conversions,
    ["id"],
    ids,
  )) as ConversionRow[];
  const rows = new Map(found.map((row) => [row.id, row]));
  const approved = await readApproved(tx, found);
  const unmade = given.filter(
    ({ id, to }) =>
      to.is_unmade === true && isEnded(rows.get(id)?.status ?? null),
  );
  const rowOf = ({ id }: RestoredConversion) => rows.get(id) ?? [];
  const clicks = await ClickRoom.read(tx, deps, unmade.flatMap(rowOf));
  const uncounted = unmade.filter(({ to }) => to.is_uncounted === true);
  const caps = await CapRoom.read(tx, deps, uncounted.flatMap(rowOf));
  const timeOf = ({ id }: RestoredConversion) => rows.get(id)?.recorded_at ?? 0;
  const changes = given
    .toSorted((a, b) => timeOf(a) - timeOf(b) || a.id.localeCompare(b.id))
    .map((one) => {
      const to = approved.has(one.id) ? approvedOf(one.to) : one.to;
      return changeOf({ ...one, to }, rows.get(one.id), { clicks, caps });
    });
  const { results, effects } = await changeConversions(tx, deps, changes, by);
  const settled = () =>
    deps.caps.noteConversions(caps.added(deps.clock.nowMs()));
  return { results, effects, settled };
}

function changeOf(
  { id, version, to }: RestoredConversion,
  row: ConversionRow | undefined,
  room: { clicks: ClickRoom; caps: CapRoom },
): ConversionChange {
  const change = { id, version, is_exact: true };
  const { status, reason, auto_approve_at } = to;
  if (row === undefined) return { ...change, status, reason };
  const { held } = row;
  if (held !== null && !isEnded(row.status)) {
    const also = { held: { ...held, status, reason } };
    return { ...change, status: row.status, reason: row.reason, also };
  }
  const over_cap = isEnded(row.status)
    ? (room.clicks.take(row, to) ?? room.caps.take(row, to))
    : null;
  if (over_cap === "reject") {
    return { ...change, status: row.status, reason: CAP_REACHED, also: {} };
  }
  const flags = [...new Set([...row.flags, ...flagsOf(over_cap)])];
  const money = moneyOf(to, flags.includes("unpaid"));
  const waits = { status: "pending" as const, reason: CAP_REACHED };
  const is_waiting = over_cap === "pending";
  if (held !== null) {
    const waiting = { status: "pending", reason: RATE_MISSING } as const;
    // It is told as it was while it waited, or as it becomes once there is a rate.
    const becomes =
      reason === RATE_MISSING ? held : { ...held, status, reason };
    const also = { flags, held: is_waiting ? { ...held, ...waits } : becomes };
    return { ...change, ...waiting, also };
  }
  if (is_waiting && status === "approved") {
    const also = { flags, auto_approve_at: null };
    return { ...change, ...money, ...waits, also };
  }
  return {
    ...change,
    ...money,
    status,
    reason,
    also: { flags, auto_approve_at },
  };
}

function flagsOf(over_cap: string | null): string[] {
  if (over_cap === null) return [];
  return over_cap === "unpaid" ? ["over_cap", "unpaid"] : ["over_cap"];
}

/** Its money as it was judged, which stays while its amount and what was given back do. */
function moneyOf(
  { money }: StoredOtherwise,
  is_unpaid: boolean,
): Pick<ConversionChange, "last" | "payout_micros"> {
  const unpaid = is_unpaid ? { payout_micros: 0n } : {};
  if (money === null) return unpaid;
  const last = {
    amount_micros: money.amount === null ? null : BigInt(money.amount),
    refunded_micros: BigInt(money.refunded ?? "0"),
    revenue_micros: BigInt(money.revenue),
    payout_micros: BigInt(money.payout),
  };
  return { last, ...unpaid };
}

/** Which of ended conversions their senders approved since. */
async function readApproved(
  tx: Transaction,
  rows: readonly ConversionRow[],
): Promise<ReadonlySet<string>> {
  const ended = rows.filter(({ status }) => isEnded(status));
  if (ended.length === 0) return new Set();
  const found = await tx.execute<{ id: string }>(sql`
    select distinct v.conversion_id as id
    from ${recordset("k", ended, { campaign_id: "integer", id: "uuid" })}
    join ${conversionVersions} as v
      on v.campaign_id = k.campaign_id and v.conversion_id = k.id
    where v.kind = 'approve' and v.status in ('rejected', 'reversed')`);
  return new Set(found.map(({ id }) => id));
}

/** How it would be once its sender approved it; what pays more than it brings waits for a person as before. */
function approvedOf(to: StoredOtherwise): StoredOtherwise {
  const { status, reason } = to;
  if (status !== "pending" || reason === ABOVE_REVENUE) return to;
  if (reason === RATE_MISSING) return to;
  return { ...to, status: "approved", reason: null, auto_approve_at: null };
}

/** How many more conversions of a goal a click may have. */
class ClickRoom {
  readonly #live: Map<string, number>;
  readonly #configuration: RestoreDeps["configuration"];

  private constructor(
    live: Map<string, number>,
    configuration: RestoreDeps["configuration"],
  ) {
    this.#live = live;
    this.#configuration = configuration;
  }

  static async read(
    tx: Transaction,
    { configuration }: RestoreDeps,
    rows: readonly ConversionRow[],
  ): Promise<ClickRoom> {
    const limited = rows.filter(
      (row) => maxPerClick(row, configuration) !== null,
    );
    const live = new Map<string, number>();
    if (limited.length === 0) return new ClickRoom(live, configuration);
    const given = recordset(
      "k",
      limited.map(({ campaign_id, goal_key, click_id, id }) => {
        return { campaign_id, goal_key, click_id, id };
      }),
      {
        ...{ campaign_id: "integer", goal_key: "text" },
        ...{ click_id: "bytea", id: "uuid" },
      },
    );
    const counted = await tx.execute<{ id: string; live: number }>(sql`
      select k.id, count(*)::int as live from ${given}
      join ${conversions} as c on c.campaign_id = k.campaign_id and c.click_id = k.click_id
        and c.goal_key = k.goal_key and c.status in ('pending', 'approved')
      group by k.id`);
    const counts = new Map(counted.map((row) => [row.id, row.live]));
    for (const row of limited) live.set(clickKey(row), counts.get(row.id) ?? 0);
    return new ClickRoom(live, configuration);
  }

  /** Takes the room of a conversion; `reject` if its click has as many as are counted. */
  take(row: ConversionRow, { is_unmade }: StoredOtherwise): "reject" | null {
    const max = maxPerClick(row, this.#configuration);
    if (is_unmade !== true || max === null) return null;
    const live = this.#live.get(clickKey(row)) ?? 0;
    if (live >= max) return "reject";
    this.#live.set(clickKey(row), live + 1);
    return null;
  }
}

function clickKey({ campaign_id, goal_key, click_id }: ConversionRow): string {
  return `${campaign_id} ${goal_key} ${clickIdText(click_id)}`;
}

function maxPerClick(
  { campaign_id, goal_key }: ConversionRow,
  configuration: RestoreDeps["configuration"],
): number | null {
  const { goals = [] } = configuration.campaign(campaign_id) ?? {};
  return goals.find(({ key }) => key === goal_key)?.max_per_click ?? null;
}

/** The caps of conversions, by their ids. */
type CapsById = ReadonlyMap<
  string,
  readonly { cap: CapConfig; use: StoredUse }[]
>;

/** Room that is left in caps while conversions take it one after the other. */
class CapRoom {
  readonly #caps: CapsById;
  readonly #taken: { cap_id: number; end_ms: number | null; value: bigint }[] =
    [];
  readonly #configuration: RestoreDeps["configuration"];

  private constructor(
    caps: CapsById,
    configuration: RestoreDeps["configuration"],
  ) {
    this.#caps = caps;
    this.#configuration = configuration;
  }

  static async read(
    tx: Transaction,
    { caps, configuration }: RestoreDeps,
    rows: readonly ConversionRow[],
  ): Promise<CapRoom> {
    const clicks = await readClickFacts(
      tx,
      rows.map(({ click_id }) => clickIdText(click_id)),
    );
    const asked = rows.flatMap((row) => {
      const { campaign_id, affiliate_id, goal_key } = row;
      const subs = configuration.link(row.link_id)?.subs;
      const known = {
        ...subs,
        ...clicks.get(clickIdText(row.click_id))?.known,
      };
      return caps
        .conversionCapsOf({ campaign_id, affiliate_id, goal_key, known })
        .map((cap) => ({ id: row.id, cap, at_ms: row.recorded_at }));
    });
    const uses = await caps.usesAt(tx, asked);
    const of = asked.map((one, index) => ({
      ...one,
      use: uses[index] ?? { used: 0n, end_ms: null },
    }));
    return new CapRoom(
      Map.groupBy(of, ({ id }) => id),
      configuration,
    );
  }

  /** Takes the room of a conversion; returns what is done with more than its cap if there is none. */
  take(row: ConversionRow, to: StoredOtherwise): string | null {
    const caps = this.#caps.get(row.id) ?? [];
    const is_full = caps.some(({ cap, use }) => use.used >= cap.limit);
    const over_cap = is_full
      ? (this.#configuration.campaign(row.campaign_id)?.over_cap ?? "pending")
      : null;
    if (over_cap === "reject") return over_cap;
    for (const { cap, use } of caps) {
      const value = valueOf(cap, to);
      use.used += value;
      this.#taken.push({ cap_id: cap.id, end_ms: use.end_ms, value });
    }
    return over_cap;
  }

  /** The room that was taken in periods that aren't over, by cap. */
  added(now_ms: number): Map<number, bigint> {
    const added = new Map<number, bigint>();
    for (const { cap_id, end_ms, value } of this.#taken) {
      if (end_ms !== null && end_ms <= now_ms) continue;
      added.set(cap_id, (added.get(cap_id) ?? 0n) + value);
    }
    return added;
  }
}

function valueOf({ metric }: CapConfig, { money }: StoredOtherwise): bigint {
  if (metric === "revenue") return BigInt(money?.revenue ?? 0);
  return metric === "payout" ? BigInt(money?.payout ?? 0) : 1n;
}
