import type { clicks } from "../../../db/schema/mod.ts";
import type { LinkConfig } from "../../campaigns/mod.ts";
import { IMPORTED } from "../../kernel/mod.ts";
import { clickIdBytes } from "../click_id.ts";
import { LABELS } from "../click_record.ts";
import {
  isDataCentre,
  MARK,
  readDevice,
  storedAddress,
  userAgentId,
} from "../enrich/mod.ts";
import type { GeoReader } from "../enrich/mod.ts";
import type { IpStorage } from "../enrich_click.ts";
import { bound } from "../link_params.ts";
import type { OldClick, PlacedClick } from "./old_click.ts";

export interface OldClickRowDeps {
  geo: Pick<GeoReader, "country" | "asn">;
  ip_storage: IpStorage;
  ip_key: Uint8Array;
}

/** As for the headers of visitors. */
const USER_AGENT_CHARS_MAX = 1_024;
/** Under which a forward may ask for it: `{param:old_click_id}`. */
export const OLD_ID_PARAM = "old_click_id";

/** The row of an imported click; reports count it nowhere, and no click price pays for it. */
export function oldClickRow(
  { given, old_id, link }: PlacedClick & { link: LinkConfig },
  click_id: string,
  { geo, ip_storage, ip_key }: OldClickRowDeps,
): typeof clicks.$inferInsert {
  const { ip = "", country } = given;
  const user_agent = agentOf(given);
  const asn = geo.asn(ip);
  const stored = storedAddress(ip, ip_storage, ip_key);
  const { known, flags } = labelsOf(given);
  const labels = LABELS.map((name) => [name, known[name] ?? null]);
  return {
    click_id: clickIdBytes(click_id) ?? new Uint8Array(),
    clicked_at: given.clicked_at,
    campaign_id: link.campaign_id,
    link_id: link.id,
    affiliate_id: link.affiliate_id,
    asn,
    ua_id: user_agent === "" ? null : userAgentId(user_agent),
    marks:
      (user_agent !== "" && readDevice(user_agent).is_bot ? MARK.bot : 0) |
      (isDataCentre(ip, asn) ? MARK.data_centre : 0),
    pays: true,
    verdict: IMPORTED,
    country: countryOf(country) ?? geo.country(ip),
    ip: stored === "" ? null : stored,
    referrer: null,
    ...(Object.fromEntries(labels) as Record<"source", string | null>),
    params: { [OLD_ID_PARAM]: old_id },
    flags: flags.length === 0 ? null : flags,
  };
}

/** The user agent as it is stored. */
export function agentOf({ user_agent = "" }: OldClick): string {
  return text(user_agent).slice(0, USER_AGENT_CHARS_MAX).toWellFormed();
}

/** The labels, within the same limits as those of links. */
function labelsOf({ subs, source, click_ref }: OldClick) {
  const known: Record<string, string> = {};
  const flags: string[] = [];
  const given = Object.entries({ ...subs, source, click_ref });
  for (const [name, value = ""] of given) {
    if (value === "" || !LABELS.some((label) => label === name)) continue;
    bound(name, text(value), known, flags);
  }
  return { known, flags };
}

/** Postgres refuses NUL, and half a character. */
function text(value: string): string {
  return value.replaceAll("\0", "").toWellFormed();
}

function countryOf(text = ""): string | null {
  const code = text.trim().toUpperCase();
  return /^[A-Z]{2}$/.test(code) ? code : null;
}
