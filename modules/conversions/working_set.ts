import type { InferSelectModel } from "drizzle-orm";
import { conversions } from "../../db/schema/mod.ts";
import { clickIdText } from "../clicks/mod.ts";
import type { Proof, ConversionStatus } from "../sources/mod.ts";
import { CLAIM } from "./claims.ts";
import { isLive } from "./transition.ts";

/** A conversion as stored. */
export type ConversionRow = Omit<
  InferSelectModel<typeof conversions>,
  "status" | "proof"
> & { status: ConversionStatus; proof: Proof };

/**
 * The amount as sent in another currency, the rate that converted it, and what waits
 * for a rate.
 */
export type HeldFields = Pick<
  ConversionRow,
  "sent_currency" | "sent_amount_micros" | "rate_id" | "held"
>;

/**
 * Flag for a revenue or payout that was given rather than computed: it is kept while
 * the sale stays the same.
 */
export const PRICED_BY_HAND = "priced_by_hand";

/** Flag for a conversion that another tracker settled before the move: it is never paid for again. */
export const SETTLED_BEFORE = "settled_before";

/** A conversion that a batch may change; `read_version` is 0 for a new one. */
export interface WorkingConversion {
  row: ConversionRow;
  read_version: number;
  /** A claim that has become another sender's sale, in all its columns. */
  is_confirmed?: boolean;
}

/** Whether it is a claim that nobody has approved: for all others it isn't there. */
export function isClaim({ dedupe_key, status }: ConversionRow): boolean {
  return dedupe_key.startsWith(CLAIM) && status !== "approved";
}

/** Number of live conversions of a click and goal, up to a limit. */
export interface LiveCount {
  campaign_id: number;
  goal_key: string;
  click_id: Uint8Array;
  live: number;
}

/**
 * The conversions that a batch reads and changes in memory, so that later events of the
 * batch see earlier changes.
 */
export class WorkingSet {
  readonly #by_id = new Map<string, WorkingConversion>();
  readonly #by_event = new Map<string, WorkingConversion>();
  readonly #by_click = new Map<string, WorkingConversion[]>();
  /** Live conversions by click and goal that were counted but not read. */
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

  /** Adds a conversion unless it is already there. */
  add(conversion: WorkingConversion): void {
    const { row } = conversion;
    if (this.#by_id.has(row.id)) return;
    this.#by_id.set(row.id, conversion);
    this.#by_event.set(eventKey(row), conversion);
    if (!isClaim(row)) this.#addToClick(conversion);
  }

  #addToClick(conversion: WorkingConversion): void {
    const { row } = conversion;
    const key = clickKey({ ...row, click_id: clickIdText(row.click_id) });
    const list = this.#by_click.get(key) ?? [];
    this.#by_click.set(key, list);
    list.push(conversion);
  }

  /** Makes a claim the sale that its sender has proven. */
  confirm(claim: WorkingConversion, row: ConversionRow): void {
    this.#by_event.delete(eventKey(claim.row));
    claim.row = row;
    claim.is_confirmed = true;
    this.#by_event.set(eventKey(row), claim);
    this.#addToClick(claim);
  }

  /** The conversion of an order in whatever goal, if there is one. */
  byOrder(
    campaign_id: number,
    order_id: string,
  ): WorkingConversion | undefined {
    return this.ofOrder(order_id, (row) => row.campaign_id === campaign_id);
  }

  /** The conversion of an order, in whatever campaign, that is meant; the one recorded first. */
  ofOrder(
    order_id: string,
    isMeant: (row: ConversionRow) => boolean,
  ): WorkingConversion | undefined {
    let first: WorkingConversion | undefined;
    for (const conversion of this.#by_id.values()) {
      const { row } = conversion;
      if (row.order_id !== order_id || isClaim(row) || !isMeant(row)) continue;
      if (first === undefined || row.recorded_at < first.row.recorded_at) {
        first = conversion;
      }
    }
    return first;
  }

  /** Re-keys a conversion that takes on an order id. */
  rename(conversion: WorkingConversion, dedupe_key: string): void {
    this.#by_event.delete(eventKey(conversion.row));
    conversion.row = { ...conversion.row, dedupe_key };
    this.#by_event.set(eventKey(conversion.row), conversion);
  }

  /** All conversions, read or new. */
  rows(): ConversionRow[] {
    return [...this.#by_id.values()].map(({ row }) => row);
  }

  byId(id: string): WorkingConversion | undefined {
    return this.#by_id.get(id);
  }

  /** Finds the conversion of an event. */
  byEvent(key: EventKey): WorkingConversion | undefined {
    return this.#by_event.get(eventKey(key));
  }

  /** The conversions of a click and goal without claims, as far as they were read. */
  byClick(key: ClickKey): readonly WorkingConversion[] {
    return this.#by_click.get(clickKey(key)) ?? [];
  }

  /** Number of pending and approved conversions of a click and goal. */
  liveOf(key: ClickKey): number {
    const read = this.byClick(key).filter(({ row }) => isLive(row)).length;
    return read + (this.#unread.get(clickKey(key)) ?? 0);
  }

  /** Conversions that were created or changed. */
  changed(): WorkingConversion[] {
    return [...this.#by_id.values()].filter(
      ({ row, read_version }) => row.version !== read_version,
    );
  }
}

/**
 * Sorts like the index: by status, then by time. The first one doesn't depend on how
 * many were read.
 */
function inOrder(one: ConversionRow, other: ConversionRow): number {
  if (one.status !== other.status) return one.status < other.status ? -1 : 1;
  const timeOf = (row: ConversionRow) => row.occurred_at ?? row.recorded_at;
  return timeOf(one) - timeOf(other) || (one.id < other.id ? -1 : 1);
}

/** Identifies an event: postbacks with the same key are the same event. */
type EventKey = Pick<ConversionRow, "campaign_id" | "goal_key" | "dedupe_key">;

/** A click and a goal; the click id as text. */
interface ClickKey {
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

/** One step of a conversion's history, with the row before and after it. */
export interface VersionStep {
  before: ConversionRow | null;
  after: ConversionRow;
  kind: string;
  raw_status: string | null;
  postback_id: string | null;
  /** Set if the step doesn't come from a postback. */
  provenance?: Provenance;
}

/** Author and reason of a change made without a postback. */
export interface Provenance {
  /** `by_hand`, `bulk`, `auto_approve`, `reconciliation`, … */
  origin: string;
  /** `token …`, `session …`, or the job. */
  made_by: string;
  /** The reason shown in the history. */
  why: string | null;
}

/**
 * Flag of a conversion that another tracker pays: it is priced and counted in reports, but neither
 * booked nor told to affiliates.
 */
const SHADOW = "shadow";

interface MayBeShadow {
  shadow: boolean;
}

/** The flags of a new conversion of a campaign. */
export function shadowFlags({ shadow }: MayBeShadow): string[] {
  return shadow ? [SHADOW] : [];
}

export function isShadow({ flags }: Pick<ConversionRow, "flags">): boolean {
  return flags.includes(SHADOW);
}

/**
 * The flags after a change. What is still pending when its campaign leaves the shadow was never paid
 * by anybody: from then on it is ours. What the other tracker had approved stays its own.
 */
export function withoutShadow(
  flags: string[],
  before: Pick<ConversionRow, "flags" | "status">,
  { shadow }: MayBeShadow,
): string[] {
  const is_ours = isShadow(before) && before.status === "pending" && !shadow;
  return is_ours ? flags.filter((flag) => flag !== SHADOW) : flags;
}
