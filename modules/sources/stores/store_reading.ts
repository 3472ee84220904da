import type { StatusMeaning } from "../../../db/schema/mod.ts";
import { StepFault } from "../codes.ts";
import type { Refusal } from "../codes.ts";
import type { Parameter } from "../raw_postback.ts";

/** The settings of an app in a store. */
export interface StoreSettings {
  /** App Store: the bundle ids whose notifications count, and the App Apple ID. */
  bundle_ids: readonly string[];
  app_apple_id: number | null;
  /** Google Play: the packages, and who pushes for whom. */
  package_names: readonly string[];
  push_email: string | null;
  audience: string | null;
  /** Takes the store's test purchases, and only those. */
  sandbox: boolean;
}

/** Settings of a source that has none. */
export const NO_STORE: StoreSettings = {
  bundle_ids: [],
  app_apple_id: null,
  package_names: [],
  push_email: null,
  audience: null,
  sandbox: false,
};

/** A source as far as reading a store's notification depends on it. */
export interface StoreSource {
  store: StoreSettings;
  status_map: ReadonlyMap<string, StatusMeaning>;
  goal_map: ReadonlyMap<string, string>;
  drift_seconds: number;
}

/** A check that passed. */
interface StoreStep {
  step: string;
  found: string;
  looked_at?: string | undefined;
}

/** The reading of a store's notification, before anything recorded is looked at. */
export interface StoreReading {
  steps: StoreStep[];
  /** Whether the store's own signature holds, whatever it says. */
  is_proven: boolean;
  /** The check that failed. */
  refused: { step: string; refusal: Refusal } | null;
  /** Why it is no event of ours, although nothing is wrong with it. */
  ignored: string | null;
  /** When the store signed or sent it. */
  signed_at: number | null;
  /** The store's id of the notification. */
  nonce: string | null;
  /** Hash of the content under that id. */
  content: Uint8Array;
  is_sandbox: boolean;
  /** Whether it undoes a refund. */
  reinstates: boolean;
  /** Why it is unknown unless its order is booked already; null where that doesn't matter. */
  needs_booked: string | null;
  parameters: Parameter[];
}

/** A reading that nothing is known of yet. */
export function newReading(): StoreReading {
  return {
    steps: [],
    is_proven: false,
    refused: null,
    ignored: null,
    signed_at: null,
    nonce: null,
    content: new Uint8Array(),
    is_sandbox: false,
    reinstates: false,
    needs_booked: null,
    parameters: [],
  };
}

/** Runs the checks of a notification; the first that fails becomes the refusal. */
export function readingOf(
  check: (reading: StoreReading) => void,
): StoreReading {
  const reading = newReading();
  try {
    check(reading);
  } catch (error) {
    if (!(error instanceof StepFault)) throw error;
    reading.refused = { step: error.step, refusal: error.refusal };
  }
  return reading;
}

const DETAIL_CHARS_MAX = 60;

/** A text that came from outside, short enough for a sentence. */
export function shown(text: string): string {
  return `"${text.slice(0, DETAIL_CHARS_MAX).toWellFormed()}"`;
}

/** A parameter, if it has a value. */
export function given(name: string, value: string | null): Parameter[] {
  return value === null || value === "" ? [] : [{ name, value, from: "json" }];
}

/**
 * The word of the source's map for a notification: of its type with the subtype, else of the type; null if it
 * means nothing to this version.
 */
export function wordOf(
  { status_map }: StoreSource,
  type: string,
  subtype: string | null,
): string | null {
  const plain = type.toLowerCase();
  const whole = subtype === null ? plain : `${plain}.${subtype.toLowerCase()}`;
  if (status_map.has(whole)) return whole;
  return status_map.has(plain) ? plain : null;
}

/** The place of a purchase among those of its customer: the first, another one of the same, or a trial. */
export type PurchaseKind = "sale" | "rebill" | "trial";

/**
 * The goal that a purchase means: what the source maps `PRODUCT:KIND` to, for a first purchase `PRODUCT`, else the
 * goal of that kind. A sale without any is of the default goal.
 */
export function goalParameters(
  { goal_map, status_map }: StoreSource,
  {
    word,
    product,
    kind,
  }: { word: string; product: string | null; kind: PurchaseKind },
): Parameter[] {
  if (status_map.get(word)?.goal !== undefined) return [];
  const of_product = (product ?? "").toLowerCase();
  if (goal_map.has(`${of_product}:${kind}`)) {
    return given("goal", `${of_product}:${kind}`);
  }
  if (kind !== "sale") return given("goal", kind);
  return goal_map.has(of_product)
    ? given("goal", of_product)
    : given("event", kind);
}

/** Returns the click id that a text is, or stands for as a UUID; null if it is none of ours. */
export type ClickOf = (text: string) => string | null;

/** The click that an app put into a purchase; null if it is no click of ours, which is noted. */
export function clickIn(
  text: string | null,
  name: string,
  reading: StoreReading,
  clickOf: ClickOf,
): string | null {
  if (text === null) return null;
  const click_id = clickOf(text);
  if (click_id === null) {
    const found = `${name} is ${shown(text)}, which stands for no click of ours`;
    reading.steps.push({ step: "click_id", found });
  }
  return click_id;
}

/** Micros in major units, without zeros at the end. */
export function decimalOf(micros: bigint): string {
  const text = micros.toString().padStart(7, "0");
  let fraction = text.slice(-6);
  while (fraction.endsWith("0")) fraction = fraction.slice(0, -1);
  const units = text.slice(0, -6);
  return fraction === "" ? units : `${units}.${fraction}`;
}

/** SHA-256 of what a notification says. */
export function contentOf(
  said: readonly (string | number | null)[],
): Uint8Array {
  const hasher = new Bun.CryptoHasher("sha256").update(JSON.stringify(said));
  return new Uint8Array(hasher.digest());
}
