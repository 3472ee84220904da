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

/** What can be done about a break. `wait` leaves it open. */
export const ACTIONS = ["set", "absorb", "create", "reject", "wait"] as const;

/** One of the actions. */
export type ActionName = (typeof ACTIONS)[number];

/** What somebody wants done about a break instead of what is proposed; for one without a click, who brought it. */
export interface Override {
  action: ActionName;
  affiliate_id?: number | undefined;
  campaign_id?: number | undefined;
  link_id?: number | undefined;
}

/** A break with both of its sides as they were compared, and our side as it stands. */
export interface Break {
  item: typeof reconciliationItems.$inferSelect;
  row: typeof statementRows.$inferSelect | null;
  line: typeof reconciliationLines.$inferSelect | null;
  conversion: typeof conversions.$inferSelect | null;
}

/** A position of a conversion. */
export type Position = NonNullable<ChangeResult["after"]>;

/** Why something was not done: as the door of conversions says it, or by a code of ours. */
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

/** What is to be done about one break, or one row of an import. */
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
      /** One that is there, and says something else, is set to what is said here. */
      overwrites: boolean;
    }
  | { kind: "absorb"; action: "absorb"; absorb: Absorb }
  | { kind: "skip"; action: string }
  | { kind: "refused"; action: string; refusal: Refusal };

/** A difference that is let pass: what the conversion would become, were it not. */
export interface Absorb {
  campaign_id: number;
  change: ConversionChange;
}

/** A plan with the break's key. */
export interface Planned {
  key: string;
  plan: Plan;
}

/** What became of one break. */
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
  /** What was booked beside what follows from the conversion. */
  entry_id: string | null;
}

/** What the books of variances were changed by. */
export interface VarianceStep {
  advertiser_id: number;
  currency: string;
  receivable_micros: Micros;
}

/** Whose reconciliation is worked on, by whom and why. */
export interface Work {
  reconciliation: Reconciliation;
  by: Changer;
  door: ConversionDoor;
}
