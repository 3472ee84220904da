import { expect } from "bun:test";
import type { ApiClient } from "./api_client.ts";
import { setUp } from "./factory.ts";
import type { Setup } from "./factory.ts";
import { START_MS } from "./harness.ts";
import type { TestService } from "./harness.ts";
import { clientOf } from "./people.ts";
import { makeSource } from "./senders.ts";
import { AGENTS, drainAll, visit } from "./visits.ts";

export const DAY_MS = 86_400_000;
/** The days of the world's visits. */
export const PERIOD = "from=2026-11-22&to=2026-11-24";

/** A row of a report. */
export interface ReportedRow {
  [name: string]: unknown;
  clicks: Record<string, unknown>;
  conversions: Record<string, number>;
  before?: ReportedRow | null;
}

/** A report as the API answers it. */
export interface Reported {
  [name: string]: unknown;
  currency: string;
  columns: { key: string; mixed_axes: boolean; additive: boolean }[];
  data: ReportedRow[];
  rest: ReportedRow | null;
  totals: ReportedRow;
  compare: { from: string; to: string; totals: ReportedRow } | null;
  next_cursor: string | null;
}

/** Visits and sales of two campaigns on two days, and those who ask for reports of them. */
export interface ReportWorld {
  shoes: Setup;
  hats: Setup;
  affiliate: ApiClient;
  advertiser: ApiClient;
  /** Limited to the affiliate. */
  manager: ApiClient;
}

/** Asks for a report. */
export async function report(
  client: ApiClient,
  query: string,
): Promise<Reported> {
  return await client.call<Reported>("GET", `/reports?${query}`);
}

/** Asks for a report as a file. */
export async function reportFile(
  client: ApiClient,
  query: string,
  accept: string,
): Promise<string> {
  const answer = await fetch(`${client.url}/api/v1/reports?${query}`, {
    headers: { authorization: `Bearer ${client.token}`, accept },
  });
  expect(answer.status).toBe(200);
  return await answer.text();
}

/**
 * Two days: five visits of one campaign with three sales, and two of another with one. Needs a
 * service behind a proxy.
 */
export async function reportWorld(service: TestService): Promise<ReportWorld> {
  const { api, clock } = service;
  const shoes = await setUp(api);
  const hats = await setUp(api, {
    advertiser: { name: "Hats" },
    affiliate: { name: "=Hill & Dale" },
    campaign: { name: "Summer hats" },
  });
  const { affiliate_id, advertiser_id } = shoes;
  await makeSource(api, advertiser_id, { reversal_amount: "refunded" });
  const us = { ip: "73.1.2.3", user_agent: AGENTS.windows };
  const first = await visit(api, shoes.slug, { ...us, query: "?sub1=a,b" });
  await visit(api, shoes.slug, { ...us, query: "?sub1=a,b" });
  await visit(api, shoes.slug, { ...us, user_agent: AGENTS.robot });
  await sale(api, first.click_id, "S-1");
  await drainAll(service);
  clock.set(START_MS + DAY_MS);
  const second = await visit(api, shoes.slug, {
    ip: "81.2.69.160",
    user_agent: AGENTS.iphone,
    query: "?sub1=other",
  });
  await visit(api, shoes.slug, { ...us, query: "?sub1=%3D1%2B1" });
  await sale(api, second.click_id, "S-2");
  await sale(api, first.click_id, "S-3", { status: "pending" });
  const hat = await visit(api, hats.slug, us);
  await visit(api, hats.slug, us);
  await sale(api, hat.click_id, "H-1");
  await drainAll(service);
  return {
    shoes,
    hats,
    affiliate: await clientOf(api, { role: "affiliate", affiliate_id }),
    advertiser: await clientOf(api, { role: "advertiser", advertiser_id }),
    manager: await clientOf(api, {
      role: "manager",
      affiliate_ids: [affiliate_id],
    }),
  };
}

/** Reports a sale of 50.00. */
export async function sale(
  api: ApiClient,
  click_id: string,
  order_id: string,
  more: Record<string, string> = {},
): Promise<string> {
  const given = { click_id, order_id, amount: "50", ...more };
  const { body } = await api.postback(given);
  return String(body.conversion_id);
}
