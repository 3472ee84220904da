import { StepFault } from "../codes.ts";
import { asObject } from "../stores/json_fields.ts";
import type { JsonFields } from "../stores/json_fields.ts";
import { proveCalendly, readCalendly } from "./calendly.ts";
import {
  isDigistore24Test,
  proveDigistore24,
  readDigistore24,
} from "./digistore24.ts";
import { proveLemonSqueezy, readLemonSqueezy } from "./lemon_squeezy.ts";
import { provePaddle, readPaddle } from "./paddle.ts";
import { proveShopify, readShopify } from "./shopify.ts";
import { formContent } from "./shop_content.ts";
import { newShopReading, ShopIgnored, takeEvent } from "./shop_reading.ts";
import type { ShopEvent, ShopInput, ShopReading } from "./shop_reading.ts";
import type { ShopName } from "./shop_types.ts";
import { proveStripe, readStripe } from "./stripe.ts";
import { proveTypeform, readTypeform } from "./typeform.ts";
import {
  isWooCommercePing,
  proveWooCommerce,
  readWooCommerce,
} from "./woocommerce.ts";

/** How one shop's requests are proven and read. */
interface Shop {
  proof: "token" | "signature";
  /** Reads the body as JSON text; where this is absent, it is such text. */
  open?(input: ShopInput): string;
  /** Throws a StepFault if it isn't the shop's. */
  prove(input: ShopInput, body: () => JsonFields): void;
  read(body: JsonFields, input: ShopInput): ShopEvent;
  /** Whether it is what the shop sends while it is set up, without a proof. */
  isProbe?(input: ShopInput): boolean;
}

const SHOPS: Readonly<Record<ShopName, Shop>> = {
  shopify: { proof: "signature", prove: proveShopify, read: readShopify },
  woocommerce: {
    proof: "signature",
    prove: proveWooCommerce,
    read: readWooCommerce,
    isProbe: isWooCommercePing,
  },
  stripe: { proof: "signature", prove: proveStripe, read: readStripe },
  paddle: { proof: "signature", prove: provePaddle, read: readPaddle },
  lemon_squeezy: {
    proof: "signature",
    prove: proveLemonSqueezy,
    read: readLemonSqueezy,
  },
  typeform: { proof: "signature", prove: proveTypeform, read: readTypeform },
  calendly: { proof: "signature", prove: proveCalendly, read: readCalendly },
  digistore24: {
    proof: "signature",
    open: formContent,
    prove: proveDigistore24,
    read: readDigistore24,
    isProbe: isDigistore24Test,
  },
};

/** Checks a request of a shop's, and reads what it says about a sale. */
export function readShop(name: ShopName, input: ShopInput): ShopReading {
  const shop = SHOPS[name];
  const reading = newShopReading();
  const body = () => {
    reading.content ??=
      shop.open?.(input) ?? new TextDecoder().decode(input.body);
    return parse(reading.content);
  };
  try {
    if (shop.isProbe?.(input) === true) {
      throw new ShopIgnored("The shop tries the address");
    }
    prove(reading, shop, input, body);
    takeEvent(reading, shop.read(body(), input), input);
    const found = `Of the order ${reading.order_ids[0]?.slice(0, 60) ?? ""}`;
    reading.steps.push({ step: "transaction", found });
  } catch (error) {
    if (error instanceof ShopIgnored) reading.ignored = error.message;
    else if (error instanceof StepFault) {
      reading.refused = { step: error.step, refusal: error.refusal };
    } else throw error;
  }
  return reading;
}

function prove(
  reading: ShopReading,
  shop: Shop,
  input: ShopInput,
  body: () => JsonFields,
): void {
  const { note } = input;
  if (note === null) shop.prove(input, body);
  reading.proof = note?.shop.proof ?? shop.proof;
  const found =
    note === null ? "By a secret of the source" : "Checked when it arrived";
  reading.steps.push({ step: "signature", found });
}

/** The body with each number as its digits: ids are longer than a number holds. */
function parse(text: string): JsonFields {
  try {
    const value: unknown = JSON.parse(text, withDigits);
    const fields = asObject(value);
    if (fields !== null) return fields;
  } catch {
    // Refused below, like what is no object.
  }
  throw new StepFault("parse", "malformed", "The body is no JSON object");
}

function withDigits(
  this: unknown,
  _name: string,
  value: unknown,
  context?: { source?: string },
): unknown {
  return typeof value === "number" ? (context?.source ?? value) : value;
}
