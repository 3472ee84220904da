import type { InferSelectModel } from "drizzle-orm";
import { conversions } from "../../db/schema/mod.ts";
import { clickIdText } from "../clicks/mod.ts";
import type { Proof, ConversionStatus } from "../sources/mod.ts";

/** A conversion as it is stored. */
export type ConversionRow = Omit<
  InferSelectModel<typeof conversions>,
  "status" | "proof"
> & { status: ConversionStatus; proof: Proof };

/** What was said in another currency, by which rate it became ours, and what waits for one. */
export type HeldFields = Pick<
  ConversionRow,
  "sent_currency" | "sent_amount_micros" | "rate_id" | "held"
>;

/** Flag of one whose revenue or payout was given, and does not follow from prices: it is kept while the sale stays the same. */
export const PRICED_BY_HAND = "priced_by_hand";

/** A conversion that a batch may change, with the version at which it was read; 0 for a new one. */
export interface WorkingConversion {
  row: ConversionRow;
  read_version: number;
}

/** How many live conversions a click has of a goal, up to a limit. */
export interface LiveCount {
  campaign_id: number;
  goal_key: string;
  click_id: Uint8Array;
  live: number;
}

/** The conversions that a batch looks at and changes, so that what it folds in memory is seen by what follows. */
export class WorkingSet {
  readonly #by_id = new Map<string, WorkingConversion>();
  readonly #by_event = new Map<string, WorkingConversion>();
  readonly #by_click = new Map<string, WorkingConversion[]>();
  /** How many live ones of a click and goal were counted and not read. */
  readonly #unread = new Map<string, number>();

  constructor(
    rows: readonly InferSelectModel<typeof conversions>[],
    counts: readonly LiveCount[] = [],
  ) {
    for (const row of (rows as readonly ConversionRow[]).toSorted(inOrder))
      this.add({ row, read_version: row.version });
    for (const { live, click_id, ...count } of counts) {
      const key = { ...count, click_id: clickIdText(click_id) };
      this.#unread.set(clickKey(key), Math.max(0, live - this.liveOf(key)));
    }
  }

  /** Adds a conversion, once. */
  add(conversion: WorkingConversion): void {
    const { row } = conversion;
    if (this.#by_id.has(row.id)) return;
    this.#by_id.set(row.id, conversion);
    this.#by_event.set(eventKey(row), conversion);
    const key = clickKey({ ...row, click_id: clickIdText(row.click_id) });
    const list = this.#by_click.get(key) ?? [];
    this.#by_click.set(key, list);
    list.push(conversion);
  }

  /** A conversion that takes on an order id is found by it from then on. */
  rename(conversion: WorkingConversion, dedupe_key: string): void {
    this.#by_event.delete(eventKey(conversion.row));
    conversion.row = { ...conversion.row, dedupe_key };
    this.#by_event.set(eventKey(conversion.row), conversion);
  }

  /** All that were read or made. */
  rows(): ConversionRow[] {
    return [...this.#by_id.values()].map(({ row }) => row);
  }

  /** By its own id. */
  byId(id: string): WorkingConversion | undefined {
    return this.#by_id.get(id);
  }

  /** By what makes two postbacks the same event. */
  byEvent(key: EventKey): WorkingConversion | undefined {
    return this.#by_event.get(eventKey(key));
  }

  /** Those of a click and goal, as far as they were read. */
  byClick(key: ClickKey): readonly WorkingConversion[] {
    return this.#by_click.get(clickKey(key)) ?? [];
  }

  /** How many of a click and goal are pending or approved. */
  liveOf(key: ClickKey): number {
    const read = this.byClick(key).filter(({ row }) => isLive(row)).length;
    return read + (this.#unread.get(clickKey(key)) ?? 0);
  }

  /** Those that were made or changed. */
  changed(): WorkingConversion[] {
    return [...this.#by_id.values()].filter(
      ({ row, read_version }) => row.version !== read_version,
    );
  }
}

/** Whether a conversion counts. */
export function isLive({ status }: Pick<ConversionRow, "status">): boolean {
  return status === "pending" || status === "approved";
}

/** As the index gives them: by state, then by time. Which is the first doesn't depend on how many were read. */
function inOrder(one: ConversionRow, other: ConversionRow): number {
  if (one.status !== other.status) return one.status < other.status ? -1 : 1;
  const timeOf = (row: ConversionRow) => row.occurred_at ?? row.recorded_at;
  return timeOf(one) - timeOf(other) || (one.id < other.id ? -1 : 1);
}

/** What makes two postbacks the same event. */
export type EventKey = Pick<
  ConversionRow,
  "campaign_id" | "goal_key" | "dedupe_key"
>;

/** A click and a goal; the click id as text. */
export interface ClickKey {
  campaign_id: number;
  goal_key: string;
  click_id: string;
}

function eventKey(key: EventKey): string {
  return `${key.campaign_id} ${key.goal_key} ${key.dedupe_key}`;
}

function clickKey(key: ClickKey): string {
  return `${key.campaign_id} ${key.goal_key} ${key.click_id}`;
}
