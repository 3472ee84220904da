import type { CampaignConfig } from "../campaigns/mod.ts";
import {
  decodePercent,
  expandTemplate,
  garbledFlag,
  isoTime,
  PercentText,
  UNDECODED,
} from "../kernel/mod.ts";
import type { Template } from "../kernel/mod.ts";
import type { Routed } from "./routed.ts";

/** The values a destination is expanded with. */
export interface ClickValues {
  click_id: string;
  time_ms: number;
  affiliate_id: number;
  known: Readonly<Record<string, string>>;
  others: Readonly<Record<string, string>>;
  ip: string;
  user_agent: string;
  /** Some flags mark values whose bytes aren't UTF-8. */
  flags?: readonly string[];
  /** Only called if the template uses it. */
  visitor?: {
    country(): string | null;
    city?(): string | null;
    device(): { device: string; os: string };
  };
}

/**
 * The location of a routed click: the deep link, or the expanded destination or fallback, with the
 * click id and passed-on parameters; null if it goes nowhere.
 */
export function clickLocation(
  routed: Pick<Routed, "verdict" | "template" | "deep_link" | "campaign">,
  click: ClickValues,
): string | null {
  const { campaign, template, deep_link } = routed;
  if (template === null) return null;
  let url =
    deep_link === null
      ? fill(template, campaign, click)
      : fillDeepLink(deep_link, campaign, click);
  if (campaign.pass_query && routed.verdict === "sent") {
    const { url: page, ...rest } = click.others;
    const passed = deep_link === null ? click.others : rest;
    url = addParams(url, passed, (value) => otherOf(value, click));
  }
  return withPlayReferrer(url, click.click_id);
}

/** Expands a fallback for a visit that is no click of a link. */
export function fallbackLocation(
  template: Template,
  campaign: CampaignConfig | null,
  click: ClickValues,
): string {
  return expandTemplate(template, (name, arg) =>
    campaign === null
      ? knownOf(name, click)
      : macroValue(name, arg, campaign, click),
  );
}

/**
 * Expands a destination. If the template lacks `{click_id}`, the id is appended as `click_param`: a
 * destination that can't carry the id can't convert.
 */
function fill(
  template: Template,
  campaign: CampaignConfig,
  click: ClickValues,
): string {
  let carries_id = false;
  const url = expandTemplate(template, (name, arg) => {
    if (name === "click_id") carries_id = true;
    return macroValue(name, arg, campaign, click);
  });
  if (click.click_id === "" || carries_id) return url;
  return appendParam(url, campaign.click_param, click.click_id);
}

/** Replaces any click id already in the deep link: it would be another click's. */
function fillDeepLink(
  deep_link: string,
  campaign: CampaignConfig,
  click: ClickValues,
): string {
  const url = dropParam(deep_link, campaign.click_param);
  if (click.click_id === "") return url;
  return appendParam(url, campaign.click_param, click.click_id);
}

function macroValue(
  name: string,
  arg: string | null,
  campaign: CampaignConfig,
  click: ClickValues,
): string | PercentText {
  const { others, visitor } = click;
  switch (name) {
    case "click_id":
      return click.click_id;
    case "param":
      return otherOf(others[arg ?? ""] ?? "", click);
    case "campaign_id":
    case "offer_id":
      return String(campaign.id);
    case "campaign_name":
      return campaign.name;
    case "affiliate_id":
    case "aff_id":
      return String(click.affiliate_id);
    case "click_time":
      return isoTime(click.time_ms);
    case "ip":
      return click.ip;
    case "user_agent":
      return click.user_agent;
    case "random":
      return String(crypto.getRandomValues(new Uint32Array(1))[0]);
    case "gaid":
      return others["gaid"] ?? others["google_aid"] ?? "";
    case "idfa":
      return others["idfa"] ?? "";
    case "country":
      return visitor?.country() ?? "";
    case "city":
      return visitor?.city?.() ?? "";
    case "device":
      return visitor?.device().device ?? "";
    case "os":
      return visitor?.device().os ?? "";
    default:
      return knownOf(name, click);
  }
}

function knownOf(
  name: string,
  { known, flags }: ClickValues,
): string | PercentText {
  const value = known[name] ?? "";
  const is_garbled = flags?.includes(garbledFlag(name)) === true;
  return is_garbled ? new PercentText(value) : value;
}

