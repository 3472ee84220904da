import { asObject } from "../../sources/mod.ts";
import type { AdSettings } from "../../../db/schema/mod.ts";
import type { SendResult } from "../send_request.ts";

/** A conversion as ad platforms are told of it. */
export interface AdEvent {
  /** The conversion's: the platform knows a repeat by it. */
  id: string;
  /** The platform's own name for it. */
  name: string;
  at_ms: number;
  /** The platform's own id for the click, and the parameter that it came in. */
  click_id: string | null;
  click_id_name: string | null;
  clicked_at_ms: number | null;
  /** Null where they aren't known, or may not be passed on. */
  ip: string | null;
  user_agent: string | null;
  /** SHA-256 in lower-case hex, as the advertiser or the affiliate sent it. */
  email_sha256: string | null;
  /** Of the digits with the country's code; and of the same behind a plus sign. */
  phone_sha256: string | null;
  phone_e164_sha256: string | null;
  /** Decimal; null where it is told no value. */
  value: string | null;
  currency: string;
  /** The visitor's consent; null where nobody said. */
  may_use_data: boolean | null;
  may_personalize: boolean | null;
}

/** Circumstances that a platform's request depends on. */
export interface AdRequestInput {
  settings: AdSettings;
  /** The endpoint's address, without anything secret. */
  url: string;
  /** The access token; empty where none is asked for. */
  token: string;
  /** Whether it is only tried: nothing may count. */
  is_test: boolean;
}

/** A request as a platform wants it. */
export interface AdRequest {
  url: string;
  headers: Record<string, string>;
  body: string | null;
}

/** An answer of a platform, of at most 16 KiB. */
export type AdAnswer = Pick<SendResult, "response_headers"> & {
  status: number;
  /** The body's JSON; null if it is none. */
  body: unknown;
};

/** The meaning of a platform's answer for the events of its request. */
export type AdReading =
  /** It took all of them but those that it named, by place: for good, or for now. */
  | {
      kind: "taken";
      but: ReadonlyMap<number, string>;
      later?: ReadonlyMap<number, string>;
    }
  /**
   * It refused the whole request, for the events it named. Those go nowhere; the others, or
   * all where it named none, go again one by one.
   */
  | { kind: "refused"; for: ReadonlyMap<number, string>; reason: string }
  /** It may take them later. */
  | { kind: "later"; reason: string; is_throttled: boolean }
  /** It takes nothing until somebody changes the set-up. */
  | { kind: "not_set_up"; reason: string };

/** How an ad platform is told of conversions. */
export interface AdPlatform {
  title: string;
  /** Where it answers, with scheme. */
  origin: string;
  method: "GET" | "POST";
  /** Path of the address. */
  path(settings: AdSettings): string;
  /** Its name for the account; null if it has none. */
  account: { what: string; form: RegExp; such_as: string } | null;
  event: { what: string; form: RegExp; such_as: string };
  /** The access that it asks for; null if it asks for none. */
  credential: { what: string; kind: "token" | "google" } | null;
  /** Link parameters in which its click id comes, the surest first. */
  click_ids: readonly string[];
  /** Whether it finds visitors without its click id, by address, browser and hashed email. */
  finds_visitors: boolean;
  /** Whether it refuses events of visitors whom only its click id tells. */
  needs_visitor?: boolean;
  /** Whether it wants to know the page of the conversion. */
  wants_page: boolean;
  /** Whether it can be told that a visitor agreed to nothing. */
  takes_refusals: boolean;
  /** Whether one reaches accounts through a manager account. */
  has_login_account?: boolean;
  /** How it is tried: with a code from its own test screen, by a flag, or not at all. */
  test: "code" | "flag" | "none";
  /** Older events are refused. */
  age_ms_max: number;
  /** Events that go in one request. */
  batch_max: number;
  request(events: readonly AdEvent[], input: AdRequestInput): AdRequest;
  read(answer: AdAnswer, count: number): AdReading;
}

/** An ad platform as an endpoint uses it. */
export interface AdConfig {
  platform: AdPlatform;
  settings: AdSettings;
  /** The text of its access; null for platforms that ask for none. */
  credential: string | null;
}

const DAY_MS = 24 * 3_600_000;

/** Days in milliseconds. */
export function daysMs(days: number): number {
  return days * DAY_MS;
}

/** All events were taken. */
export const TAKEN: AdReading = { kind: "taken", but: new Map() };

const REASON_CHARS_MAX = 160;

/** A reason in a platform's own words, on one line and bounded. */
export function reasonText(
  status: number,
  ...said: readonly unknown[]
): string {
  const words = said
    .filter((one) => typeof one === "string" || typeof one === "number")
    .map((one) =>
      String(one)
        .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ")
        .trim(),
    )
    .filter((one) => one !== "");
  return [`HTTP ${status}`, ...new Set(words)]
    .join(": ")
    .slice(0, REASON_CHARS_MAX)
    .toWellFormed();
}

/** The meaning of a status that every platform uses alike; null where the body decides. */
export function readStatus(status: number, reason: string): AdReading | null {
  if (status === 401 || status === 403) return { kind: "not_set_up", reason };
  if (status === 408 || status === 425 || status === 429 || status >= 500) {
    const is_throttled = [429, 502, 503, 504].includes(status);
    return { kind: "later", reason, is_throttled };
  }
  // An address that is not there is a wrong account, and no fault of an event.
  if (status === 404 || status === 405 || status === 410 || status === 426) {
    return { kind: "not_set_up", reason };
  }
  return status >= 300 && status < 400 ? { kind: "not_set_up", reason } : null;
}

/** The objects of a list; none for anything else. */
export function itemsOf(value: unknown): Readonly<Record<string, unknown>>[] {
  if (!Array.isArray(value)) return [];
  const items: readonly unknown[] = value;
  return items.map((item) => asObject(item) ?? {});
}

/** Leaves out what has no value, so that nothing is sent as null. */
export function present(
  fields: Readonly<Record<string, unknown>>,
): Record<string, unknown> | undefined {
  const kept = Object.entries(fields).filter(
    ([, value]) => value !== null && value !== undefined && value !== "",
  );
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

/** The list of a value that may be absent. */
export function listed(value: string | null): string[] | undefined {
  return value === null ? undefined : [value];
}

/** A decimal as the number that platforms want in JSON; the text itself is exact. */
export function jsonNumber(decimal: string | null): number | undefined {
  return decimal === null ? undefined : Number(decimal);
}

/** Whether a visitor agreed to less than all: the platform is asked to limit what it does. */
export function isLimited({ may_use_data, may_personalize }: AdEvent): boolean {
  return may_use_data === false || may_personalize === false;
}

/** Seconds since 1970. */
export function secondsOf(ms: number): number {
  return Math.floor(ms / 1000);
}
