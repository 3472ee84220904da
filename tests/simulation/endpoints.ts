import { parseTemplate, parseUrlTemplate } from "../../modules/kernel/mod.ts";
import type { Claimed, Endpoint } from "./delivery_types.ts";

const HOUR_MS = 3_600_000;

/** An endpoint with parsed templates. */
export function endpointWith(
  change: Partial<Omit<Endpoint, "url" | "body">> & {
    url?: string;
    body?: string;
    macros: ReadonlySet<string>;
  },
): Endpoint {
  const { url = "https://p.example/pb", body, macros, ...rest } = change;
  const url_read = parseUrlTemplate(url, { known: macros });
  if (!url_read.ok) throw new Error(url_read.detail);
  const body_read =
    body === undefined
      ? null
      : parseTemplate(body, { known: macros, kind: "json" });
  if (body_read?.ok === false) throw new Error(body_read.detail);
  return {
    id: 1,
    affiliate_id: 1,
    campaign_id: null,
    preset: null,
    method: "GET",
    url: url_read.template,
    origin: new URL(url.replaceAll(/\{[^}]*\}/g, "")).origin,
    body: body_read === null ? null : body_read.template,
    click_columns: [],
    headers: {},
    secrets: [],
    statuses: ["approved"],
    goals: null,
    also_general: false,
    only_final: false,
    success_match: null,
    send_zero: false,
    rate_per_second: null,
    timeout_ms: 10_000,
    age_budget_hours: 72,
    ad: null,
    authorization: null,
    ...rest,
  };
}

/** A claimed delivery with its click. */
export function claimedWith(
  change: Partial<Claimed> & { created_at: number },
): Claimed {
  return {
    id: "00000000-0000-7000-8000-000000000001",
    endpoint_id: 1,
    attempt: 0,
    claim: 1,
    version: 1,
    expires_at: change.created_at + 72 * HOUR_MS,
    status: "approved",
    payout_micros: 12_500_000n,
    delivered_payout_micros: 0n,
    was_tried_before: false,
    was_delivered_before: false,
    has_newer: false,
    currency: "USD",
    campaign_id: 7,
    affiliate_id: 3,
    conversion_id: "00000000-0000-7000-8000-0000000000c0",
    goal_key: "sale",
    order_id: "A-1",
    reason: null,
    amount_micros: null,
    sale_currency: "USD",
    adv: null,
    occurred_at: change.created_at,
    click_id: new Uint8Array(20),
    click_columns: [],
    click: {},
    ...change,
  };
}