function otherOf(value: string, { flags }: ClickValues): string | PercentText {
  const may_be_garbled = flags?.includes(UNDECODED) === true;
  return may_be_garbled && decodePercent(value).is_garbled
    ? new PercentText(value)
    : value;
}

const PLAY_DETAILS =
  /^https?:\/\/play\.google\.com(:\d+)?\/store\/apps\/details\/?(?=[?#]|$)/i;

/** The three parts of a URL, without their delimiters. */
interface Parts {
  base: string;
  query: string | null;
  fragment: string;
}

/** Appends a parameter before the fragment; name and value are inserted as they are. */
function appendParam(url: string, name: string, value: string): string {
  const hash = url.indexOf("#");
  if (hash >= 0) {
    return appendParam(url.slice(0, hash), name, value) + url.slice(hash);
  }
  if (!url.includes("?")) return `${url}?${name}=${value}`;
  const mark = url.endsWith("?") || url.endsWith("&") ? "" : "&";
  return `${url}${mark}${name}=${value}`;
}

/** Appends parameters before the fragment, skipping names already present. */
function addParams(
  url: string,
  params: Readonly<Record<string, string>>,
  valueOf: (value: string) => string | PercentText = (value) => value,
): string {
  let held: Set<string> | undefined;
  let added = url;
  for (const name in params) {
    held ??= new Set(namesOf(split(url).query));
    if (held.has(name.toLowerCase())) continue;
    held.add(name.toLowerCase());
    const given = valueOf(params[name] ?? "");
    const value =
      given instanceof PercentText
        ? given.encoded()
        : encodeURIComponent(given.toWellFormed());
    added = appendParam(added, encodeName(name), value);
  }
  return added;
}

/** Removes a parameter, however its name is encoded. */
function dropParam(url: string, name: string): string {
  const parts = split(url);
  if (parts.query === null) return url;
  const lower = name.toLowerCase();
  const kept = parts.query
    .split("&")
    .filter((pair) => nameOf(pair) !== lower)
    .join("&");
  return join({ ...parts, query: kept === "" ? null : kept });
}

/**
 * Adds the click id to the `referrer` of a Google Play URL: nothing else in a store link reaches
 * the app. The rest of the referrer is kept.
 */
function withPlayReferrer(url: string, click_id: string): string {
  if (click_id === "" || !PLAY_DETAILS.test(url)) return url;
  const parts = split(url);
  const pairs = (parts.query ?? "").split("&").filter((pair) => pair !== "");
  const at = pairs.findIndex((pair) => nameOf(pair) === "referrer");
  const said = at < 0 ? "" : decode(valueOf(pairs[at] ?? ""));
  if (said.includes(click_id)) return url;
  const kept = said
    .split("&")
    .filter((pair) => pair !== "" && !pair.startsWith("click_id="));
  const referrer = [...kept, `click_id=${click_id}`].join("&");
  const pair = `referrer=${encodeURIComponent(referrer.toWellFormed())}`;
  if (at < 0) pairs.push(pair);
  else pairs[at] = pair;
  return join({ ...parts, query: pairs.join("&") });
}

function split(url: string): Parts {
  const hash = url.indexOf("#");
  const fragment = hash < 0 ? "" : url.slice(hash);
  const rest = hash < 0 ? url : url.slice(0, hash);
  const mark = rest.indexOf("?");
  if (mark < 0) return { base: rest, query: null, fragment };
  return { base: rest.slice(0, mark), query: rest.slice(mark + 1), fragment };
}

function join({ base, query, fragment }: Parts): string {
  return `${base}${query === null ? "" : `?${query}`}${fragment}`;
}

function namesOf(query: string | null): string[] {
  return query === null ? [] : query.split("&").map(nameOf);
}

/** In lower case: to many servers `A` and `a` are one name. */
function nameOf(pair: string): string {
  const at = pair.indexOf("=");
  return decode(at < 0 ? pair : pair.slice(0, at)).toLowerCase();
}

function valueOf(pair: string): string {
  const at = pair.indexOf("=");
  return at < 0 ? "" : pair.slice(at + 1);
}

function decode(text: string): string {
  const spaced = text.replaceAll("+", " ");
  try {
    return decodeURIComponent(spaced);
  } catch {
    return spaced;
  }
}

/** Brackets stay literal; servers give them meaning. */
function encodeName(name: string): string {
  return encodeURIComponent(name.toWellFormed())
    .replaceAll("%5B", "[")
    .replaceAll("%5D", "]");
}
