import type { Refusal } from "../../sources/mod.ts";
import type {
  ConversionStart,
  Change,
  HeldFields,
  WorkingConversion,
  Money,
} from "../../conversions/mod.ts";

/** What a postback comes to. `conversion` is the one it was held against. */
export type Verdict =
  | (ConversionStart & {
      kind: "create";
      /** What it adds to which caps. */
      cap_added: ReadonlyMap<number, bigint>;
    })
  | {
      kind: "change";
      conversion: WorkingConversion;
      change: Change;
      money: Money;
      /** As far as they change. */
      fields: Partial<HeldFields>;
      /** What makes it the same event, once it has an order id. */
      order_key: string;
    }
  | { kind: "adopt"; conversion: WorkingConversion; dedupe_key: string }
  | {
      kind: "duplicate";
      conversion: WorkingConversion;
      note: string | null;
      differs: string[];
    }
  | {
      kind: "refused";
      conversion: WorkingConversion | null;
      refusal: Refusal;
    };
