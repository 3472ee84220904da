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
import { PROVIDERS } from "./providers.ts";
import { proveShopify, readShopify } from "./shopify.ts";
import { formContent } from "./shop_content.ts";
import { newShopReading, ShopIgnored, takeEvent } from "./shop_reading.ts";
import type { Shop, ShopAnswer, ShopQuestion } from "./shop_reader.ts";
import type { ShopInput, ShopReading } from "./shop_reading.ts";
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
  ...PROVIDERS,
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

/** Answers a question that a shop asks its address by GET; null for any other request. */
export function answerShop(
  name: ShopName,
  asked: ShopQuestion,
): ShopAnswer | null {
  return SHOPS[name].answer?.(asked) ?? null;
}

/** The bodies of which a shop's body consists, each of which is judged for itself; most are one. */
export function splitShop(name: ShopName, body: Uint8Array): Uint8Array[] {
  const { split } = SHOPS[name];
  if (split === undefined) return [body];
  try {
    const whole = asObject(
      JSON.parse(new TextDecoder().decode(body), withDigits),
    );
    const parts = whole === null ? [] : split(whole);
    if (parts.length < 2) return [body];
    return parts.map((part) => Buffer.from(JSON.stringify(part)));
  } catch {
    // Its reading says what is wrong with it.
    return [body];
  }
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
