import type { conversions, statementRows } from "../db/schema/mod.ts";
import { seeded } from "./faults/load.ts";

/** A conversion as the books hold it, and a row as a statement has it. */
export type PlantedConversion = Omit<
  typeof conversions.$inferInsert,
  "campaign_id"
> & { campaign: 0 | 1 };
export type PlantedRow = Omit<
  typeof statementRows.$inferInsert,
  "reconciliation_id" | "row_no" | "content_key" | "cells"
>;

/** One event of the world: what the books hold of it, what the statement says of it, and what that has to end in. */
export interface PlantedEvent {
  fault: string;
  conversions: PlantedConversion[];
  rows: PlantedRow[];
  /** The classes of its items; null is a clean match, or a member of a group. */
  classes: (string | null)[];
}

/** How a statement speaks, whatever it says. */
export interface Dialect {
  offset_minutes: number;
  money_divisor: 1 | 100;
  has_goal: boolean;
  has_click: boolean;
  has_affiliate: boolean;
  has_currency: boolean;
}

/** A month of conversions and a statement of it, with known faults. */
export interface PlantedWorld {
  dialect: Dialect;
  events: PlantedEvent[];
}

/** The month of every world. */
export const FROM_MS = Date.UTC(2026, 9, 1);
export const TO_MS = Date.UTC(2026, 10, 1);
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const UNIT = 1_000_000n;
const CENT = 10_000n;
const OFFSETS = [0, 60, 120, -300, 330, 345, -480, 540];

/** What only a statement with clicks can get wrong. */
const NEED_CLICKS = ["reattributed", "crossed"];

/** Makes the world of a seed: so many events of each fault, and clean ones beside. */
export function plantWorld(
  seed: number,
  { clean = 120, each = 4 }: { clean?: number; each?: number } = {},
): PlantedWorld {
  const random = seeded(seed);
  const maker = new Maker(random);
  const dialect: Dialect = {
    offset_minutes: pick(random, OFFSETS),
    money_divisor: random() < 0.3 ? 100 : 1,
    has_goal: random() < 0.5,
    has_click: random() < 0.6,
    has_affiliate: random() < 0.3,
    has_currency: random() < 0.5,
  };
  const faults = Object.entries(FAULTS).filter(
    ([name]) => dialect.has_click || !NEED_CLICKS.includes(name),
  );
  const events = [
    ...Array.from({ length: clean }, () => maker.event("clean", clean_)),
    ...faults.flatMap(([name, fault]) =>
      Array.from({ length: each }, () => maker.event(name, fault)),
    ),
  ];
  for (const event of events) {
    event.rows = event.rows.map((row) => speak(row, dialect));
  }
  return { dialect, events };
}

/** Writes a row as the statement's dialect has it. */
function speak(row: PlantedRow, dialect: Dialect): PlantedRow {
  if (row.problem !== null && row.problem !== undefined) return row;
  const at = row.written_at ?? null;
  return {
    ...row,
    written_at: at === null ? null : at + dialect.offset_minutes * 60_000,
    revenue_micros: (row.revenue_micros ?? 0n) * BigInt(dialect.money_divisor),
    goal: dialect.has_goal ? row.goal : null,
    click_id: dialect.has_click ? row.click_id : null,
    affiliate: dialect.has_affiliate ? row.affiliate : null,
    // A currency of its own is said anyhow: else nothing would tell.
    currency:
      dialect.has_currency || row.currency !== "USD" ? row.currency : null,
  };
}

type Fault = (maker: Maker) => Omit<PlantedEvent, "fault">;

const clean_: Fault = (m) => {
  const c = m.conversion();
  return { conversions: [c], rows: [m.row(c)], classes: [null] };
};

