import type {
  reconciliationItems,
  reconciliationLines,
  statementRows,
  conversions,
} from "../../../db/schema/mod.ts";
import type { Micros } from "../../kernel/mod.ts";
import type {
  Changer,
  ChangeResult,
  ConversionChange,
  ConversionDoor,
  NewConversion,
} from "../../conversions/mod.ts";
import type { Reconciliation } from "../matching/reconciliation.ts";

/** Actions on a break. `wait` leaves it open. */
export const ACTIONS = ["set", "absorb", "create", "reject", "wait"] as const;

export type ActionName = (typeof ACTIONS)[number];

/**
 * A person's choice of action in place of the proposed one; for a row without a
 * click, also who brought the sale.
 */
export interface Override {
  action: ActionName;
  affiliate_id?: number | undefined;
  campaign_id?: number | undefined;
  link_id?: number | undefined;
}

/** A break with both sides as compared, and our conversion as it is now. */
export interface Break {
  item: typeof reconciliationItems.$inferSelect;
  row: typeof statementRows.$inferSelect | null;
  line: typeof reconciliationLines.$inferSelect | null;
  conversion: typeof conversions.$inferSelect | null;
}

/** A conversion's status and money at a version. */
export type Position = NonNullable<ChangeResult["after"]>;

/** Why an action was refused: with a code of the conversions module or one of ours. */
export interface Refusal {
  code:
    | NonNullable<ChangeResult["refusal"]>["code"]
    | "wrong_action"
    | "above_tolerance"
    | "currency_mismatch"
    | "already_applied"
    | "unparsable"
    | "unknown_reference"
    | "unknown_break";
  detail: string;
}

/** The planned action on one break or one row of an import. */
export type Plan =
  | {
      kind: "change";
      action: ActionName;
      campaign_id: number | null;
      change: ConversionChange;
    }
  | {
      kind: "create";
      action: "create";
      given: NewConversion;
      /** Whether an existing conversion with other values is set to the given ones. */
      overwrites: boolean;
    }
  | { kind: "absorb"; action: "absorb"; absorb: Absorb }
  | { kind: "skip"; action: string }
  | { kind: "refused"; action: string; refusal: Refusal };

/** A tolerated difference, with the change that would have removed it. */
export interface Absorb {
  campaign_id: number;
  change: ConversionChange;
}

/** A plan with the key of its break. */
export interface Planned {
  key: string;
  plan: Plan;
}

/** The result of the action on one break. */
export interface Outcome {
  key: string;
  action: string;
  /** `done`, `unchanged`, `skipped`, or the code of a refusal. */
  result: string;
  detail: string | null;
  campaign_id: number | null;
  conversion_id: string | null;
  before: Position | null;
  after: Position | null;
  /** Ledger entry booked besides those of the conversion itself. */
  entry_id: string | null;
}

/** A change of the variance account. */
export interface VarianceStep {
  advertiser_id: number;
  currency: string;
  receivable_micros: Micros;
}

/** The reconciliation that is worked on, and who works on it. */
export interface Work {
  reconciliation: Reconciliation;
  by: Changer;
  door: ConversionDoor;
}
