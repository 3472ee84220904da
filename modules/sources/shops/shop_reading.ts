import type { StatusMeaning } from "../../../db/schema/mod.ts";
import { isoTime } from "../../kernel/mod.ts";
import type { Refusal, RefusalCode } from "../codes.ts";
import type { Parameter } from "../raw_postback.ts";
import type { JsonFields } from "../stores/json_fields.ts";
import type { PayPalCertificate } from "./paypal_certificate.ts";
import type { ShopNote } from "./shop_note.ts";

/** A shop's request, and what its source knows. */
export interface ShopInput {
  method: string;
  /** Whether its address has no query. */
  is_bare: boolean;
  headers: Readonly<Record<string, string>>;
  /** As sent: signatures are over these bytes. */
  body: Uint8Array;
  received_at: number;
  secrets: readonly string[];
  drift_seconds: number;
  /** The currency that the source says its amounts are in. */
  currency: string | null;
  status_map: ReadonlyMap<string, StatusMeaning>;
  /** Set where its proof was checked on arrival. */
  note: ShopNote | null;
  /** The certificate of PayPal's at an address, or why there is none. */
  certificateAt?: ((url: string) => PayPalCertificate | string) | undefined;
}

/** A refund: of the whole without an amount, else of this part (`delta`), or of all parts so far (`refunded`). */
export interface ShopRefund {
  kind: "delta" | "refunded";
  /** Its own id, by which a retry is known. */
  id: string | null;
}

/** A fault that the shop made, with the check that finds it. */
export interface ShopFault {
  step: string;
  code: RefusalCode;
  detail: string;
}

/** The fault of a refund of a part, of which the shop doesn't say how much it was. */
export function faultOfPart(shop: string): ShopFault {
  const detail = `${shop} gave back a part, and doesn't say how much: take it back by hand`;
  return { step: "value", code: "missing_amount", detail };
}

/** The reading of a shop's request, before anything recorded is looked at. */
export interface ShopReading {
  /** The request as JSON text; null where it wasn't read. */
  content: string | null;
  /** Whether that text is kept in place of the body. */
  keeps_text: boolean;
  steps: { step: string; found: string; looked_at?: string | undefined }[];
  proof: "none" | "token" | "signature";
  /** The check that failed. */
  refused: { step: string; refusal: Refusal } | null;
  /** Why it changes no sale. */
  ignored: string | null;
  is_test: boolean;
  /** A later payment, whose click its customer may tell. */
  is_renewal: boolean;
  /** Whether an approval counts although the sale was over: another payment, or a chargeback that was won. */
  reinstates: boolean;
  refund: ShopRefund | null;
  /** The ids by which its conversion may be known, likeliest first. */
  order_ids: string[];
  /** The order that a payment is of, to be kept for what names the payment alone. */
  payment_of: PaymentOf | null;
  /** The payment by which its order may be found, where that was told before. */
  payment_id: string | null;
  /** Another order, whose click is this one's if it names none. */
  earlier_id: string | null;
  /** Set where it can't be booked, if it is about a sale of ours. */
  fault: ShopFault | null;
  parameters: Parameter[];
  /** Turns an amount as the shop writes it into major units. */
  toMajor(amount: string): string | null;
}

/** A payment with its order. */
export interface PaymentOf {
  payment_id: string;
  order_id: string;
}

/** A reading that nothing is known of yet. */
export function newShopReading(): ShopReading {
  return {
    content: null,
    keeps_text: false,
    steps: [],
    proof: "none",
    refused: null,
    ignored: null,
    is_test: false,
    is_renewal: false,
    reinstates: false,
    refund: null,
    order_ids: [],
    payment_of: null,
    payment_id: null,
    earlier_id: null,
    fault: null,
    parameters: [],
    toMajor: (amount) => amount,
  };
}

/** Ends the reading of a shop's request that changes no sale. */
export class ShopIgnored extends Error {}

