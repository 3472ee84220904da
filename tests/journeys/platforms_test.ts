// Advertisers bring the postbacks that they send elsewhere. What these lead to before a source is
// set up is their first impression.
import { describe, expect, test } from "bun:test";
import type { Answer } from "../api_client.ts";
import { setUp } from "../factory.ts";
import { PLATFORMS, requestOf } from "../fixtures/platforms.ts";
import type {
  ExpectedConversion,
  PlatformRequest,
  Play,
  Step,
} from "../fixtures/platforms.ts";
import { serviceForFile } from "../harness.ts";

const CLICK_TO_SALE_MS = 30 * 60_000;

interface Clicks {
  click: string;
  other_click: string;
}

/** A play with its clicks and their campaign. */
interface Stage {
  play: Play;
  clicks: Clicks;
  campaign_id: number;
}

interface KeptPostback {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: string | null;
  http_status: number;
  outcome: string;
  trace: {
    step: string;
    looked_at?: string;
    found: string;
    expected?: string;
    ok: boolean;
  }[];
}

const service = await serviceForFile();
const { api, clock } = service;
const stages = new Map<string, Stage[]>();
for (const { platform, currency, goals, plays } of PLATFORMS) {
  const { slug, campaign_id } = await setUp(api, {
    advertiser: { name: `Comes from ${platform}` },
    campaign: { currency, goals },
  });
  const set: Stage[] = [];
  for (const play of plays) {
    const click = await api.click(slug);
    const clicks = { click, other_click: await api.click(slug) };
    set.push({ play, clicks, campaign_id });
  }
  stages.set(platform, set);
}
clock.advance(CLICK_TO_SALE_MS);

for (const [platform, set] of stages) {
  describe(platform, () => {
    for (const stage of set) {
      test(stage.play.promise, async () => {
        const ids: unknown[] = [];
        for (const step of stage.play.steps) {
          ids.push(await playStep(stage, step));
        }
        const [first] = stage.play.steps;
        if (first !== undefined) await expectNothingNew(stage, first, ids[0]);
      });
    }
  });
}

test("every platform of the list has its forms, and each form has what is to come of it", () => {
  expect(PLATFORMS.map(({ platform }) => platform)).toEqual([
    "PartnerStack",
    "impact.com",
    "Partnerize",
    "Affise",
    "TUNE",
    "Post Affiliate Pro",
    "Scaleo",
    "Voluum",
    "RedTrack",
    "BeMob",
    "Everflow",
    "CAKE",
  ]);
  const steps = PLATFORMS.flatMap(({ plays }) => plays).flatMap(
    (play) => play.steps,
  );
  for (const { answer, conversion } of steps) {
    expect(answer.code === undefined).toBe(conversion !== undefined);
  }
});

test("a transaction_id that is the click does not hide the order under a later name", async () => {
  const { slug } = await setUp(api);
  const click_id = await api.click(slug);
  const query = { transaction_id: click_id, lead_id: "L-1" };
  const answer = await api.postback(query);
  expect(answer.status).toBe(201);
  const conversion = await readConversion(String(answer.body.conversion_id));
  expect(conversion).toMatchObject({ click_id, order_id: "L-1" });
});

/**
 * Sends one request, checks everything it led to, and sends it again; returns the conversion's id.
 */
async function playStep(stage: Stage, step: Step): Promise<unknown> {
  const request = requestOf(step.send, stage.clicks);
  const before = await conversionsOf(stage);
  const answer = await send(request);
  expectAnswer(answer, step);
  const { conversion_id } = answer.body;
  const after = await conversionsOf(stage);
  const { outcome } = step.answer;
  if (outcome === "recorded") expect(after.slice(1)).toEqual(before);
  else if (outcome === "updated") expect(after).toHaveLength(before.length);
  else expect(after).toEqual(before);
  if (step.conversion !== undefined) {
    const conversion = await readConversion(String(conversion_id));
    expect(pick(conversion)).toEqual(
      whole(step.conversion, stage.clicks.click),
    );
  }
  await expectKept(step, request, answer);
  await expectNothingNew(stage, step, conversion_id);
  return conversion_id;
}

