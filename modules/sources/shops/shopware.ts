import { StepFault } from "../codes.ts";
import {
  constantTimeEquals,
  decodePercent,
  hmacSha256,
  isoTime,
} from "../../kernel/mod.ts";
import { asObject, objectsOf } from "../stores/json_fields.ts";
import type { JsonFields } from "../stores/json_fields.ts";
import { checkSignature } from "./shop_proof.ts";
import { faultOfPart, ShopIgnored, wordAt } from "./shop_reading.ts";
import type { ShopEvent, ShopInput } from "./shop_reading.ts";
import type { ShopAnswer, ShopQuestion } from "./shop_reader.ts";

/** Name of the app whose manifest the sheet has. */
export const SHOPWARE_APP = "AffiliateOrders";

/** Checks the signature of a webhook of a Shopware app. */
export function proveShopware(input: ShopInput): void {
  checkSignature(input, {
    where: "shopware-shop-signature",
    signatures: [input.headers["shopware-shop-signature"] ?? ""],
    encoding: "hex",
    signed: [input.body],
  });
}

const QUESTION =
  /^shop-id=([^&]{1,200})&shop-url=([^&]{1,2000})&timestamp=\d{1,12}$/;

/**
 * Answers the registration of a shop that installs the app: it is signed with the secret of the manifest, and so will its
 * webhooks be. Throws a StepFault where that is another one.
 */
export function answerShopware({
  query,
  headers,
  secrets,
  url,
}: ShopQuestion): ShopAnswer | null {
  const [, shop_id, shop_url] = QUESTION.exec(query) ?? [];
  const signature = headers["shopware-app-signature"];
  if (shop_id === undefined || shop_url === undefined) return null;
  if (signature === undefined) return null;
  const hex = (secret: string, text: string) =>
    Buffer.from(hmacSha256(secret, text)).toString("hex");
  const { text: decoded } = decodePercent(shop_url);
  // Shopware signs the shop's address as it is, and sends it encoded.
  const forms = [query, query.replace(shop_url, () => decoded)];
  const secret = secrets.find((one) =>
    forms.some((form) =>
      constantTimeEquals(hex(one, form), signature.toLowerCase()),
    ),
  );
  if (secret === undefined) {
    const detail =
      "shopware-app-signature was made with no secret of the source";
    throw new StepFault("signature", "bad_signature", detail);
  }
  const proof = hex(secret, `${shop_id}${decoded}${SHOPWARE_APP}`);
  return {
    content_type: "application/json",
    text: JSON.stringify({ proof, secret, confirmation_url: url }),
  };
}

const STATES = /^state_enter\.(order|order_transaction)\.state\.(\w{1,40})$/;

/** Reads a webhook of a Shopware app: an order, whatever happened to it or its payment. */
export function readShopware(body: JsonFields): ShopEvent {
  if (body["apiKey"] !== undefined && body["data"] === undefined) {
    throw new ShopIgnored("The shop confirms that the app is installed");
  }
  const data = asObject(body["data"]);
  const event = wordAt(data, "event") ?? "unknown";
  const payload =
    objectsOf(data?.["payload"])[0] ?? asObject(data?.["payload"]);
  const order = asObject(payload?.["order"]);
  const [, of, state] = STATES.exec(event) ?? [];
  const word =
    of === undefined || state === undefined ? event : `${of}.${state}`;
  const is_sale = word === "order_transaction.paid" || event === PLACED;
  return {
    word,
    order_id: wordAt(order, "id"),
    amount: is_sale ? wordAt(order, "amountTotal") : null,
    currency: wordAt(asObject(order?.["currency"]), "isoCode"),
    customer_id: wordAt(asObject(order?.["orderCustomer"]), "customerId"),
    occurred_at: is_sale
      ? wordAt(order, "orderDateTime")
      : timeOf(wordAt(body, "timestamp")),
    reason: is_sale ? null : (state ?? null),
    fault: state === "refunded_partially" ? faultOfPart("Shopware") : null,
  };
}

const PLACED = "checkout.order.placed";

function timeOf(seconds: string | null): string | null {
  if (seconds === null || !/^\d{1,11}$/.test(seconds)) return null;
  return isoTime(Number(seconds) * 1000);
}
