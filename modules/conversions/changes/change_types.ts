import type { Micros } from "../../kernel/mod.ts";
import type { RefusalCode, ConversionStatus } from "../../sources/mod.ts";
import type { Provenance } from "../record.ts";
import type { ConversionRow } from "../working_set.ts";

/** Who changes conversions other than by postback, and what it may do. */
export interface Changer extends Provenance {
  /** An ended conversion may be approved again. */
  reinstate: boolean;
}

/** A conversion's state and money at one version; all that is needed to set it back there. */
export type ConversionPosition = Pick<
  ConversionRow,
  | "version"
  | "status"
  | "reason"
  | "currency"
  | "amount_micros"
  | "refunded_micros"
  | "revenue_micros"
  | "payout_micros"
> &
  // Batches stored by an older version don't have it.
  Partial<Pick<ConversionRow, "owed_currency" | "owed_micros">>;

/** What a conversion is to become. What is left out stays as it is; money that is left out follows from the goal's prices. */
export interface ConversionChange {
  id: string;
  /** Only where this is still its version. */
  version?: number | undefined;
  status?: ConversionStatus | undefined;
  /** Shown to the affiliate, and sent as `{reason}`; left out: why it was changed. */
  reason?: string | null | undefined;
  amount_micros?: Micros | null | undefined;
  /** What of the amount has been given back. */
  refunded_micros?: Micros | undefined;
  revenue_micros?: Micros | undefined;
  payout_micros?: Micros | undefined;
  /** Set to exactly this whatever it is now, as no state would allow: to undo a change. */
  is_exact?: boolean | undefined;
  /** Why this one, where it is not for what all are changed for. */
  why?: string | undefined;
}

/** Why something was not done, as the contract names it. */
export interface ChangeRefusal {
  code: RefusalCode | "not_found" | "stale_version";
  detail: string;
}

/** What became of one change. `stale`: it is at another version by now, and not yet what was asked for. */
export interface ChangeResult {
  id: string;
  result: "changed" | "unchanged" | "stale" | "refused";
  refusal: ChangeRefusal | null;
  /** As it was; null where there is no such conversion. */
  before: ConversionPosition | null;
  /** As it is now. */
  after: ConversionPosition | null;
}

/** A conversion that no postback told of. No window, cap or rule is asked: somebody vouches for it. */
export interface NewConversion {
  /** The click, whose id has to prove itself; or the link through which the affiliate brought it, without a click. */
  click_id?: string | undefined;
  link_id?: number | undefined;
  /** By default the one that the campaign means where none is named. */
  goal?: string | null | undefined;
  order_id?: string | null | undefined;
  /** Tells it from others where it has no order. */
  key?: string | null | undefined;
  customer_id?: string | null | undefined;
  /** The goal's own where it is left out. */
  status?: ConversionStatus | undefined;
  reason?: string | null | undefined;
  /** The campaign's where it is left out. */
  currency?: string | null | undefined;
  amount_micros?: Micros | null | undefined;
  revenue_micros?: Micros | undefined;
  payout_micros?: Micros | undefined;
  occurred_at?: number | null | undefined;
  /** Why this one, where it is not for what all are made for. */
  why?: string | undefined;
}

/** What became of one new conversion. `exists`: the same event is on record, and was left as it is. */
export interface CreateResult {
  result: "created" | "exists" | "refused";
  refusal: ChangeRefusal | null;
  /** Null where it was refused. */
  conversion_id: string | null;
  /** Of one that exists: whether it says the same (click, order and amount). */
  is_same: boolean;
  after: ConversionPosition | null;
}

/** The position of a conversion as it stands. */
export function positionOf(row: ConversionRow): ConversionPosition {
  const { version, status, reason, currency, amount_micros } = row;
  const { refunded_micros, revenue_micros, payout_micros } = row;
  const { owed_currency, owed_micros } = row;
  return {
    version,
    status,
    reason,
    currency,
    amount_micros,
    refunded_micros,
    revenue_micros,
    payout_micros,
    owed_currency,
    owed_micros,
  };
}