function expectAnswer(answer: Answer, { answer: expected, conversion }: Step) {
  const { http_status, code, outcome, reason, note, differs } = expected;
  expect(answer.status).toBe(http_status);
  const status = conversion?.status ?? http_status;
  const said = { status, code, outcome, reason, note, differs };
  const { body } = answer;
  expect({
    status: body.status,
    code: body.code,
    outcome: body.outcome,
    reason: body.reason,
    note: body.note,
    differs: body.differs,
  }).toEqual(said);
}

/**
 * Sends the same request again: a duplicate if it was accepted, else the same refusal; nothing
 * changes.
 */
async function expectNothingNew(
  stage: Stage,
  step: Step,
  conversion_id: unknown,
): Promise<void> {
  const before = await conversionsOf(stage);
  const retry = await send(requestOf(step.send, stage.clicks));
  if (step.conversion === undefined) {
    expectAnswer(retry, step);
  } else {
    expect(retry.status).toBe(200);
    expect(retry.body).toMatchObject({ outcome: "duplicate", conversion_id });
  }
  expect(await conversionsOf(stage)).toEqual(before);
}

/**
 * Checks that the request is kept as sent, with a trace that names where the click id was, or the
 * reason of its refusal.
 */
async function expectKept(
  step: Step,
  request: PlatformRequest,
  answer: Answer,
): Promise<void> {
  const kept = await api.call<KeptPostback>(
    "GET",
    `/postbacks/${String(answer.body.postback_id)}`,
  );
  const { method } = request;
  const url = withoutTokens(request.url);
  const body = request.body === null ? null : withoutTokens(request.body);
  const { http_status, code, outcome = code } = step.answer;
  expect(kept).toMatchObject({ method, url, body, http_status, outcome });
  for (const [name, value] of Object.entries(request.headers)) {
    expect(kept.headers[name]).toBe(name === "authorization" ? "***" : value);
  }
  const found = kept.trace.find(
    (entry) => entry.step === "click_id" && entry.ok,
  );
  expect(found?.looked_at ?? null).toBe(step.click_in);
  const failed = kept.trace.filter(({ ok }) => !ok);
  expect(failed.map(({ expected }) => expected)).toEqual(
    code === undefined ? [] : [code],
  );
}

async function send({ url, ...init }: PlatformRequest): Promise<Answer> {
  return await api.fetch(url, init);
}

async function conversionsOf({ campaign_id }: Stage) {
  const list = await api.call<{ data: Record<string, unknown>[] }>(
    "GET",
    `/conversions?campaign_id=${campaign_id}&limit=500`,
  );
  return list.data;
}

/** Removes the platforms' own secrets, which are masked when shown. */
function withoutTokens(text: string): string {
  return text
    .replace(/\b((?:\w+_)?token|secure)=[^&]+/g, "$1=***")
    .replace(/("token":\s*)"[^"]*"/g, '$1"***"');
}

async function readConversion(id: string) {
  return await api.call("GET", `/conversions/${id}`);
}

function whole(conversion: ExpectedConversion, click_id: string) {
  const unsaid = {
    reason: null,
    customer_id: null,
    occurred_at: null,
    adv: null,
  };
  return { ...unsaid, ...conversion, click_id };
}

/** The conversion fields that the fixtures compare, money unrounded. */
function pick(shown: Record<string, unknown>) {
  const exact = shown.exact as Record<string, unknown> | undefined;
  const conversion: Record<string, unknown> = { ...shown, ...exact };
  const { click_id, goal_key, order_id, customer_id, amount, currency } =
    conversion;
  const { status, reason, flags, revenue, payout, occurred_at, adv } =
    conversion;
  return {
    click_id,
    goal_key,
    order_id,
    customer_id,
    amount,
    currency,
    status,
    reason,
    flags,
    revenue,
    payout,
    occurred_at,
    adv,
  };
}
