import { Type } from "@sinclair/typebox";
import type { Static } from "@sinclair/typebox";
import { sql } from "drizzle-orm";
import { readTimestamp } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { clicks, conversions, userAgents } from "../../db/schema/mod.ts";
import type { Configuration } from "../campaigns/mod.ts";
import { orNotFound, invalid, maskedHeaders } from "../http/mod.ts";
import {
  isUuid,
  exceededHeaders,
  limitHeaders,
  Limiter,
  newId,
  parseAmount,
  parseCurrency,
  Problem,
  retryAfterS,
} from "../kernel/mod.ts";
import type { Clock, Rate, SealKey } from "../kernel/mod.ts";
import { GoogleAccess } from "./ads/google_access.ts";
import type { AdEndpoint } from "./ads/send_ad.ts";
import { sampleVisitor, tryAd } from "./ads/try_ad.ts";
import type { TriedAd } from "./ads/try_ad.ts";
import type { ClaimedDelivery } from "./claim_deliveries.ts";
import { CLICK_COLUMNS } from "./click_columns.ts";
import { deliveryRequest } from "./delivery_request.ts";
import { readEndpointRow } from "./endpoints/endpoint.ts";
import { buildEndpoint } from "./endpoints/endpoint_config.ts";
import type {
  EndpointConfig,
  EndpointRow,
  EndpointWhere,
} from "./endpoints/endpoint_config.ts";
import { isAdEndpoint } from "./recipient.ts";
import { judgeTry } from "./judge_try.ts";
import type { Settled } from "./judge_try.ts";
import { sendRequest } from "./send_request.ts";
import { shownRequest, shownResult } from "./shown_request.ts";
import type {
  OutgoingRequest,
  SendResult,
  SenderDeps,
} from "./send_request.ts";

/** One every two seconds. */
const TEST_RATE: Rate = { at_once: 1, refill: 1, refill_ms: 2_000 };
const ENDPOINTS_MAX = 10_000;
const CLICK_ID_BYTES = 20;
const SAMPLE_AMOUNT_MICROS = 10_000_000n;
const SAMPLE_ADV = Object.fromEntries(
  Array.from({ length: 10 }, (_, at) => [`adv${at + 1}`, `test-adv${at + 1}`]),
);

const text = Type.Optional(Type.String({ maxLength: 1024 }));
const CLICK_VALUES = {
  click_ref: text,
  source: text,
  country: text,
  ...Object.fromEntries(
    Array.from({ length: 10 }, (_, index) => [`sub${index + 1}`, text]),
  ),
};

/** Request body of a test: an existing conversion, or values as given. */
export const TestSendBody = Type.Optional(
  Type.Union([
    Type.Object(
      {
        conversion_id: text,
        status: Type.Optional(
          Type.Union([
            Type.Literal("pending"),
            Type.Literal("approved"),
            Type.Literal("rejected"),
            Type.Literal("reversed"),
          ]),
        ),
        goal: text,
        order_id: text,
        payout: text,
        currency: text,
        ...CLICK_VALUES,
      },
      { additionalProperties: false },
    ),
    Type.Null(),
  ]),
);

export type TestSendInput = Static<typeof TestSendBody> | undefined;

export interface TestSendDeps {
  db: Database;
  clock: Clock;
  configuration: Configuration;
  seal_key: SealKey;
  sender: SenderDeps;
  /** Whether visitors' addresses are kept whole. */
  keeps_addresses: boolean;
  throttle: TestThrottle;
}

/** Headers of a test that was sent. */
export const TESTED_HEADERS = limitHeaders({
  limit: TEST_RATE.at_once,
  remaining: 0,
  reset_s: TEST_RATE.refill_ms / 1_000,
});

/** Limits how often an endpoint is tested. */
export class TestThrottle {
  readonly #limiter = new Limiter({ keys_max: ENDPOINTS_MAX });

  /** Registers a test; throws a Problem if the endpoint was just tested. */
  take(endpoint_id: number, now_ms: number): void {
    const wait_ms = this.#limiter.take(String(endpoint_id), TEST_RATE, now_ms);
    if (wait_ms === 0) return;
    const wait_s = retryAfterS(wait_ms);
    const detail = `Cannot test this endpoint again before ${wait_s} s have passed`;
    throw new Problem(429, "rate_limited", detail, {
      headers: exceededHeaders({ limit: TEST_RATE.at_once, wait_s }),
    });
  }
}

