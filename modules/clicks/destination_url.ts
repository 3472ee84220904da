import type { CampaignConfig } from "../campaigns/mod.ts";
import { expandTemplate, isoTime, templateMacros } from "../kernel/mod.ts";
import type { Template } from "../kernel/mod.ts";

/** What a destination is filled with. */
export interface ClickValues {
  click_id: string;
  time_ms: number;
  affiliate_id: number;
  known: Readonly<Record<string, string>>;
  others: Readonly<Record<string, string>>;
  ip: string;
  user_agent: string;
}

/**
 * Fills a destination. Where the template has no `{click_id}` it is appended
 * under `click_param`: a destination that can't carry the id can't convert.
 */
export function destinationUrl(
  template: Template,
  campaign: CampaignConfig,
  click: ClickValues,
): string {
  const url = expandTemplate(template, (name, arg) =>
    macroValue(name, arg, campaign, click),
  );
  if (click.click_id === "" || templateMacros(template).includes("click_id")) {
    return url;
  }
  return appendParam(url, campaign.click_param, click.click_id);
}

function macroValue(
  name: string,
  arg: string | null,
  campaign: CampaignConfig,
  click: ClickValues,
): string {
  switch (name) {
    case "click_id":
      return click.click_id;
    case "param":
      return click.others[arg ?? ""] ?? "";
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
    default:
      return click.known[name] ?? "";
  }
}

/** Adds a parameter in front of the fragment. */
function appendParam(url: string, name: string, value: string): string {
  const hash = url.indexOf("#");
  const base = hash < 0 ? url : url.slice(0, hash);
  const mark = base.includes("?") ? (/[?&]$/.test(base) ? "" : "&") : "?";
  const fragment = hash < 0 ? "" : url.slice(hash);
  return `${base}${mark}${name}=${value}${fragment}`;
}
