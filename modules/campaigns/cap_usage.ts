import type { Queryable } from "../../db/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { capPeriod, readCapUses } from "./cap_sums.ts";
import type { CapCount, CapPeriod } from "./cap_sums.ts";
import type { Configuration } from "./configuration.ts";
import type { CapConfig } from "./routing_config.ts";

export interface CapUsageDeps {
  clock: Clock;
  configuration: Pick<Configuration, "campaign" | "campaigns" | "cap">;
  /** The time zone of campaigns without one; default `UTC`. */
  default_timezone?: string;
}

/** The facts that decide which caps a click counts against. */
export interface CapFacts {
  campaign_id: number;
  affiliate_id: number;
  /** The click's labels, including its link's. */
  known: Readonly<Record<string, string>>;
}

/** A click being stored. */
export interface CountedClick extends CapFacts {
  clicked_at: number;
}

/** Clicks being stored, and how many of them were noted by this process. */
export interface SettledCount extends CapCount {
  noted: number;
}

/** Usage of a cap in its current period. */
interface Use extends CapPeriod {
  /** Clicks in the database. */
  stored: number;
  /** Clicks answered here but not yet in the database. */
  noted: number;
  /** Conversions, or money in micros, in the database at the last refresh. */
  sum: bigint;
  /** Conversions or money recorded here since. */
  fresh: bigint;
  limit: number;
}

/** Usage of a conversion or money cap in a period, as it is stored. */
export interface StoredUse extends Pick<CapPeriod, "end_ms"> {
  used: bigint;
}

const NONE: readonly number[] = [];
const NO_CAPS: readonly CapConfig[] = [];

/**
 * In-memory cap usage, so that the redirect makes no query. Clicks count as they are answered,
 * which is exact for one instance; other instances' clicks, conversions and money are as old as the
 * last refresh.
 */
export class CapUsage {
  readonly #deps: CapUsageDeps;
  readonly #started_ms: number;
  readonly #uses = new Map<number, Use>();

  constructor(deps: CapUsageDeps) {
    this.#deps = deps;
    this.#started_ms = deps.clock.nowMs();
  }

  /** Whether a cap is exhausted. */
  isCapped(cap_id: number): boolean {
    const cap = this.#deps.configuration.cap(cap_id);
    if (cap === undefined) return false;
    const use = this.#at(cap, this.#deps.clock.nowMs());
    return cap.metric === "clicks"
      ? use.stored + use.noted >= use.limit
      : use.sum + use.fresh >= cap.limit;
  }

  /** Usage of a cap (money in micros) and when it resets (null: never). */
  used(cap_id: number): { used: bigint; resets_at: number | null } {
    const cap = this.#deps.configuration.cap(cap_id);
    if (cap === undefined) return { used: 0n, resets_at: null };
    const use = this.#at(cap, this.#deps.clock.nowMs());
    const is_clicks = cap.metric === "clicks";
    return {
      used: is_clicks ? BigInt(use.stored + use.noted) : use.sum + use.fresh,
      resets_at: use.end_ms,
    };
  }

  /** The caps that count a click with these facts, if it is redirected. */
  capsOf(facts: CapFacts): readonly number[] {
    const plan = this.#deps.configuration.campaign(facts.campaign_id)?.plan;
    if (plan === undefined || plan.caps.length === 0) return NONE;
    const ids: number[] = [];
    for (const cap of plan.caps) {
      if (cap.metric === "clicks" && countsClick(cap, facts)) ids.push(cap.id);
    }
    return ids;
  }

  /** The conversion and money caps that count a conversion with these facts. */
  conversionCapsOf(
    facts: CapFacts & { goal_key: string },
  ): readonly CapConfig[] {
    const plan = this.#deps.configuration.campaign(facts.campaign_id)?.plan;
    if (plan === undefined || plan.caps.length === 0) return NO_CAPS;
    return plan.caps.filter(
      (cap) =>
        cap.metric !== "clicks" &&
        (cap.goal_key === null || cap.goal_key === facts.goal_key) &&
        countsClick(cap, facts),
    );
  }

  /** Whether a conversion or money cap is exhausted, counting what is about to be recorded. */
  isFullWith(cap: CapConfig, added: bigint): boolean {
    const use = this.#at(cap, this.#deps.clock.nowMs());
    return use.sum + use.fresh + added >= cap.limit;
  }

  /**
   * Usage of conversion and money caps as it is stored, each in the period of a time. Those of one cap
   * and period are one object, to which more can be added.
   */
  async usesAt(
    db: Queryable,
    asked: readonly { cap: CapConfig; at_ms: number }[],
  ): Promise<StoredUse[]> {
    const timezone = this.#deps.default_timezone ?? "UTC";
    const uses = new Map<string, CapPeriod & StoredUse>();
    const found = asked.map(({ cap, at_ms }) => {
      const period = capPeriod(cap, at_ms, timezone);
      const key = `${cap.id} ${period.start_ms}`;
      const use = uses.get(key) ?? { ...period, used: 0n };
      uses.set(key, use);
      return use;
    });
    let rest = [...uses.values()];
    // Sums come by the cap's id only, so each cap is asked for one period at a time.
    while (rest.length > 0) {
      const round = new Map(rest.map((use) => [use.cap.id, use]));
      const read = await readCapUses(db, [...round.values()]);
      for (const use of round.values()) use.used = read.get(use.cap.id) ?? 0n;
      rest = rest.filter((use) => round.get(use.cap.id) !== use);
    }
    return found;
  }

