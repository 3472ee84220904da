import type { Refusal } from "../../sources/mod.ts";
import type {
  ConversionStart,
  Change,
  HeldFields,
  WorkingConversion,
  Money,
} from "../../conversions/mod.ts";

/** The outcome of judging a postback. `conversion` is the recorded one it matched. */
export type Verdict =
  | (ConversionStart & {
      kind: "create";
      /** Amount to add to each cap. */
      cap_added: ReadonlyMap<number, bigint>;
    })
  | {
      kind: "change";
      conversion: WorkingConversion;
      change: Change;
      money: Money;
      /** Only the fields that change. */
      fields: Partial<HeldFields>;
      /** Dedupe key of the conversion once it has an order id. */
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
