import { isIP } from "node:net";
import type { AdSettings } from "../../../db/schema/mod.ts";
import { isClickless, readClickTime } from "../../clicks/mod.ts";
import { isPublicAddress, isUnreplaced } from "../../kernel/mod.ts";
import {
  advertisersOwn,
  columnOf,
  paramOf,
  payoutOf,
  saleAmount,
} from "../delivery_request.ts";
import type { Names } from "../delivery_request.ts";
import type { ClaimedDelivery } from "../delivery_store.ts";
import type { AdConfig, AdEvent, AdPlatform } from "./ad_platform.ts";
import { eventNameOf } from "./ad_settings.ts";

/** Circumstances that a conversion's event depends on. */
export interface AdEventInput {
  names: Names;
  now_ms: number;
  /** Whether addresses are kept whole: a shortened or hashed one would mislead the platform. */
  keeps_addresses: boolean;
}

/** The form of platforms' click ids: ASCII without spaces. */
const CLICK_ID = /^[\x21-\x7e]{1,1024}$/;
const SHA256_HEX = /^[0-9a-f]{64}$/;
const USER_AGENT_CHARS_MAX = 1_000;

/** Makes the event of a conversion; a text says why a platform isn't told of it. */
export function adEvent(
  delivery: ClaimedDelivery,
  { platform, settings }: Pick<AdConfig, "platform" | "settings">,
  input: AdEventInput,
): AdEvent | string {
  const name = eventNameOf(settings.event, delivery.goal_key);
  if (name === null) {
    return `no event of ${platform.title} is set for the goal ${delivery.goal_key}`;
  }
  const agreed = consentOf(delivery, settings.consent);
  const refuses = agreed.may_use_data === false;
  const is_limited = refuses || agreed.may_personalize === false;
  if (is_limited && !platform.takes_refusals) {
    return `the visitor didn't agree, which ${platform.title} can't be told`;
  }
  const click = clickIdOf(delivery, platform, settings);
  const visitor = refuses ? NOBODY : visitorOf(delivery, input);
  const why_not = whyNotFound(platform, settings, { click, visitor });
  if (why_not !== null) return why_not;
  const { click_id } = delivery;
  return {
    id: delivery.conversion_id,
    name,
    // Some sender's clock is ahead of ours: no platform takes an event of the future.
    at_ms: Math.min(delivery.occurred_at, input.now_ms),
    click_id: click?.value ?? null,
    click_id_name: click?.name ?? null,
    clicked_at_ms: isClickless(click_id) ? null : readClickTime(click_id),
    ...visitor,
    ...worthOf(delivery, settings, input.names),
    ...agreed,
  };
}

interface ClickId {
  name: string;
  value: string;
}

/** The platform's own id for the click, by the parameter in which it came. */
function clickIdOf(
  delivery: ClaimedDelivery,
  { click_ids }: AdPlatform,
  { click_id_in }: AdSettings,
): ClickId | null {
  for (const name of click_ids) {
    const value = plain(paramOf(delivery, name));
    if (isClickId(value)) return { name, value };
  }
  const names = Object.keys(paramsOf(delivery));
  for (const name of click_ids) {
    const other = names.find((one) => one.toLowerCase() === name.toLowerCase());
    if (other === undefined) continue;
    const value = plain(paramOf(delivery, other));
    if (isClickId(value)) return { name, value };
  }
  if (click_id_in === null) return null;
  const value = plain(columnOf(delivery, click_id_in));
  return isClickId(value) ? { name: click_ids[0] ?? "", value } : null;
}

function isClickId(value: string): boolean {
  return CLICK_ID.test(value) && !isUnreplaced(value);
}

function paramsOf({ click }: ClaimedDelivery): object {
  const params = click?.params;
  return typeof params === "object" && params !== null ? params : {};
}

/** A value that isn't UTF-8 is none of those that platforms issue. */
function plain(value: ReturnType<typeof paramOf>): string {
  return typeof value === "string" ? value : "";
}

type Visitor = Pick<
  AdEvent,
  "ip" | "user_agent" | "email_sha256" | "phone_sha256" | "phone_e164_sha256"
>;

const NOBODY: Visitor = {
  ip: null,
  user_agent: null,
  email_sha256: null,
  phone_sha256: null,
  phone_e164_sha256: null,
};

function visitorOf(
  delivery: ClaimedDelivery,
  { names, keeps_addresses }: AdEventInput,
): Visitor {
  const ip = plain(columnOf(delivery, "ip"));
  const is_whole = keeps_addresses && isIP(ip) !== 0 && isPublicAddress(ip);
  const user_agent = plain(columnOf(delivery, "user_agent"));
  const hashed = (name: string) => {
    const own = advertisersOwn(delivery, name, names);
    const value = (own || plain(paramOf(delivery, name))).toLowerCase();
    return SHA256_HEX.test(value) ? value : null;
  };
  return {
    ip: is_whole ? ip : null,
    user_agent: user_agent.slice(0, USER_AGENT_CHARS_MAX) || null,
    email_sha256: hashed("em"),
    phone_sha256: hashed("ph"),
    phone_e164_sha256: hashed("ph_e164"),
  };
}

/** Why the platform couldn't, or needn't, find the visitor; null if it can. */
function whyNotFound(
  platform: AdPlatform,
  { visitors, click_id_in }: AdSettings,
  { click, visitor }: { click: ClickId | null; visitor: Visitor },
): string | null {
  const { title, click_ids, finds_visitors, needs_visitor = false } = platform;
  if (click !== null && !needs_visitor) return null;
  const places = [...click_ids, ...(click_id_in === null ? [] : [click_id_in])];
  if (click === null && (visitors === "clicked" || !finds_visitors)) {
    return `its click has no id of ${title} (${places.join(", ")})`;
  }
  const { ip, user_agent, email_sha256, phone_sha256 } = visitor;
  const is_known =
    (ip !== null && user_agent !== null) ||
    email_sha256 !== null ||
    (phone_sha256 !== null && !needs_visitor);
  return is_known
    ? null
    : `nothing that is known of its visitor would tell ${title} who it was`;
}

function worthOf(
  delivery: ClaimedDelivery,
  { value }: AdSettings,
  names: Names,
): Pick<AdEvent, "value" | "currency"> {
  const { currency, sale_currency } = delivery;
  if (value === "none") return { value: null, currency };
  if (value === "payout") return { value: payoutOf(delivery), currency };
  const sale = saleAmount(delivery, names);
  return { value: sale === "" ? null : sale, currency: sale_currency };
}

type Consent = Pick<AdEvent, "may_use_data" | "may_personalize">;

/**
 * The visitor's consent: as the click's parameters `ad_user_data` and `ad_personalization`
 * say, or `consent` for both, or else as the endpoint is set.
 */
function consentOf(
  delivery: ClaimedDelivery,
  setting: AdSettings["consent"],
): Consent {
  const said = (name: string) =>
    consentIn(plain(paramOf(delivery, name))) ??
    consentIn(plain(paramOf(delivery, "consent"))) ??
    consentIn(setting);
  return {
    may_use_data: said("ad_user_data"),
    may_personalize: said("ad_personalization"),
  };
}

function consentIn(text: string): boolean | null {
  const word = text.trim().toLowerCase();
  if (word === "granted" || word === "1" || word === "true") return true;
  return word === "denied" || word === "0" || word === "false" ? false : null;
}