/** One way to go wrong each; what it has to end in follows from how it is made. */
const FAULTS: Readonly<Record<string, Fault>> = {
  missing_theirs: (m) => ({
    conversions: [m.conversion()],
    rows: [],
    classes: ["missing_theirs"],
  }),
  missing_ours: (m) => ({
    conversions: [],
    rows: [m.row(m.conversion())],
    classes: ["missing_ours"],
  }),
  doubled: (m) => {
    const c = m.conversion();
    const row = m.row(c);
    return {
      conversions: [c],
      rows: [row, { ...row }],
      classes: [null, "duplicate_theirs"],
    };
  },
  doubled_later: (m) => {
    const c = m.conversion();
    const row = m.row(c);
    const later = { ...row, written_at: (row.written_at ?? 0) + HOUR_MS };
    return {
      conversions: [c],
      rows: [later, row],
      classes: [null, "duplicate_theirs"],
    };
  },
  recorded_twice: (m) => {
    const c = m.conversion();
    const again = {
      ...m.conversion({ at: c.recorded_at + 5_000 }),
      order_id: `#${c.order_id}`,
      dedupe_key: `o:#${c.order_id}`,
      revenue_micros: c.revenue_micros,
      campaign: c.campaign,
      goal_key: c.goal_key,
    };
    return {
      conversions: [c, again],
      rows: [m.row(c)],
      classes: [null, "duplicate_ours"],
    };
  },
  rounded: (m) => {
    const c = m.conversion();
    const revenue_micros = (c.revenue_micros / UNIT) * UNIT;
    return {
      conversions: [c],
      rows: [{ ...m.row(c), revenue_micros }],
      classes: ["amount_mismatch"],
    };
  },
  refunded: (m) => {
    const c = m.conversion();
    return {
      conversions: [c],
      rows: [{ ...m.row(c), status: "reversed", raw_status: "Refunded" }],
      classes: ["status_mismatch"],
    };
  },
  other_currency: (m) => {
    const c = m.conversion();
    return {
      conversions: [c],
      rows: [{ ...m.row(c), currency: "EUR" }],
      classes: ["currency_mismatch"],
    };
  },
  split: (m) => {
    const c = m.conversion();
    const part = (c.revenue_micros / 3n / CENT) * CENT;
    const row = m.row(c);
    return {
      conversions: [c],
      rows: [
        { ...row, revenue_micros: part },
        { ...row, revenue_micros: c.revenue_micros - part },
      ],
      classes: [null, null],
    };
  },
  merged: (m) => {
    const c = m.conversion({ goal: "sale" });
    const other = {
      ...m.conversion({ goal: "upsell", at: c.recorded_at + 60_000 }),
      order_id: c.order_id,
      dedupe_key: c.dedupe_key,
      click_id: c.click_id,
      affiliate_id: c.affiliate_id,
    };
    const revenue_micros = c.revenue_micros + other.revenue_micros;
    return {
      conversions: [c, other],
      rows: [{ ...m.row(c), goal: null, revenue_micros }],
      classes: [null, null],
    };
  },
  reattributed: (m) => {
    const c = m.conversion();
    return {
      conversions: [c],
      rows: [{ ...m.row(c), click_id: m.clickId() }],
      classes: ["attribution_diff"],
    };
  },
  without_ids: (m) => {
    const c = m.conversion({ is_distinct: true });
    const row = { ...m.row(c), order_id: null, click_id: null };
    return { conversions: [c], rows: [row], classes: [null] };
  },
  other_case: (m) => {
    const c = m.conversion();
    const row = { ...m.row(c), order_id: c.order_id?.toLowerCase() ?? null };
    return { conversions: [c], rows: [row], classes: [null] };
  },
  other_marks: (m) => {
    const c = m.conversion();
    const row = { ...m.row(c), order_id: `#00${c.order_id}` };
    return { conversions: [c], rows: [row], classes: [null] };
  },
  click_only: (m) => {
    // Without a click the amount and the time have to tell.
    const c = m.conversion({ is_distinct: true });
    const row = { ...m.row(c), order_id: null };
    return { conversions: [c], rows: [row], classes: [null] };
  },
  customer_only: (m) => {
    const c = m.conversion();
    const written_at = c.recorded_at - 9 * HOUR_MS;
    const row = { ...m.row(c), order_id: null, click_id: null, written_at };
    return {
      conversions: [c],
      rows: [{ ...row, customer_id: c.customer_id }],
      classes: [null],
    };
  },
  sum_without_ids: (m) => {
    const c = m.conversion({ is_distinct: true });
    const row = { ...m.row(c), order_id: null, click_id: null };
    const part = (c.revenue_micros / 3n / CENT) * CENT;
    return {
      conversions: [c],
      rows: [
        { ...row, revenue_micros: part },
        { ...row, revenue_micros: c.revenue_micros - part },
      ],
      classes: [null, null],
    };
  },
  // Each row names the click of the other's sale: the order says which is which.
  crossed: (m) => {
    const a = m.conversion();
    const b = m.conversion();
    return {
      conversions: [a, b],
      rows: [
        { ...m.row(a), click_id: b.click_id },
        { ...m.row(b), click_id: a.click_id },
      ],
      classes: ["attribution_diff", "attribution_diff"],
    };
  },
  bought_again: (m) => {
    const a = m.conversion();
    const again = m.conversion({ at: a.recorded_at + 10 * 60_000 });
    const b = {
      ...again,
      click_id: a.click_id,
      affiliate_id: a.affiliate_id,
      revenue_micros: a.revenue_micros,
    };
    return {
      conversions: [a, b],
      rows: [m.row(a), m.row(b)],
      classes: [null, null],
    };
  },
  // The same price at the same time, but another order.
  near_miss: (m) => {
    const c = m.conversion();
    const other = m.conversion({ at: c.recorded_at + 20_000 });
    const row = { ...m.row(other), revenue_micros: c.revenue_micros };
    return {
      conversions: [c],
      rows: [row],
      classes: ["missing_theirs", "missing_ours"],
    };
  },
  // Orders that differ in their marks only, of other amounts and days, are others.
  lookalike: (m) => {
    const c = m.conversion({ at: FROM_MS + m.below(5 * DAY_MS) });
    const other = m.conversion({ at: FROM_MS + (20 + m.below(5)) * DAY_MS });
    const row = {
      ...m.row(other),
      revenue_micros: c.revenue_micros + 7n * UNIT,
    };
    return {
      conversions: [c],
      rows: [{ ...row, order_id: c.order_id.replace("-", "") }],
      classes: ["missing_theirs", "missing_ours"],
    };
  },
  next_window: (m) => {
    const c = m.conversion({ at: TO_MS + m.below(2 * DAY_MS) });
    return { conversions: [c], rows: [m.row(c)], classes: ["timing"] };
  },
  long_before: (m) => {
    const c = m.conversion({ at: FROM_MS - 20 * DAY_MS - m.below(DAY_MS) });
    return { conversions: [c], rows: [m.row(c)], classes: ["timing"] };
  },
  unreadable: (m) => {
    const row = m.row(m.conversion());
    const problem = "Cannot read the amount";
    return {
      conversions: [],
      rows: [{ ...row, problem, problem_column: "amount" }],
      classes: ["unparsable"],
    };
  },
  rejected_unsaid: (m) => ({
    conversions: [{ ...m.conversion(), status: "rejected" }],
    rows: [],
    classes: [null],
  }),
};

