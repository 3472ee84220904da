import type { CampaignConfig, Configuration } from "../campaigns/mod.ts";
import type { Template } from "../kernel/mod.ts";
import { fallbackLocation } from "./destination_url.ts";
import { readLinkParams } from "./link_params.ts";

/** A visit that no link leads anywhere. */
export interface Stray {
  /** Its query, and that system's names of parameters. */
  query: string;
  names: ReadonlyMap<string, string> | null;
  ip: string;
  user_agent: string;
  now_ms: number;
}

/** Where such a visit goes, without a click. */
export function strayLocation(
  template: Template,
  campaign: CampaignConfig | null,
  { query, names, ...visit }: Stray,
): string {
  const { known, others, flags } = readLinkParams(query, names);
  const values = {
    ...{ click_id: "", time_ms: visit.now_ms, affiliate_id: 0, ip: visit.ip },
    ...{ known, others, flags },
    user_agent: visit.user_agent,
  };
  return fallbackLocation(template, campaign, values);
}

/** Whether a location is at the host that was asked, where it would be a link again. */
export function leadsBack(
  { headers }: Pick<Request, "headers">,
  location: string,
  names: Pick<Configuration["old_names"], "read">,
): boolean {
  const host = headers.get("host") ?? "";
  if (host === "" || !location.includes(host)) return false;
  const url = URL.parse(location);
  if (url === null || url.host !== host.toLowerCase()) return false;
  if (url.pathname.startsWith("/c/")) return true;
  const old = names.read(url.pathname, url.search.slice(1));
  return old !== null && old.shape !== "unlikely";
}
