import { and, eq } from "drizzle-orm";
import { endpoints } from "../../../db/schema/mod.ts";
import { parseTemplate } from "../../kernel/mod.ts";
import type { SealKey, Template } from "../../kernel/mod.ts";
import { CLICK_COLUMNS, clickColumnsOf } from "../click_columns.ts";
import { DELIVERY_MACROS, readDeliveryUrl } from "../delivery_macros.ts";
import type { AdConfig } from "../ads/ad_platform.ts";
import { adPlatform } from "../ads/ad_platforms.ts";
import { trackerPreset } from "./tracker_presets.ts";
import { unsealSecret } from "../sealed_secret.ts";
import type { SecretOwner } from "../sealed_secret.ts";

/** An endpoint as stored. */
export type EndpointRow = typeof endpoints.$inferSelect;

/** An endpoint ready for use: templates parsed, secrets unsealed. */
export interface EndpointConfig {
  id: number;
  affiliate_id: number;
  campaign_id: number | null;
  preset: string | null;
  method: "GET" | "POST";
  url: Template;
  /** Scheme, host and port: identifies the destination. */
  origin: string;
  body: Template | null;
  /** Columns of a click's row that its requests are made from. */
  click_columns: readonly string[];
  headers: Readonly<Record<string, string>>;
  secrets: readonly string[];
  statuses: readonly string[];
  goals: readonly string[] | null;
  also_general: boolean;
  only_final: boolean;
  success_match: string | null;
  send_zero: boolean;
  rate_per_second: number | null;
  timeout_ms: number;
  age_budget_hours: number;
  /** The ad platform that is told, instead of a template's receiver; null for others. */
  ad: AdConfig | null;
  /** The header that proves a preset's token; null for endpoints without. */
  authorization: Authorization | null;
}

/** A header that proves a token, and the texts in it that are shown to nobody. */
export interface Authorization {
  header: string;
  secrets: readonly string[];
}

/** Called with an endpoint that can no longer be read. */
export type Failed = (what: string, error: unknown) => void;

/**
 * Prepares an endpoint for use. Calls `failed` and returns null if its templates can no
 * longer be parsed.
 */
export function buildEndpoint(
  row: EndpointRow,
  seal_key: SealKey,
  failed: Failed,
): EndpointConfig | null {
  try {
    const url = readDeliveryUrl(row.url);
    const body = row.body === null ? null : readBody(row.body);
    const ad = buildAd(row, seal_key);
    return {
      ...{ ...row, url, body, ad },
      method: row.method === "POST" ? "POST" : "GET",
      origin: originOf(row.url),
      click_columns: ad === null ? clickColumnsOf([url, body]) : CLICK_COLUMNS,
      secrets: row.secrets.map((secret) =>
        unsealSecret(seal_key, ownerOf(row), secret),
      ),
      timeout_ms: row.timeout_s * 1000,
      authorization: buildAuthorization(row, seal_key),
    };
  } catch (error) {
    failed(`endpoint ${row.id} can't be used`, error);
    return null;
  }
}

function buildAd(row: EndpointRow, seal_key: SealKey): AdConfig | null {
  const platform = adPlatform(row.preset);
  if (platform === undefined) return null;
  const { ad: settings, credential } = row;
  if (settings === null) throw new Error("it has no settings");
  if (credential === null) {
    if (platform.credential !== null) throw new Error("it has no credential");
    return { platform, settings, credential: null };
  }
  const text = unsealSecret(seal_key, ownerOf(row), credential);
  return { platform, settings, credential: text };
}

function buildAuthorization(
  row: EndpointRow,
  seal_key: SealKey,
): Authorization | null {
  const rule = trackerPreset(row.preset)?.credential;
  if (rule === undefined) return null;
  if (row.credential === null) throw new Error("it has no credential");
  const text = unsealSecret(seal_key, ownerOf(row), row.credential);
  const header = rule.header(text, row.url);
  return { header, secrets: [text, header.replace(/^\S+ /, "")] };
}

/** Scheme, host and port of a URL template, which has no macro before the path. */
export function originOf(url: string): string {
  return new URL(url.replaceAll(/\{[^{}]*\}/g, "")).origin;
}

/** Owner of the secrets of an affiliate's endpoints. */
export function ownerOf({
  affiliate_id,
}: Pick<EndpointRow, "affiliate_id">): SecretOwner {
  return `affiliate ${affiliate_id}`;
}

function readBody(text: string): Template {
  const parsed = parseTemplate(text, { known: DELIVERY_MACROS, kind: "json" });
  if (parsed.ok) return parsed.template;
  throw new Error(parsed.detail);
}

/** Identifies an endpoint of an affiliate. */
export interface EndpointWhere {
  affiliate_id: number;
  id: number;
}

/** The SQL condition for one endpoint of an affiliate, and nobody else's. */
export function endpointAt(where: EndpointWhere) {
  return and(
    eq(endpoints.id, where.id),
    eq(endpoints.affiliate_id, where.affiliate_id),
  );
}
