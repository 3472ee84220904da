import { expect } from "bun:test";
import { sql } from "drizzle-orm";
import type { Answer } from "./api_client.ts";
import type { TestService } from "./harness.ts";

/** Status of each refusal, by the published contract. */
export const STATUS_OF_CODE = {
  malformed: 400,
  missing_click_id: 400,
  unreplaced_macro: 400,
  invalid_click_id: 400,
  ambiguous_click_id: 400,
  source_required: 401,
  unknown_click: 404,
  unknown_conversion: 404,
  illegal_transition: 409,
  order_conflict: 409,
  already_exists: 409,
  ambiguous_conversion: 409,
  unsupported_media_type: 415,
  unknown_goal: 422,
  unmapped_status: 422,
  invalid_amount: 422,
  missing_amount: 422,
  unknown_currency: 422,
  invalid_time: 422,
  outside_window: 422,
  late_needs_proof: 422,
  too_early: 422,
  campaign_closed: 422,
  affiliate_blocked: 422,
  ambiguous_reversal: 422,
} as const;

/** Code of a refusal. */
export type Code = keyof typeof STATUS_OF_CODE;

/** A postback as the API shows it. */
export interface StoredPostback {
  id: string;
  url: string;
  method: string;
  body: string | null;
  outcome: string;
  http_status: number;
  detail: string | null;
  conversion_id: string | null;
  trace: { step: string; expected?: string; found?: string; ok: boolean }[];
}

/** Counts rows of the tables that a postback may write to. */
export async function countRows(
  service: TestService,
): Promise<Record<string, number>> {
  const tables = [
    "all_postbacks",
    "conversions",
    "conversion_versions",
    "ledger_transactions",
    "deliveries",
    "delivery_queue",
  ];
  const [row] = await service.db.execute<Record<string, number>>(
    sql.raw(
      `select ${tables.map((name) => `(select count(*)::int from ${name}) as ${name}`).join(", ")}`,
    ),
  );
  const { all_postbacks = 0, ...others } = { ...row };
  return { postbacks: all_postbacks, ...others };
}

/**
 * Sends a postback that must be refused; checks that it is kept with its reason
 * and nothing else is written.
 */
export async function expectRefused(
  service: TestService,
  code: Code,
  send: () => Promise<Answer>,
): Promise<StoredPostback> {
  const before = await countRows(service);
  const answer = await send();
  const after = await countRows(service);
  expect(answer.body).toMatchObject({ code, status: STATUS_OF_CODE[code] });
  expect(answer.status).toBe(STATUS_OF_CODE[code]);
  expect(answer.headers.get("content-type")).toBe("application/problem+json");
  expect(after).toEqual({
    ...before,
    postbacks: (before.postbacks ?? 0) + 1,
  });
  const { postback_id, detail } = answer.body;
  const stored = await service.api.call<StoredPostback>(
    "GET",
    `/postbacks/${String(postback_id)}`,
  );
  expect(stored).toMatchObject({
    outcome: code,
    http_status: STATUS_OF_CODE[code],
    detail: String(detail),
  });
  const steps = stored.trace.map(({ ok }) => ok);
  expect(steps).toEqual([...steps.slice(1).map(() => true), false]);
  expect(stored.trace.at(-1)).toMatchObject({ expected: code, found: detail });
  return stored;
}

/** Sends a request that must not be kept; checks that no table gained a row. */
export async function expectNothingWritten<T>(
  service: TestService,
  send: () => Promise<T>,
): Promise<T> {
  const before = await countRows(service);
  const answer = await send();
  expect(await countRows(service)).toEqual(before);
  return answer;
}