/** Makes conversions and rows whose ids and amounts are told apart by construction. */
class Maker {
  readonly #random: () => number;
  #count = 0;

  constructor(random: () => number) {
    this.#random = random;
  }

  event(fault: string, make: Fault): PlantedEvent {
    return { fault, ...make(this) };
  }

  below(limit: number): number {
    return Math.floor(this.#random() * limit);
  }

  clickId(): Uint8Array {
    return Uint8Array.from({ length: 24 }, () => this.below(256));
  }

  conversion({
    at = FROM_MS + this.below(TO_MS - FROM_MS - HOUR_MS),
    goal = "sale",
    is_distinct = false,
  }: { at?: number; goal?: string; is_distinct?: boolean } = {}) {
    this.#count += 1;
    const n = this.#count;
    // Common prices repeat; a distinct one is an odd amount that nobody else has, with time enough around it.
    const revenue_micros = is_distinct
      ? (1_000_003n + BigInt(n) * 7n) * CENT
      : BigInt(500 + this.below(40) * 250 + 1) * CENT;
    const order_id = `Ord${String.fromCharCode(65 + this.below(26))}-${n}${this.below(9)}Q`;
    return {
      campaign: 0 as const,
      id: uuid(this.#random),
      goal_key: goal,
      dedupe_key: `o:${order_id}`,
      version: 1,
      status: "approved",
      click_id: this.clickId(),
      link_id: 1,
      affiliate_id: 1 + this.below(5),
      advertiser_id: 0,
      order_id,
      customer_id: `cust-${n}`,
      currency: "USD",
      amount_micros: revenue_micros * 5n,
      revenue_micros,
      payout_micros: revenue_micros / 2n,
      rule_version: 1,
      said_at: at,
      said: [],
      flags: [],
      clicked_at: at - HOUR_MS,
      recorded_at: at,
      updated_at: at,
    };
  }

  row(conversion: ReturnType<Maker["conversion"]>): PlantedRow {
    return {
      click_id: conversion.click_id,
      order_id: conversion.order_id,
      goal: conversion.goal_key,
      affiliate: String(conversion.affiliate_id),
      status: "approved",
      raw_status: "Approved",
      currency: conversion.currency,
      revenue_micros: conversion.revenue_micros,
      // They know it a little earlier than we do.
      written_at: conversion.recorded_at - this.below(45_000),
      has_zone: false,
      problem: null,
      problem_column: null,
    };
  }
}

function pick<T>(random: () => number, from: readonly T[]): T {
  const value = from[Math.floor(random() * from.length)];
  if (value === undefined) throw new RangeError("Cannot pick from nothing");
  return value;
}

function uuid(random: () => number): string {
  const hex = Array.from({ length: 32 }, () =>
    Math.floor(random() * 16).toString(16),
  ).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20)}`;
}
