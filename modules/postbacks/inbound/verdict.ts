import type { Refusal } from "../codes.ts";
import type { Change } from "../conversions/transition.ts";
import type { ConversionStatus } from "../conversions/words.ts";
import type { WorkingConversion } from "../conversions/working_set.ts";
import type { Money } from "./price_event.ts";

/** What a postback comes to. `conversion` is the one it was held against. */
export type Verdict =
  | {
      kind: "create";
      dedupe_key: string;
      status: ConversionStatus;
      reason: string | null;
      flags: string[];
      money: Money;
      /** What it adds to which caps. */
      cap_added: ReadonlyMap<number, bigint>;
    }
  | {
      kind: "change";
      conversion: WorkingConversion;
      change: Change;
      money: Money;
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
