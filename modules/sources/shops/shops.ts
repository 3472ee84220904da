import { StepFault } from "../codes.ts";
import { asObject } from "../stores/json_fields.ts";
import type { JsonFields } from "../stores/json_fields.ts";
import { proveCalendly, readCalendly } from "./calendly.ts";
import { proveChargebee, readChargebee } from "./chargebee.ts";
import { openClickBank, readClickBank } from "./clickbank.ts";
import {
  isDigistore24Test,
  proveDigistore24,
  readDigistore24,
} from "./digistore24.ts";
import { readGumroad } from "./gumroad.ts";
import { proveHotmart, readHotmart } from "./hotmart.ts";
import { openJotform, readJotform } from "./jotform.ts";
import { proveLemonSqueezy, readLemonSqueezy } from "./lemon_squeezy.ts";
import { provePaddle, readPaddle } from "./paddle.ts";
import { proveShopify, readShopify } from "./shopify.ts";
import { formContent } from "./shop_content.ts";
import { newShopReading, ShopIgnored, takeEvent } from "./shop_reading.ts";
import type { ShopEvent, ShopInput, ShopReading } from "./shop_reading.ts";
import { SHOP_PRESETS } from "./shop_types.ts";
import type { ShopName } from "./shop_types.ts";
import { proveStripe, readStripe } from "./stripe.ts";
import {
  isThriveCartProbe,
  proveThriveCart,
  readThriveCart,
} from "./thrivecart.ts";
import { proveTypeform, readTypeform } from "./typeform.ts";
import {
  isWooCommercePing,
  proveWooCommerce,
  readWooCommerce,
} from "./woocommerce.ts";

/** How one shop's requests are proven and read. */
interface Shop {
  /** Reads the body as JSON text; where this is absent, it is such text. */
  open?(input: ShopInput): string;
  /** Whether the text is kept in place of the body. */
  keeps_text?: true;
  /** Throws a StepFault if it isn't the shop's; without it the address is the proof. */
  prove?(input: ShopInput, body: () => JsonFields): void;
  read(body: JsonFields, input: ShopInput): ShopEvent;
  /** Whether it is what the shop sends while it is set up, without a proof. */
  isProbe?(input: ShopInput): boolean;
}

const SHOPS: Readonly<Record<ShopName, Shop>> = {
  shopify: { prove: proveShopify, read: readShopify },
  woocommerce: {
    prove: proveWooCommerce,
    read: readWooCommerce,
    isProbe: isWooCommercePing,
  },
  stripe: { prove: proveStripe, read: readStripe },
  paddle: { prove: provePaddle, read: readPaddle },
  lemon_squeezy: { prove: proveLemonSqueezy, read: readLemonSqueezy },
  typeform: { prove: proveTypeform, read: readTypeform },
  calendly: { prove: proveCalendly, read: readCalendly },
  digistore24: {
    open: formContent,
    prove: proveDigistore24,
    read: readDigistore24,
    isProbe: isDigistore24Test,
  },
  clickbank: {
    open: openClickBank,
    keeps_text: true,
    prove: (_, body) => void body(),
    read: readClickBank,
  },
  thrivecart: {
    open: formContent,
    prove: proveThriveCart,
    read: readThriveCart,
    isProbe: isThriveCartProbe,
  },
  gumroad: { open: formContent, read: readGumroad },
  hotmart: { prove: proveHotmart, read: readHotmart },
  chargebee: { prove: proveChargebee, read: readChargebee },
  jotform: { open: openJotform, keeps_text: true, read: readJotform },
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
    reading.keeps_text = shop.keeps_text === true;
    prove(reading, { shop, proof: SHOP_PRESETS[name].proof }, input, body);
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
  { shop, proof }: { shop: Shop; proof: "token" | "signature" },
  input: ShopInput,
  body: () => JsonFields,
): void {
  const { note } = input;
  if (note === null) shop.prove?.(input, body);
  reading.proof = note?.shop.proof ?? proof;
  const by =
    shop.prove === undefined || input.secrets.length === 0
      ? "By the source's own address"
      : "By a secret of the source";
  const found = note === null ? by : "Checked when it arrived";
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
