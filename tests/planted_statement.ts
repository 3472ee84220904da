import { seeded } from "./faults/load.ts";
import { FROM_MS, Maker, TO_MS } from "./planted_maker.ts";
import type { PlantedConversion, PlantedRow } from "./planted_maker.ts";

/**
 * An event of the world: what is booked, what the statement says, and the expected
 * result.
 */
export interface PlantedEvent {
  fault: string;
  conversions: PlantedConversion[];
  rows: PlantedRow[];
  /** Expected classes of its items; null is a clean match, or a member of a group. */
  classes: (string | null)[];
}

/** A statement's format, whatever its content. */
export interface Dialect {
  offset_minutes: number;
  money_divisor: 1 | 100;
  has_goal: boolean;
  has_click: boolean;
  has_affiliate: boolean;
  has_currency: boolean;
}

/** A month of conversions and a statement of it with known faults. */
export interface PlantedWorld {
  dialect: Dialect;
  events: PlantedEvent[];
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const UNIT = 1_000_000n;
const CENT = 10_000n;
const OFFSETS = [0, 60, 120, -300, 330, 345, -480, 540];

/** Faults that only a statement with clicks can have. */
const NEED_CLICKS = ["reattributed", "crossed"];

/** The row that confirms a sale by its order. */
export function confirming(sale: PlantedConversion): PlantedRow {
  return {
    order_id: sale.order_id ?? null,
    status: "approved",
    raw_status: "approved",
    revenue_micros: sale.revenue_micros,
    written_at: sale.recorded_at,
    has_zone: false,
  };
}

/** Makes a seed's world: a number of events of each fault, and clean ones. */
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
    ...Array.from({ length: clean }, () => ({
      fault: "clean",
      ...clean_(maker),
    })),
    ...faults.flatMap(([name, fault]) =>
      Array.from({ length: each }, () => ({ fault: name, ...fault(maker) })),
    ),
  ];
  for (const event of events) {
    event.rows = event.rows.map((row) => writeInDialect(row, dialect));
  }
  return { dialect, events };
}

/** Writes a row in the statement's format. */
function writeInDialect(row: PlantedRow, dialect: Dialect): PlantedRow {
  if (row.problem !== null && row.problem !== undefined) return row;
  const at = row.written_at ?? null;
  return {
    ...row,
    written_at: at === null ? null : at + dialect.offset_minutes * 60_000,
    revenue_micros: (row.revenue_micros ?? 0n) * BigInt(dialect.money_divisor),
    goal: dialect.has_goal ? row.goal : null,
    click_id: dialect.has_click ? row.click_id : null,
    affiliate: dialect.has_affiliate ? row.affiliate : null,
    // A differing currency is always written; otherwise nothing would show it.
    currency:
      dialect.has_currency || row.currency !== "USD" ? row.currency : null,
  };
}

type Fault = (maker: Maker) => Omit<PlantedEvent, "fault">;

const clean_: Fault = (m) => {
  const c = m.conversion();
  return { conversions: [c], rows: [m.row(c)], classes: [null] };
};

/** The faults; each one's expected result follows from how it is made. */
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
    // Without a click, the amount and time must identify it.
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
  // Each row names the click of the other's sale; the order ids tell them apart.
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
  // Same price and time, but another order.
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
  // Orders that differ only in punctuation, with other amounts and days, are different.
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

function pick<T>(random: () => number, from: readonly T[]): T {
  const value = from[Math.floor(random() * from.length)];
  if (value === undefined) throw new RangeError("Cannot pick from nothing");
  return value;
}
