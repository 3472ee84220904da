import type { Facts } from "../rollups/mod.ts";
import { clickEntry } from "./click_entry.ts";
import { clickIdBytes } from "./click_id.ts";
import type { ClickFields } from "./click_record.ts";
import { escapeField } from "./click_record.ts";
import { copyLine } from "./copy_clicks.ts";
import {
  isDataCentre,
  MARK,
  NOT_VALID,
  readDevice,
  storedAddress,
  userAgentId,
  visitorKey,
  visitorSeed,
} from "./enrich/mod.ts";
import type { GeoReader, RepeatMemory } from "./enrich/mod.ts";

/** How visitors' addresses are stored. */
export type IpStorage = "full" | "truncated" | "hashed";

/** Cache size of known stored user agents; storing one again is harmless. */
const KNOWN_USER_AGENTS_MAX = 100_000;

export interface UserAgentRow {
  ua_id: bigint;
  user_agent: string;
  device: string;
  os: string;
  os_version: string | null;
  browser: string;
  is_bot: boolean;
}

/** An enriched click, ready to be stored. */
export interface DrainedClick {
  time_ms: number;
  campaign_id: number;
  affiliate_id: number;
  line: string;
  entry: Facts;
  /** Whether it counts against caps (it was redirected). */
  is_counted: boolean;
  /** Its user agent, unless known to be stored. */
  new_user_agent: UserAgentRow | null;
}

export interface EnricherDeps {
  geo: GeoReader;
  repeats: RepeatMemory;
  ip_storage: IpStorage;
  ip_key: Uint8Array;
}

/** Derives what the redirect didn't need: geography, device, and whether the visitor is new. */
export class Enricher {
  readonly #deps: EnricherDeps;
  readonly #seed: bigint;
  readonly #known = new Set<bigint>();

  constructor(deps: EnricherDeps) {
    this.#deps = deps;
    this.#seed = visitorSeed(deps.ip_key);
  }

  /** Enriches a click; null if its id is malformed. */
  enrich(read: ClickFields): DrainedClick | null {
    const fields = withoutNul(read);
    const bytes = clickIdBytes(fields.click_id);
    if (bytes === null) return null;
    const { geo, ip_storage, ip_key } = this.#deps;
    const { ip, user_agent } = fields;
    const asn = geo.asn(ip);
    const ua_id = userAgentId(user_agent);
    const marks = this.#marks(fields, asn);
    const country = geo.country(ip);
    const line = copyLine(fields, {
      click_id_hex: bytes.toHex(),
      marks,
      ip: escapeField(storedAddress(ip, ip_storage, ip_key)),
      country,
      asn,
      ua_id,
    });
    const new_user_agent = this.#known.has(ua_id)
      ? null
      : userAgentRow(ua_id, user_agent);
    return {
      time_ms: fields.time_ms,
      campaign_id: Number(fields.campaign_id),
      affiliate_id: Number(fields.affiliate_id),
      line,
      entry: clickEntry(fields, { marks, country }),
      is_counted: fields.verdict === "sent" && (fields.marks & MARK.test) === 0,
      new_user_agent,
    };
  }

  /** Marks user agents as stored. */
  stored(ua_ids: readonly bigint[]): void {
    for (const ua_id of ua_ids) {
      if (this.#known.size >= KNOWN_USER_AGENTS_MAX) this.#known.clear();
      this.#known.add(ua_id);
    }
  }

  #marks(fields: ClickFields, asn: number | null): number {
    const marks =
      fields.marks |
      (readDevice(fields.user_agent).is_bot ? MARK.bot : 0) |
      (isDataCentre(fields.ip, asn) ? MARK.data_centre : 0);
    const is_valid = fields.verdict === "sent" && (marks & NOT_VALID) === 0;
    return marks | this.#visitorMark(fields, is_valid);
  }

  /** Only a valid click can be its visitor's first, so that no other uses that up. */
  #visitorMark(fields: ClickFields, is_valid: boolean): number {
    const { ip, user_agent, time_ms } = fields;
    const campaign_id = Number(fields.campaign_id);
    const seed = this.#seed;
    const key = visitorKey(ip, user_agent, { campaign_id, seed });
    const { repeats } = this.#deps;
    if (is_valid) {
      return repeats.seen(key, time_ms) ? MARK.repeat : MARK.unique;
    }
    return repeats.knows(key, time_ms) ? MARK.repeat : 0;
  }
}

/** Postgres refuses NUL, and one such user agent would fail the whole batch. */
function withoutNul(fields: ClickFields): ClickFields {
  const { user_agent } = fields;
  if (!user_agent.includes("\0")) return fields;
  return { ...fields, user_agent: user_agent.replaceAll("\0", "") };
}

export function userAgentRow(ua_id: bigint, user_agent: string): UserAgentRow {
  const { device, os, os_version, browser, is_bot } = readDevice(user_agent);
  return {
    ua_id,
    user_agent,
    device,
    os,
    os_version,
    browser,
    is_bot,
  };
}
