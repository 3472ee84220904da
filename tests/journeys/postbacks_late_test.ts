// Advertisers send late, after an outage or in the wrong order. What is refused for that isn't
// lost: it is judged again once it can count.
import { expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { setUp } from "../factory.ts";
import { serviceForFile, startTestService } from "../harness.ts";
import type { TestService } from "../harness.ts";
import { makeSource, SECRET } from "../senders.ts";
import { isoTime, signQuery } from "../../modules/kernel/mod.ts";

const DAY_MS = 86_400_000;
const service = await serviceForFile();
const { api, clock } = service;

const FIXED = {
  revenue: { type: "fixed", amount: "20.00" },
  payout: { type: "fixed", amount: "12.50" },
};

interface Shown extends Record<string, unknown> {
  id: number;
  state: string;
  report: Record<string, unknown> & { refused: Record<string, unknown>[] };
}

/** Creates a campaign that accepts nothing older than two days, with a source that signs. */
async function lateWorld() {
  const made = await setUp(api, {
    campaign: { lookback_days: 1, backfill_days: 2 },
  });
  const { key } = await makeSource(api, made.advertiser_id, { secret: SECRET });
  const path = `/v1/postback/${key}`;
  const send = (query: string) => {
    const ts = Math.floor(clock.nowMs() / 1000);
    const signed = `${query}&ts=${ts}`;
    const body = new Uint8Array();
    const given = { secret: SECRET, method: "GET", path, query: signed };
    return api.fetch(
      `${path}?${signed}&sig=${signQuery({ ...given, ts, body })}`,
    );
  };
  return { ...made, key, path, send };
}

async function runJobs(tracker: Pick<TestService, "scheduler"> = service) {
  clock.advance(60_000);
  while (await tracker.scheduler.runOnce());
}

async function judgeAll({ postbacks }: Pick<TestService, "postbacks">) {
  while (await postbacks.judgeWaiting());
}

async function outcomeOf({ body }: { body: Record<string, unknown> }) {
  const path = `/postbacks/${String(body.postback_id)}`;
  return (await api.call("GET", path)).outcome;
}

test("a backfill window lets through what was too late before, counts the late ones that come while it is open, and closes with its report", async () => {
  const { slug, send, path, advertiser_id, campaign_id, key } =
    await lateWorld();
  const click_id = await api.click(slug);
  const other_click = await api.click(slug);
  const clicked_ms = clock.nowMs();
  const occurred_at = isoTime(clicked_ms + 5 * DAY_MS);
  const event = `click_id=${click_id}&occurred_at=${occurred_at}`;
  clock.advance(10 * DAY_MS);
  const sent = [
    await send(`${event}&order_id=W-1`),
    await send(`${event}&order_id=W-2`),
    await send(event.replace(click_id, other_click)),
    await api.fetch(`${path}?${event}&order_id=W-3`),
    await send(`click_id=${click_id}&order_id=W-4`),
    await send(
      `${event.slice(0, -24)}${isoTime(clicked_ms + 8 * DAY_MS)}&order_id=W-5`,
    ),
  ];
  expect(sent.map(({ body }) => body.code)).toEqual(
    sent.map(() => "outside_window"),
  );

  const made = await api.call<Shown>("POST", "/backfill-windows", {
    advertiser_id,
    campaign_id,
    opens_at: isoTime(clock.nowMs() + 3_600_000),
    closes_at: isoTime(clock.nowMs() + 2 * 3_600_000),
    event_from: isoTime(clicked_ms + 4 * DAY_MS),
    event_to: isoTime(clicked_ms + 6 * DAY_MS),
    source_key: key,
  });
  expect(made).toMatchObject({ state: "scheduled", source_key: key });
  await runJobs();
  expect(await outcomeOf(sent[0]!)).toBe("outside_window");
  clock.advance(3_600_000);
  await runJobs();
  const outcomes = await Promise.all(sent.map(outcomeOf));
  expect(outcomes).toEqual([
    "recorded",
    "recorded",
    "missing_order_id",
    "late_needs_proof",
    "outside_window",
    "outside_window",
  ]);
  const direct = await send(`${event}&order_id=W-6`);
  expect(direct).toMatchObject({ status: 201, body: { status: "pending" } });
  await runJobs();
  clock.advance(3_600_000);
  await runJobs();

  const closed = await api.call<Shown>("GET", `/backfill-windows/${made.id}`);
  expect(closed).toMatchObject({
    state: "closed",
    replay_done: true,
    report: {
      judged: 5,
      replayed: 4,
      direct: 1,
      recorded: 3,
      money: [{ currency: "USD", revenue: "60.00", payout: "37.50" }],
    },
  });
  const refused = closed.report.refused.map(({ code, count, example_ids }) => [
    code,
    count,
    example_ids,
  ]);
  expect(refused.sort()).toEqual([
    ["late_needs_proof", 1, [sent[3]?.body.postback_id]],
    ["missing_order_id", 1, [sent[2]?.body.postback_id]],
  ]);
  const after = await send(`${event}&order_id=W-7`);
  expect(after.body.code).toBe("outside_window");
});

test("a window that is closed by hand is closed at once, and takes in what has come till then", async () => {
  const { slug, send, advertiser_id } = await lateWorld();
  const click_id = await api.click(slug);
  const occurred_at = isoTime(clock.nowMs() + 2 * DAY_MS);
  const event = `click_id=${click_id}&occurred_at=${occurred_at}`;
  clock.advance(10 * DAY_MS);
  const { id } = await api.call<Shown>("POST", "/backfill-windows", {
    advertiser_id,
    opens_at: isoTime(clock.nowMs()),
    closes_at: isoTime(clock.nowMs() + DAY_MS),
    event_from: isoTime(clock.nowMs() - 20 * DAY_MS),
    event_to: isoTime(clock.nowMs()),
  });
  expect((await send(`${event}&order_id=H-1`)).status).toBe(201);
  clock.advance(1_000);
  const path = `/backfill-windows/${id}`;
  const closed = await api.call<Shown>("POST", `${path}/close`);
  expect(closed).toMatchObject({ state: "closed", report: { recorded: 1 } });
  expect((await send(`${event}&order_id=H-2`)).body.code).toBe(
    "outside_window",
  );
  expect(await api.call<Shown>("POST", `${path}/close`)).toEqual(closed);
  const { data } = await api.call<{ data: Shown[] }>(
    "GET",
    "/backfill-windows",
  );
  expect(data.at(-1)).toEqual(closed);
});

test("a long backlog is judged in pieces over several runs, and a run that broke off is gone on with", async () => {
  const { slug, send, advertiser_id, campaign_id } = await lateWorld();
  const click_id = await api.click(slug);
  const occurred_at = isoTime(clock.nowMs() + 2 * DAY_MS);
  clock.advance(10 * DAY_MS);
  const first = await send(
    `click_id=${click_id}&occurred_at=${occurred_at}&order_id=P-0`,
  );
  expect(first.body.code).toBe("outside_window");
  // The others are copies with their own ids and orders, and therefore unsigned.
  await service.db.execute(sql`
    insert into postbacks (campaign_id, id, received_at, method, url, headers,
      ip, advertiser_id, http_status, outcome, trace)
    select campaign_id, (substr(id::text, 1, 24) || lpad(to_hex(n), 12, '0'))::uuid,
      received_at, method, url || n, headers, ip, advertiser_id, http_status,
      outcome, trace
    from postbacks, generate_series(1, 5400) as n
    where id = ${String(first.body.postback_id)}`);
  const { id } = await api.call<Shown>("POST", "/backfill-windows", {
    advertiser_id,
    campaign_id,
    opens_at: isoTime(clock.nowMs()),
    closes_at: isoTime(clock.nowMs() + DAY_MS),
    event_from: isoTime(clock.nowMs() - 20 * DAY_MS),
    event_to: isoTime(clock.nowMs()),
  });
  const read = () => api.call<Shown>("GET", `/backfill-windows/${id}`);
  await runJobs();
  expect(await read()).toMatchObject({
    replay_done: false,
    report: { replayed: 5000 },
  });
  // The next run dies after judging a piece and before saving its progress.
  const update = service.db.update;
  let updates = 0;
  service.db.update = ((...given: Parameters<typeof update>) => {
    if (updates++ === 1) throw new Error("killed");
    return update.apply(service.db, given);
  }) as typeof update;
  await runJobs().catch(() => {});
  service.db.update = update;
  expect(service.log.join()).toContain("killed");
  await runJobs();
  await runJobs();
  const done = await read();
  expect(done.replay_done).toBe(true);
  expect(done.report).toMatchObject({ replayed: 5401, recorded: 1 });
  expect(done.report.refused).toMatchObject([
    { code: "bad_signature", count: 5400 },
  ]);
});

test("a window says what is wrong with it, and only those who run the network may open one", async () => {
  const { advertiser_id } = await lateWorld();
  const other = await setUp(api);
  const good = {
    advertiser_id,
    opens_at: isoTime(clock.nowMs()),
    closes_at: isoTime(clock.nowMs() + DAY_MS),
    event_from: isoTime(clock.nowMs() - DAY_MS),
    event_to: isoTime(clock.nowMs()),
  };
  const wrong = [
    { advertiser_id: 2_000_000 },
    { campaign_id: other.campaign_id },
    { source_key: "nobody" },
    { closes_at: good.opens_at },
    { opens_at: "yesterday" },
    { event_to: good.event_from },
    { closes_at: isoTime(clock.nowMs() + 400 * DAY_MS) },
    {
      opens_at: isoTime(clock.nowMs() - 2 * DAY_MS),
      closes_at: isoTime(clock.nowMs() - DAY_MS),
    },
  ];
  for (const change of wrong) {
    const answer = await api.try("POST", "/backfill-windows", {
      ...good,
      ...change,
    });
    const [field] = Object.keys(change).slice(-1);
    expect(answer).toMatchObject({
      status: 422,
      body: { errors: [{ field }] },
    });
  }
  const { token } = await api.call("POST", "/tokens", {
    name: "an affiliate",
    role: "affiliate",
    affiliate_id: other.affiliate_id,
  });
  const headers = { authorization: `Bearer ${String(token)}` };
  const denied = await api.fetch("/api/v1/backfill-windows", { headers });
  expect(denied.status).toBe(404);
});

/** Creates a campaign of three goals, each after the previous one. */
async function steps() {
  return await setUp(api, {
    campaign: {
      goals: [
        { key: "lead", ...FIXED },
        { key: "trial", after: "lead", ...FIXED },
        { key: "sale", after: "trial", ...FIXED },
      ],
    },
  });
}

test("steps that arrive in the wrong order are all recorded once the first one is there", async () => {
  const { slug } = await steps();
  const click_id = await api.click(slug);
  const sale = await api.postback({ click_id, goal: "sale" });
  const trial = await api.postback({ click_id, goal: "trial" });
  expect([sale.body.code, trial.body.code]).toEqual([
    "parent_missing",
    "parent_missing",
  ]);
  await judgeAll(service);
  expect(await outcomeOf(sale)).toBe("parent_missing");
  await api.postback({ click_id, goal: "lead", status: "pending" });
  await judgeAll(service);
  expect(await outcomeOf(trial)).toBe("recorded");
  expect(await outcomeOf(sale)).toBe("recorded");
});

test("a parent that was rejected lets nothing through until it is reinstated", async () => {
  const made = await steps();
  const token = "a-token-of-the-shop";
  await makeSource(api, made.advertiser_id, { reinstate: true, token });
  const click_id = await api.click(made.slug);
  const trial = await api.postback({ click_id, goal: "trial" });
  await api.postback({ click_id, goal: "lead", status: "rejected" });
  await judgeAll(service);
  expect(await outcomeOf(trial)).toBe("parent_missing");
  const again = await service.db.execute(
    sql`select 1 from postbacks where judged_at is not null
      and id = ${String(trial.body.postback_id)}`,
  );
  expect([...again]).toEqual([]);
  await api.postback({ click_id, goal: "lead", status: "approved", token });
  await judgeAll(service);
  expect(await outcomeOf(trial)).toBe("recorded");
});

test("what a crash or another instance left is found within a minute, and two instances at once record it once", async () => {
  const { slug } = await steps();
  const click_id = await api.click(slug);
  const trial = await api.postback({ click_id, goal: "trial" });
  await judgeAll(service);
  const { options } = service.db.$client;
  const address = {
    host: String(options.host[0] ?? ""),
    port: Number(options.port[0] ?? 0),
    user: options.user,
    database: options.database,
  };
  const owner = address;
  const second = await startTestService(
    { owner, app: address, drop: async () => {} },
    { clock },
  );
  try {
    await second.api.postback({ click_id, goal: "lead" });
    // It dies before judging what waited.
    await judgeAll(service);
    expect(await outcomeOf(trial)).toBe("parent_missing");
    clock.advance(60_000);
    await Promise.all([judgeAll(service), judgeAll(second)]);
    expect(await outcomeOf(trial)).toBe("recorded");
    const { data } = await api.call<{ data: { goal_key: string }[] }>(
      "GET",
      `/conversions?click_id=${click_id}`,
    );
    expect(data.map(({ goal_key }) => goal_key).sort()).toEqual([
      "lead",
      "trial",
    ]);
  } finally {
    await second.stop();
  }
});

test("a child and its parent that arrive together are both recorded", async () => {
  const { slug } = await steps();
  const click_id = await api.click(slug);
  const [trial, lead] = await Promise.all([
    api.postback({ click_id, goal: "trial" }),
    api.postback({ click_id, goal: "lead" }),
  ]);
  await judgeAll(service);
  expect(lead?.status).toBe(201);
  expect(await outcomeOf(trial!)).toBe("recorded");
});

test("nonces of more than two days ago are forgotten, younger ones are not", async () => {
  const rows = (used_at: number, nonce: string) =>
    service.db.execute(sql`
      insert into postback_nonces (advertiser_id, nonce, content, used_at)
      values (1, ${nonce}, '\\x00', ${isoTime(used_at)})`);
  await rows(clock.nowMs() - 3 * DAY_MS, "old");
  await rows(clock.nowMs() - DAY_MS, "young");
  clock.advance(3_600_000);
  await runJobs();
  const left = await service.db.execute(
    sql`select nonce from postback_nonces where nonce in ('old', 'young')`,
  );
  expect([...left]).toEqual([{ nonce: "young" }]);
});