/**
 * Sends a sample to an endpoint now, marked as a test, on the same path as a real
 * delivery, and returns the request and the response. Nothing is stored, and the
 * endpoint's health is not affected.
 */
export async function sendTest(
  deps: TestSendDeps,
  where: EndpointWhere,
  input: TestSendInput,
) {
  const { db, clock, sender } = deps;
  const row = await readEndpointRow(db, where);
  const { conversion_id, ...values } = input ?? {};
  if (conversion_id !== undefined && Object.keys(values).length > 0) {
    throw invalid(
      "conversion_id",
      "can't be combined with values: the conversion has its own",
    );
  }
  const endpoint = markedEndpoint(row, deps.seal_key);
  const is_sample = conversion_id === undefined;
  const delivery =
    conversion_id === undefined
      ? makeSample(clock, row, values)
      : await readSample(db, clock, row, conversion_id);
  const now_ms = clock.nowMs();
  deps.throttle.take(row.id, now_ms);
  const started = sender.ticks_ms();
  const given = { delivery, is_sample, now_ms };
  const sent = isAdEndpoint(endpoint)
    ? await tryAtAd(deps, endpoint, given)
    : await tryTemplate(deps, endpoint, given);
  const duration_ms = Math.round(sender.ticks_ms() - started);
  return presentTest({ ...sent, duration_ms });
}

interface Given {
  delivery: ClaimedDelivery;
  /** Whether it is made up, and no conversion of ours. */
  is_sample: boolean;
  now_ms: number;
}

async function tryTemplate(
  { sender, configuration }: TestSendDeps,
  endpoint: EndpointConfig,
  { delivery, now_ms }: Given,
): Promise<TriedAd> {
  const request = deliveryRequest(delivery, endpoint, {
    names: configuration,
    now_ms,
  });
  const secrets = endpoint.authorization?.secrets ?? [];
  const result = shownResult(await sendRequest(sender, request), secrets);
  const { settled } = judgeTry(delivery, result, {
    success_match: endpoint.success_match,
    now_ms,
    random: () => 0,
  });
  return { request: shownRequest(request, secrets), result, settled };
}

async function tryAtAd(
  { clock, configuration, sender, keeps_addresses }: TestSendDeps,
  endpoint: AdEndpoint,
  { delivery, is_sample, now_ms }: Given,
): Promise<TriedAd> {
  const send = (request: OutgoingRequest) => sendRequest(sender, request);
  const access = new GoogleAccess({ clock, send });
  const input = { names: configuration, now_ms, keeps_addresses };
  const { click } = delivery;
  const tried = is_sample
    ? { ...delivery, click: { ...click, ...sampleVisitor(endpoint) } }
    : delivery;
  return await tryAd({ access, send }, endpoint, tried, input);
}

/** The request of a test and its answer, for people. */
export function presentTest(sent: {
  request: OutgoingRequest;
  result: SendResult;
  settled: Settled;
  duration_ms: number;
}) {
  const { request, result, settled, duration_ms } = sent;
  const { method, url, body } = request;
  return {
    heard: settled.state === "delivered",
    reason: settled.reason,
    request: { method, url, headers: maskedHeaders(result.headers), body },
    response: presentResponse(result),
    remote_address: result.remote_address,
    error: result.error,
    lookup_ms: result.lookup_ms,
    first_byte_ms: result.first_byte_ms,
    duration_ms,
  };
}

function presentResponse(result: Awaited<ReturnType<typeof sendRequest>>) {
  const { http_status, response_headers, response_body } = result;
  if (http_status === null) return null;
  return {
    http_status,
    headers: maskedHeaders(response_headers ?? {}),
    body: Buffer.from(response_body ?? []).toString("utf8"),
  };
}

/**
 * The endpoint with `is_test` always 1: in its own macro, or else added to its URL. An ad
 * platform has its own way to say so.
 */
function markedEndpoint(row: EndpointRow, seal_key: SealKey): EndpointConfig {
  const is_marked = `${row.url}${row.body ?? ""}`.includes("{is_test}");
  const marked = {
    ...row,
    url: is_marked ? row.url.replaceAll("{is_test}", "1") : addMark(row.url),
    body: row.body?.replaceAll("{is_test}", "1") ?? null,
  };
  const tried = row.ad === null ? marked : row;
  const endpoint = buildEndpoint(tried, seal_key, () => {});
  if (endpoint !== null) return endpoint;
  throw invalid(
    "endpoint",
    "can't be used: its templates or secrets can't be read any more; set them again",
  );
}

