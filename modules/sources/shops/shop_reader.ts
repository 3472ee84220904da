import type { JsonFields } from "../stores/json_fields.ts";
import type { ShopEvent, ShopInput } from "./shop_reading.ts";

/** The reader of one shop's requests, and how they are proven. */
export interface Shop {
  /** Reads the body as JSON text; where this is absent, it is such text. */
  open?(input: ShopInput): string;
  /** Whether the text is kept in place of the body. */
  keeps_text?: true;
  /** Throws a StepFault if it isn't the shop's; without it the address is the proof. */
  prove?(input: ShopInput, body: () => JsonFields): void;
  read(body: JsonFields, input: ShopInput): ShopEvent;
  /** Whether it is what the shop sends while it is set up, without a proof. */
  isProbe?(input: ShopInput): boolean;
  /** The requests of which one consists, each judged for itself. */
  split?(body: JsonFields): JsonFields[];
  /** Answers a question that the shop asks by GET before it sends anything; null for any other. */
  answer?(asked: ShopQuestion): ShopAnswer | null;
}

/** A question of a shop's by GET. */
export interface ShopQuestion {
  /** As sent, without the question mark. */
  query: string;
  headers: Readonly<Record<string, string>>;
  secrets: readonly string[];
  /** The source's own address. */
  url: string;
}

/** The answer to a question of a shop's. */
export interface ShopAnswer {
  content_type: string;
  text: string;
}

/** The steps of a merchant in one shop. */
export interface ShopSteps {
  /** Where the address goes, with which events; ADDRESS stands for it. */
  address: string;
  /** How the secret gets here. */
  secret: string;
  /** How the click id gets into the order; `PARAM` is the name that the landing page gets it under. */
  click: string;
  refunds: string;
}