  /** Notes recorded conversions; call it after commit. */
  noteConversions(added: ReadonlyMap<number, bigint>): void {
    for (const [cap_id, value] of added) {
      const cap = this.#deps.configuration.cap(cap_id);
      if (cap === undefined) continue;
      this.#at(cap, this.#deps.clock.nowMs()).fresh += value;
    }
  }

  /** Counts a redirected click that will be stored. */
  noteClick(cap_ids: readonly number[], now_ms: number): void {
    for (const id of cap_ids) {
      const cap = this.#deps.configuration.cap(id);
      if (cap === undefined) continue;
      const use = this.#at(cap, this.#deps.clock.nowMs());
      if (holds(use, now_ms)) use.noted += 1;
    }
  }

  /** The counter increments of redirected clicks about to be stored. */
  countsOf(clicks: Iterable<CountedClick>): SettledCount[] {
    const counts = new Map<string, SettledCount>();
    for (const click of clicks) {
      for (const cap_id of this.capsOf(click)) {
        const period_start = this.#startAt(cap_id, click.clicked_at);
        const key = `${cap_id} ${period_start}`;
        const count = counts.get(key) ?? {
          cap_id,
          period_start,
          count: 0,
          noted: 0,
        };
        counts.set(key, count);
        count.count += 1;
        // Clicks answered before this process started were never noted by it.
        if (click.clicked_at >= this.#started_ms) count.noted += 1;
      }
    }
    return [...counts.values()];
  }

  /** Moves counts from noted to stored; call it after commit. */
  settled(counts: readonly SettledCount[]): void {
    for (const { cap_id, period_start, count, noted } of counts) {
      const cap = this.#deps.configuration.cap(cap_id);
      if (cap === undefined) continue;
      const use = this.#at(cap, this.#deps.clock.nowMs());
      if (use.start_ms !== period_start) continue;
      use.stored += count;
      use.noted = Math.max(0, use.noted - noted);
    }
  }

  /** Refreshes usage from the database, including other instances' counts. */
  async refresh(db: Queryable, now_ms: number): Promise<void> {
    const uses: Use[] = [];
    const ids = new Set<number>();
    for (const campaign of this.#deps.configuration.campaigns()) {
      for (const cap of campaign.plan.caps) {
        ids.add(cap.id);
        if (campaign.status !== "archived") uses.push(this.#at(cap, now_ms));
      }
    }
    for (const id of this.#uses.keys()) {
      if (!ids.has(id)) this.#uses.delete(id);
    }
    if (uses.length === 0) return;
    const periods = uses.map((use) => ({ ...use }));
    const read = await readCapUses(db, periods);
    for (const [index, use] of uses.entries()) {
      if (use.start_ms !== periods[index]?.start_ms) continue;
      const used = read.get(use.cap.id) ?? 0n;
      // Counters only grow, and the read may miss counts settled meanwhile.
      use.stored = Math.max(use.stored, Number(used));
      // The read includes all that was noted before it began.
      use.fresh -= periods[index]?.fresh ?? 0n;
      use.sum = used;
    }
  }

  /** Usage of a cap in its current period; resets on a new period or a changed cap. */
  #at(cap: CapConfig, now_ms: number): Use {
    const known = this.#uses.get(cap.id);
    if (known !== undefined && known.cap === cap && holds(known, now_ms)) {
      return known;
    }
    const timezone = this.#deps.default_timezone ?? "UTC";
    const period = capPeriod(cap, now_ms, timezone);
    const limit = Number(cap.limit);
    if (known !== undefined && known.start_ms === period.start_ms) {
      return Object.assign(known, period, { limit });
    }
    const use: Use = {
      ...period,
      stored: 0,
      noted: 0,
      sum: 0n,
      fresh: 0n,
      limit,
    };
    this.#uses.set(cap.id, use);
    return use;
  }

  #startAt(cap_id: number, clicked_at: number): number {
    const use = this.#uses.get(cap_id);
    if (use !== undefined && holds(use, clicked_at)) return use.start_ms;
    const cap = this.#deps.configuration.cap(cap_id);
    const timezone = this.#deps.default_timezone ?? "UTC";
    return cap === undefined
      ? 0
      : capPeriod(cap, clicked_at, timezone).start_ms;
  }
}

function holds(period: CapPeriod, at_ms: number): boolean {
  return (
    at_ms >= period.start_ms &&
    (period.end_ms === null || at_ms < period.end_ms)
  );
}

function countsClick(cap: CapConfig, facts: CapFacts): boolean {
  if (cap.affiliate_id !== null && cap.affiliate_id !== facts.affiliate_id) {
    return false;
  }
  return (
    cap.sub_name === null || (facts.known[cap.sub_name] ?? "") === cap.sub_value
  );
}
