import type { Micros } from "../../kernel/mod.ts";
import type { RefusalCode, ConversionStatus } from "../../sources/mod.ts";
import type { ConversionRow, Provenance } from "../working_set.ts";

/** Who changes conversions without a postback, and with which rights. */
export interface Changer extends Provenance {
  /** Whether ended conversions may be approved again. */
  reinstate: boolean;
  /** The network's own doing: what senders report later is judged as if it had not been done. */
  is_own?: boolean;
}

/** A conversion's status and money at one version: all that is needed to restore it. */
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
  // Missing in batches stored by an older version.
  Partial<Pick<ConversionRow, "owed_currency" | "owed_micros">>;

/** The money of an ended conversion when it was last live. */
export interface LastMoney {
  amount_micros: Micros | null;
  /** Missing: as much as by now. */
  refunded_micros?: Micros;
  revenue_micros: Micros;
  payout_micros: Micros;
}

/**
 * A requested change. Omitted fields stay as they are; omitted money follows from the
 * goal's prices.
 */
export interface ConversionChange {
  id: string;
  /** Refuses the change unless the conversion is at this version. */
  version?: number | undefined;
  status?: ConversionStatus | undefined;
  /** Shown to the affiliate and sent as `{reason}`; defaults to why it was changed. */
  reason?: string | null | undefined;
  amount_micros?: Micros | null | undefined;
  /** The refunded part of the amount. */
  refunded_micros?: Micros | undefined;
  revenue_micros?: Micros | undefined;
  payout_micros?: Micros | undefined;
  /** Sets exactly this state even where the status rules forbid it, to undo a change. */
  is_exact?: boolean | undefined;
  /** The money that an ended conversion had, where its history doesn't say it. */
  last?: LastMoney | undefined;
  /** Fields that are set beside these, to undo a change. */
  also?:
    | Partial<Pick<ConversionRow, "auto_approve_at" | "flags" | "held">>
    | undefined;
  /** The reason for this change, if not the common one. */
  why?: string | undefined;
}

/** Why a change was refused, with a code of the API. */
export interface ChangeRefusal {
  code: RefusalCode | "not_found" | "stale_version";
  detail: string;
}

/**
 * The result of one change. `stale`: the conversion is at another version and not in
 * the requested state.
 */
export interface ChangeResult {
  id: string;
  result: "changed" | "unchanged" | "stale" | "refused";
  refusal: ChangeRefusal | null;
  /** Null if there is no such conversion. */
  before: ConversionPosition | null;
  after: ConversionPosition | null;
}

/**
 * A conversion to create without a postback. Windows, caps and rules don't apply, since
 * somebody vouches for it.
 */
export interface NewConversion {
  /** The click, whose id is verified; or the affiliate's link, for a conversion without a click. */
  click_id?: string | undefined;
  link_id?: number | undefined;
  /** Defaults to the campaign's default goal. */
  goal?: string | null | undefined;
  order_id?: string | null | undefined;
  /** Identifies the event if it has no order id. */
  key?: string | null | undefined;
  customer_id?: string | null | undefined;
  /** Defaults to the goal's default status. */
  status?: ConversionStatus | undefined;
  reason?: string | null | undefined;
  /** Defaults to the campaign's currency. */
  currency?: string | null | undefined;
  amount_micros?: Micros | null | undefined;
  revenue_micros?: Micros | undefined;
  payout_micros?: Micros | undefined;
  occurred_at?: number | null | undefined;
  /** The reason for this conversion, if not the common one. */
  why?: string | undefined;
  /** When another tracker recorded it, for one that moves in; by default now. */
  recorded_at?: number | undefined;
  /** Whether that tracker settled it, so that its money isn't owed again. */
  is_settled?: boolean | undefined;
  /** Whether its money is booked only once somebody changes it, as after a shadow. */
  is_unbooked?: boolean | undefined;
}

/**
 * The result of creating one conversion. `exists`: the same event is on record and was
 * left unchanged.
 */
export interface CreateResult {
  result: "created" | "exists" | "refused";
  refusal: ChangeRefusal | null;
  /** Null if refused. */
  conversion_id: string | null;
  /** For an existing one: whether it has the same click, order and amount. */
  is_same: boolean;
  after: ConversionPosition | null;
}

/** The current position of a conversion. */
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