function addMark(url: string): string {
  // A macro's text may contain characters that have a meaning in a URL.
  const plain = url.replaceAll(/\{[^{}]*\}/g, (macro) =>
    "x".repeat(macro.length),
  );
  const hash_at = plain.indexOf("#");
  const end = hash_at < 0 ? url.length : hash_at;
  const mark = plain.slice(0, end).includes("?") ? "&" : "?";
  return `${url.slice(0, end)}${mark}is_test=1${url.slice(end)}`;
}

function makeSample(
  clock: Clock,
  row: EndpointRow,
  input: Record<string, string | undefined>,
): ClaimedDelivery {
  const now_ms = clock.nowMs();
  const { status = "approved", goal = "sale", order_id = "TEST-1" } = input;
  const currency = parseCurrency(input.currency ?? "USD");
  if (currency === null) {
    throw invalid("currency", "must be an ISO 4217 currency code such as USD");
  }
  const payout_micros = parseAmount(input.payout ?? "1.00");
  if (payout_micros === null) {
    throw invalid("payout", "must be an amount such as 12.50");
  }
  const values = Object.keys(CLICK_VALUES).map((name) => [
    name,
    input[name] ?? `test-${name.replace("_", "-")}`,
  ]);
  return {
    ...blankOf(clock, row, now_ms),
    status,
    payout_micros,
    currency,
    campaign_id: row.campaign_id ?? 0,
    conversion_id: newId(clock),
    goal_key: goal,
    order_id,
    reason: null,
    amount_micros: SAMPLE_AMOUNT_MICROS,
    sale_currency: currency,
    adv: SAMPLE_ADV,
    occurred_at: now_ms,
    click_id: sampleClickId(now_ms),
    click: { country: "ZZ", ...Object.fromEntries(values) },
  };
}

/** Looks like a current click id but fails verification. */
function sampleClickId(now_ms: number): Uint8Array {
  const bytes = Buffer.alloc(CLICK_ID_BYTES);
  bytes[0] = 1 << 6;
  bytes.writeUIntBE(now_ms, 1, 6);
  return new Uint8Array(bytes);
}

function blankOf(clock: Clock, row: EndpointRow, now_ms: number) {
  return {
    id: newId(clock),
    endpoint_id: row.id,
    affiliate_id: row.affiliate_id,
    attempt: 0,
    claim: 0,
    version: 1,
    created_at: now_ms,
    expires_at: now_ms + row.age_budget_hours * 3_600_000,
    delivered_payout_micros: 0n,
    was_tried_before: false,
    was_delivered_before: false,
    has_newer: false,
    click_columns: CLICK_COLUMNS,
  };
}

/** A conversion of this affiliate in its current state, with its click. */
async function readSample(
  db: Database,
  clock: Clock,
  row: EndpointRow,
  conversion_id: string,
): Promise<ClaimedDelivery> {
  if (!isUuid(conversion_id)) throw invalid("conversion_id", "must be a UUID");
  const [read] = await db.execute(sql`
    select c.version, c.status, c.payout_micros::text, c.currency, c.campaign_id,
      c.id as conversion_id, c.goal_key, c.order_id, c.reason,
      c.amount_micros::text, c.currency as sale_currency, c.adv, c.click_id,
      coalesce(c.occurred_at, c.recorded_at) as occurred_at,
      to_jsonb(k) || coalesce(to_jsonb(u), '{}') as click
    from ${conversions} as c
    left join ${clicks} as k
      on k.click_id = c.click_id and k.campaign_id = c.campaign_id
        and k.clicked_at = c.clicked_at
    left join ${userAgents} as u on u.ua_id = k.ua_id
    where c.id = ${conversion_id} and c.affiliate_id = ${row.affiliate_id}`);
  const sample = orNotFound(read);
  const { amount_micros } = sample;
  return {
    ...(sample as unknown as ClaimedDelivery),
    ...blankOf(clock, row, clock.nowMs()),
    version: Number(sample.version),
    payout_micros: BigInt(String(sample.payout_micros)),
    amount_micros:
      amount_micros === null ? null : BigInt(String(amount_micros)),
    occurred_at: readTimestamp(String(sample.occurred_at)),
  };
}