/** A sale, or what became of it, as a shop's reader found it. */
export interface ShopEvent {
  /** The shop's word for what happened, looked up in the source's map. */
  word: string;
  order_id: string | null;
  /** Other ids that the same sale may be known by. */
  other_ids?: readonly (string | null)[];
  /** An earlier order of the same buyer's, such as the first of a subscription. */
  earlier_id?: string | null;
  fault?: ShopFault | null;
  /** In major units; null: none is told. */
  amount?: string | null;
  currency?: string | null;
  customer_id?: string | null;
  /** RFC 3339. */
  occurred_at?: string | null;
  reason?: string | null;
  refund?: ShopRefund | null;
  is_renewal?: boolean;
  is_test?: boolean;
  reinstates?: boolean;
  /** Set where it tells nothing but which order a payment is of. */
  payment_of?: PaymentOf;
  payment_id?: string | null;
  toMajor?: (amount: string) => string | null;
}

/** Takes over an event, unless its word means nothing to the source. */
export function takeEvent(
  reading: ShopReading,
  event: ShopEvent,
  { status_map }: Pick<ShopInput, "status_map">,
): void {
  const { order_id, refund = null, is_renewal = false } = event;
  const word = event.word.toLowerCase();
  reading.is_test = event.is_test ?? false;
  reading.payment_of = event.payment_of ?? null;
  const meaning = status_map.get(word);
  if (meaning === undefined || meaning.status === "ignore") {
    throw new ShopIgnored(`${shownWord(word)} changes no sale`);
  }
  if (order_id === null || order_id === "") {
    throw new ShopIgnored(`${shownWord(word)} names no order`);
  }
  reading.refund = refund;
  reading.payment_id = event.payment_id ?? null;
  reading.is_renewal = is_renewal;
  reading.reinstates = event.reinstates ?? false;
  reading.earlier_id = event.earlier_id ?? null;
  reading.fault = event.fault ?? null;
  reading.order_ids = [order_id, ...(event.other_ids ?? [])].filter(
    (id) => id !== null && id !== "",
  ) as string[];
  if (event.toMajor !== undefined) reading.toMajor = event.toMajor;
  reading.parameters = [
    ...given("order_id", order_id),
    ...given("status", word),
    ...given("amount", event.amount ?? null),
    ...given("currency", event.currency ?? null),
    ...given("customer_id", event.customer_id ?? null),
    ...given("occurred_at", event.occurred_at ?? null),
    ...given("reason", event.reason ?? null),
    ...given("refund_id", refund?.id ?? null),
    ...(is_renewal && meaning.goal === undefined
      ? given("goal", "rebill")
      : []),
  ];
}

const WORD_CHARS_MAX = 60;

function shownWord(word: string): string {
  return `"${word.slice(0, WORD_CHARS_MAX).toWellFormed()}"`;
}

/** A parameter, if it has a value. */
function given(name: string, value: string | null): Parameter[] {
  return value === null || value === "" ? [] : [{ name, value, from: "json" }];
}

/** A text or a number's digits; null for anything else, or empty. */
export function wordAt(
  fields: JsonFields | null | undefined,
  name: string,
): string | null {
  const value = fields?.[name];
  if (typeof value === "number" && Number.isFinite(value)) return String(value);
  if (typeof value !== "string" || value === "") return null;
  return value.replaceAll("\0", "\ufffd").toWellFormed();
}

/** The last second of the year 9999. */
const TIME_S_MAX = 253_402_300_799;

/** A time in whole seconds or milliseconds since 1970, as RFC 3339; null for anything else. */
export function timeAt(
  fields: JsonFields | null | undefined,
  name: string,
  { unit = "s" }: { unit?: "s" | "ms" } = {},
): string | null {
  const text = wordAt(fields, name);
  if (text === null || !/^\d{1,15}$/.test(text)) return null;
  const ms = Number(text) * (unit === "s" ? 1_000 : 1);
  return ms > TIME_S_MAX * 1_000 ? null : isoTime(ms);
}
