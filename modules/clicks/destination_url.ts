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
import {
  addParams,
  appendParam,
  dropParam,
  withPlayReferrer,
} from "./query_text.ts";
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
