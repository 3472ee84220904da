import type { Refusal } from "../codes.ts";
import type { Change } from "../conversions/transition.ts";
import type { ConversionStatus } from "../conversions/words.ts";
import type {
  HeldFields,
  WorkingConversion,
} from "../conversions/working_set.ts";
import type { Micros } from "../../kernel/mod.ts";
import type { PriceKey } from "./choose_price.ts";
import type { Money } from "./price_event.ts";

/** What a postback comes to. `conversion` is the one it was held against. */
export type Verdict =
  | {
      kind: "create";
      /** Null: nothing but its own id tells it from others. */
      dedupe_key: string | null;
      status: ConversionStatus;
      reason: string | null;
      flags: string[];
      /** In the campaign's currency; null where it waits for a rate. */
      amount_micros: Micros | null;
      money: Money;
      fields: HeldFields;
      /** Whether it may be approved without anybody's word. */
      auto_approves: boolean;
      /** What it is priced by. */
      price: PriceKey;
      /** What it adds to which caps. */
      cap_added: ReadonlyMap<number, bigint>;
    }
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
