import { expect } from "bun:test";
import { sql } from "drizzle-orm";
import { formatAmount, signQuery } from "../modules/kernel/mod.ts";
import type { Clock } from "../modules/kernel/mod.ts";
import type { Answer, ApiClient } from "./api_client.ts";
import { apiClient, ok } from "./client/api_client.ts";
import type { ConversionWithHistory, Source } from "../web/api/api_types.ts";
import type { TestService } from "./harness.ts";

/** Signing secret of all sources that have one. */
export const SECRET = "a-signing-secret-of-enough-characters";

/** A source as the API shows it. */
export type MadeSource = Source;

/** A conversion as the API shows it. */
export type ShownConversion = ConversionWithHistory;

/** Creates a source of an advertiser; by default it requires nothing. */
export async function makeSource(
  api: ApiClient,
  advertiser_id: number,
  change: Record<string, unknown> = {},
): Promise<MadeSource> {
  const client = apiClient({ api });
  const path = { id: String(advertiser_id) };
  const { secret, ...given } = change;
  const source = await ok(
    client.POST("/api/v1/advertisers/{id}/sources", {
      params: { path },
      body: { name: "Shop", require: "none", ...given },
    }),
  );
  if (secret !== undefined) {
    await ok(
      client.POST("/api/v1/advertisers/{id}/sources/{source_id}/secrets", {
        params: { path: { ...path, source_id: String(source.id) } },
        body: { secret: String(secret) },
      }),
    );
  }
  return source;
}

/** Input of a signature by the query scheme. */
export interface ToSign {
  method?: string;
  secret?: string;
  body?: string;
  ts: number;
}

/** Adds the `ts` and `sig` of a valid sender to an address. */
export function signedUrl(url: string, given: ToSign): string {
  const { method = "GET", secret = SECRET, ts, body = "" } = given;
  const parsed = new URL(
    `${url}${url.includes("?") ? "&" : "?"}ts=${ts}`,
    "http://localhost",
  );
  const query = parsed.search.slice(1);
  const bytes = new TextEncoder().encode(body);
  const path = parsed.pathname;
  const sig = signQuery({ secret, ts, method, path, query, body: bytes });
  return `${path}?${query}&sig=${sig}`;
}

/** Sends signed parameters to the plain address, at the tracker's current time. */
export async function sendSigned(
  { api, clock }: Pick<TestService, "api"> & { clock: Pick<Clock, "nowMs"> },
  parameters: Record<string, string>,
  change: Partial<ToSign> & { path?: string } = {},
): Promise<Answer> {
  const { path = "/v1/postback", ...given } = change;
  const query = new URLSearchParams(parameters).toString();
  const ts = Math.floor(clock.nowMs() / 1000);
  return await api.fetch(signedUrl(`${path}?${query}`, { ts, ...given }));
}

/** Reads a conversion with its history. */
export async function conversionOf(
  api: ApiClient,
  id: unknown,
): Promise<ShownConversion> {
  const path = { id: String(id) };
  const client = apiClient({ api });
  return await ok(client.GET("/api/v1/conversions/{id}", { params: { path } }));
}

/**
 * A conversion's amounts in the ledger, in major units; what is owed to the
 * affiliate is positive.
 */
export interface Books {
  receivable_pending: string;
  receivable: string;
  payable_pending: string;
  payable: string;
}

/** Sums a conversion's ledger entries. */
export async function booksOf(
  { db }: Pick<TestService, "db">,
  { id, currency }: Pick<ShownConversion, "id" | "currency">,
): Promise<Books> {
  const rows = await db.execute<Record<keyof Books, string>>(sql`
    select coalesce(sum(receivable_pending_micros), 0)::text as receivable_pending,
      coalesce(sum(receivable_micros), 0)::text as receivable,
      coalesce(-sum(payable_pending_micros), 0)::text as payable_pending,
      coalesce(-sum(payable_micros), 0)::text as payable
    from ledger_transactions where conversion_id = ${id}::uuid`);
  const shown = (name: keyof Books) =>
    formatAmount(BigInt(rows[0]?.[name] ?? "0"), currency);
  return {
    receivable_pending: shown("receivable_pending"),
    receivable: shown("receivable"),
    payable_pending: shown("payable_pending"),
    payable: shown("payable"),
  };
}

/** Checks that the ledger matches the conversion. */
export async function expectBooked(
  service: Pick<TestService, "api" | "db">,
  id: unknown,
): Promise<ShownConversion> {
  const conversion = await conversionOf(service.api, id);
  const { status, currency, flags } = conversion;
  const { revenue, payout } = { ...conversion, ...conversion.exact };
  const none = formatAmount(0n, currency);
  const money = (at: string, amount: string) =>
    status === at && !flags.includes("test") ? amount : none;
  expect(await booksOf(service, conversion)).toEqual({
    receivable_pending: money("pending", revenue),
    receivable: money("approved", revenue),
    payable_pending: money("pending", payout),
    payable: money("approved", payout),
  });
  return conversion;
}

/** Versions of a conversion for which the affiliate is notified. */
export async function notifiedVersions(
  { db }: Pick<TestService, "db">,
  conversion_id: unknown,
): Promise<number[]> {
  const rows = await db.execute<{ version: number }>(sql`
    select version from deliveries
    where conversion_id = ${String(conversion_id)}::uuid order by version`);
  return rows.map(({ version }) => version);
}

/**
 * Summarizes a response: `201 recorded`, `409 order_conflict`, `200 duplicate
 * stale_status`, `200 duplicate amount`.
 */
export function summaryOf({ status, body }: Answer): string {
  const differs = Array.isArray(body.differs) ? body.differs.join(",") : "";
  const said = [status, body.outcome ?? body.code, body.note, differs];
  return said
    .filter((part) => part !== undefined && part !== "")
    .map(String)
    .join(" ");
}
