import type { ConversionFacts, Surroundings } from "../facts.ts";
import { crowdOf } from "../signals/crowd.ts";
import { differ } from "../signals/device_mismatch.ts";
import { isDoubled } from "../signals/duplicate_device.ts";
import { BINS, binOf } from "./bins.ts";

/** The marks that a conversion has or hasn't, of which groups have shares. */
export const MARKS = [
  "duplicate_ip",
  "duplicate_device",
  "data_centre",
  "geo_mismatch",
  "device_mismatch",
  "bot_agent",
  "refund_rate",
  "approval_rate",
] as const;

export type Mark = (typeof MARKS)[number];

/** The marks of each sale by itself; the others are of its click. */
const OF_OUTCOME: ReadonlySet<Mark> = new Set(["refund_rate", "approval_rate"]);

/** How many of a group have a mark, of those of which it can be said. */
export interface Hits {
  k: number;
  n: number;
}

const HOUR_MS = 3_600_000;
export const HOURS = 24;

/** Counts of a group of conversions. */
export class Tally {
  n = 0;
  /** First conversions of their clicks, and those without one. */
  firsts = 0;
  /** Clicks that count; 0 if they weren't counted. */
  clicks = 0;
  /** Clicks that converted, by the time to their first conversion. */
  timed = 0;
  readonly bins = new Float64Array(BINS);
  readonly hours = new Float64Array(HOURS);
  readonly #hits = new Map<Mark, Hits>();

  /** Counts a conversion with its marks: true, false, or undefined if it can't be said. */
  add(facts: ConversionFacts, marks: ReadonlyMap<Mark, boolean>): void {
    this.n++;
    this.#addMarks(facts, marks);
    if (!facts.is_first) return;
    this.firsts++;
    if (facts.seconds !== null) {
      this.timed++;
      const bin = binOf(facts.seconds);
      this.bins[bin] = (this.bins[bin] ?? 0) + 1;
    }
    const hour = Math.floor(facts.recorded_at / HOUR_MS) % HOURS;
    this.hours[hour] = (this.hours[hour] ?? 0) + 1;
  }

  /** A click's country or device, shown by each of its sales again, is one and the same. */
  #addMarks(
    { is_first }: ConversionFacts,
    marks: ReadonlyMap<Mark, boolean>,
  ): void {
    for (const [mark, has] of marks) {
      if (!is_first && !OF_OUTCOME.has(mark)) continue;
      const hits = this.#hits.get(mark) ?? { k: 0, n: 0 };
      hits.n++;
      if (has) hits.k++;
      this.#hits.set(mark, hits);
    }
  }

  hits(mark: Mark): Hits {
    return this.#hits.get(mark) ?? { k: 0, n: 0 };
  }
}

/** The marks of a conversion, where they can be said. `cr` is what is usual for the offer. */
export function marksOf(
  facts: ConversionFacts,
  around: Surroundings,
  cr: number | null,
): Map<Mark, boolean> {
  const { click, customer, status, is_refunded, device_id } = facts;
  const marks = new Map<Mark, boolean>();
  if (click?.is_bot !== undefined || customer !== null) {
    marks.set("bot_agent", click?.is_bot === true || customer?.is_bot === true);
    const is_data_centre =
      click?.is_data_centre === true || customer?.is_data_centre === true;
    marks.set("data_centre", is_data_centre);
  }
  if (facts.ip !== null) {
    marks.set("duplicate_ip", crowdOf(around.address, cr) > 0);
    const is_doubled = isDoubled(around.device, device_id !== null, cr);
    marks.set("duplicate_device", is_doubled);
  }
  const [from, to] = [click?.country ?? null, customer?.country ?? null];
  if (from !== null && to !== null) marks.set("geo_mismatch", from !== to);
  if (click?.os && customer?.os) {
    marks.set("device_mismatch", differ(click.os, customer.os));
  }
  if (status === "approved" || status === "reversed") {
    marks.set("refund_rate", is_refunded);
  }
  if (status !== "pending") {
    marks.set("approval_rate", status === "rejected");
  }
  return marks;
}
