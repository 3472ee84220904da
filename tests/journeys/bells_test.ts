// A network learns by itself that a source fell silent, a cap is nearly full or a statement is missing:
// once when it starts, once when it is over, and not where nothing is wrong.
import {
  afterAll,
  afterEach,
  beforeEach,
  describe,
  expect,
  test,
} from "bun:test";
import { sql } from "drizzle-orm";
import { makeSource } from "../senders.ts";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import { createTestDatabase, startTestService } from "../harness.ts";
import type { TestDatabase, TestService } from "../harness.ts";
import { mailServerForFile } from "../mail_server.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const mail = await mailServerForFile();

interface Incident {
  bell: string;
  state: string;
  subject: string;
  text: string;
}
interface Heard {
  type: string;
  data: { state: string; subject: string };
}

let database: TestDatabase;
let service: TestService;
let setup: Setup;
let heard: Heard[];
const hook = Bun.serve({
  hostname: "127.0.0.1",
  port: 0,
  async fetch(request) {
    heard.push((await request.json()) as Heard);
    return new Response("OK");
  },
});
afterAll(() => hook.stop(true));

beforeEach(async () => {
  database = await createTestDatabase();
  service = await startTestService(database, { env: mail.env });
  heard = [];
  setup = await setUp(service.api);
  mail.received.length = 0;
});
afterEach(async () => {
  await service.stop();
  await database.drop();
});

async function listen(events: string[]) {
  const url = `http://127.0.0.1:${hook.port}/`;
  await service.api.call("POST", "/webhooks", { url, events });
}

/** Runs the bells, and sends what they say. */
async function ring(at: TestService = service) {
  await at.scheduler.enqueue(at.db, { name: "ring_bells" });
  while (await at.scheduler.runOnce("ring_bells"));
  const failed = await at.db.execute(
    sql`select last_error from job_runs where name = 'ring_bells' and last_error is not null`,
  );
  expect([...failed]).toEqual([]);
  while (await service.network_events.runOnce());
  await service.deliverer.runOnce();
}

async function incidents(query = ""): Promise<Incident[]> {
  const { data } = await service.api.call<{ data: Incident[] }>(
    "GET",
    `/incidents${query}`,
  );
  return data;
}

/**
 * Lets hours pass in which the tracker runs, with a click in each if asked for. The bells look each
 * second hour, the longest that is no pause, and in the last.
 */
async function pass(hours: number, with_clicks = true) {
  for (let hour = 0; hour < hours; hour++) {
    if (with_clicks) await service.api.click(setup.slug);
    service.clock.advance(HOUR_MS);
    if (hour % 2 === 1 && hour < hours - 1) continue;
    while (await service.drain.runOnce());
    await ring();
  }
}

/** A source that sent a postback an hour on these days before now. */
async function sourceHeard(isHeard: (days_ago: number) => boolean) {
  const { id } = await makeSource(service.api, setup.advertiser_id);
  const now_ms = service.clock.nowMs();
  const heard_ms = Array.from({ length: 9 * 24 }, (_, at) => at + 1)
    .filter((hour) => isHeard(Math.floor(hour / 24)))
    .map((hour) => now_ms - hour * HOUR_MS);
  if (heard_ms.length > 0) await count(id, heard_ms);
  return id;
}

async function count(
  source_id: number,
  at_ms: number | readonly number[],
  outcome = "recorded",
  n = 1,
) {
  const rows = [at_ms].flat().map((one) => {
    const at = new Date(one).toISOString();
    const hour = new Date(Math.floor(one / HOUR_MS) * HOUR_MS).toISOString();
    return sql`(${hour}::timestamptz, ${setup.advertiser_id}, ${source_id}, ${outcome}, ${n}::integer,
      ${at}::timestamptz, ${Bun.randomUUIDv7()}::uuid)`;
  });
  await service.db.execute(sql`
    insert into postback_counts (hour, advertiser_id, source_id, outcome, count, last_at, last_id)
    values ${sql.join(rows, sql`, `)}
    on conflict (hour, advertiser_id, source_id, outcome)
    do update set count = postback_counts.count + excluded.count, last_at = excluded.last_at`);
}

describe("a silent source", () => {
  test("rings once while clicks go on, and once when it is heard again", async () => {
    await listen(["source.silent"]);
    const id = await sourceHeard(() => true);
    await pass(23);
    expect(await incidents()).toEqual([]);
    await pass(5);
    expect(await incidents("?open=true")).toMatchObject([
      { bell: "source.silent", state: "open", subject: `source ${id}` },
    ]);
    await count(id, service.clock.nowMs());
    await pass(2);
    expect(await incidents("?open=true")).toEqual([]);
    expect(heard.map(({ type, data }) => [type, data.state])).toEqual([
      ["source.silent", "started"],
      ["source.silent", "over"],
    ]);
  });

  test.each([
    ["its clicks stopped too", () => true, false],
    ["it was never heard", () => false, true],
    ["it is silent on this day each week", (days: number) => days !== 6, true],
  ] as const)("doesn't ring where %s", async (_, isHeard, with_clicks) => {
    await sourceHeard(isHeard);
    await pass(27, with_clicks);
    expect(await incidents()).toEqual([]);
  });

  test.each([
    [40, "rings", 1],
    [60, "doesn't ring", 0],
  ] as const)(
    "with %i clicks a week ago and 24 now %s",
    async (clicks, _, rings) => {
      for (let click = 0; click < clicks; click++) {
        await service.api.click(setup.slug);
      }
      while (await service.drain.runOnce());
      // Within the same window of the week before, at each of the last rings.
      service.clock.advance(6 * DAY_MS + 12 * HOUR_MS);
      await sourceHeard(() => true);
      await pass(27);
      expect(await incidents()).toHaveLength(rings);
    },
  );

  test("doesn't ring for the time in which the tracker was down", async () => {
    await sourceHeard(() => true);
    await pass(2);
    service.clock.advance(DAY_MS);
    await pass(10);
    expect(await incidents()).toEqual([]);
  });

  test("isn't called over because the tracker was down", async () => {
    await listen(["source.silent"]);
    await sourceHeard(() => true);
    await pass(26);
    service.clock.advance(5 * HOUR_MS);
    await pass(2);
    expect(await incidents()).toMatchObject([{ state: "open" }]);
    expect(heard.map(({ data }) => data.state)).toEqual(["started"]);
  });
});

describe("rising refusals", () => {
  test("ring once around the threshold, and are over well below it", async () => {
    await listen(["refusals.rising"]);
    const { id } = await makeSource(service.api, setup.advertiser_id);
    const settings = { window_hours: 1, threshold: 29.5 };
    await service.api.call("PATCH", "/bells/refusals.rising", settings);
    for (const refused of [10, 32, 28, 33, 27, 31, 5]) {
      service.clock.advance(2 * HOUR_MS);
      const now_ms = service.clock.nowMs();
      await count(id, now_ms, "bad_signature", refused);
      await count(id, now_ms, "recorded", 100 - refused);
      await ring();
    }
    expect(heard.map(({ data }) => data.state)).toEqual(["started", "over"]);
    expect(await incidents()).toMatchObject([{ state: "over" }]);
  });

  test("don't ring for a few postbacks", async () => {
    const { id } = await makeSource(service.api, setup.advertiser_id);
    await count(id, service.clock.nowMs(), "bad_signature", 19);
    await ring();
    expect(await incidents()).toEqual([]);
  });
});

test("a cap rings when it is near, and again when it is reached, and is over with its period", async () => {
  await listen(["cap.near", "cap.reached"]);
  const { api, clock } = service;
  await api.call("POST", `/campaigns/${setup.campaign_id}/caps`, {
    metric: "clicks",
    period: "day",
    limit: 5,
  });
  for (let click = 1; click <= 4; click++) await api.click(setup.slug);
  while (await service.drain.runOnce());
  await ring();
  expect(heard).toMatchObject([{ type: "cap.near" }]);
  await api.click(setup.slug);
  while (await service.drain.runOnce());
  await ring();
  await ring();
  expect(heard).toMatchObject([{ type: "cap.near" }, { type: "cap.reached" }]);
  clock.advance(DAY_MS);
  await ring();
  expect(heard.slice(2).map(({ data }) => data.state)).toEqual([
    "over",
    "over",
  ]);
});

test("a campaign's end and a failing endpoint ring, each once for two trackers", async () => {
  const { api, clock, db } = service;
  const other = await startTestService(database, { clock });
  await api.call("PATCH", `/campaigns/${setup.campaign_id}`, {
    ends_at: new Date(clock.nowMs() + HOUR_MS).toISOString(),
  });
  const base = `/affiliates/${setup.affiliate_id}/postbacks`;
  const { id } = await api.call("POST", base, { url: "http://127.0.0.1:9/" });
  const since = new Date(clock.nowMs()).toISOString();
  await db.execute(sql`
    insert into endpoint_health (endpoint_id, failing_since, failures)
    values (${id}, ${since}::timestamptz, 9)`);
  clock.advance(7 * HOUR_MS);
  await Promise.all([ring(), ring(other)]);
  await other.stop();
  const open = await incidents("?open=true");
  expect(open.map(({ bell, subject }) => [bell, subject]).toSorted()).toEqual([
    ["campaign.paused", `campaign ${setup.campaign_id}`],
    ["endpoint.failing", `endpoint ${id}`],
  ]);
});

test("more ends than a bell looks at hide no new one, and close none", async () => {
  const { api, clock } = service;
  await addEnded(clock.nowMs() - 60 * DAY_MS);
  const { campaign_id } = await setUp(api);
  const ends_at = new Date(clock.nowMs() + HOUR_MS).toISOString();
  await api.call("PATCH", `/campaigns/${campaign_id}`, { ends_at });
  clock.advance(2 * HOUR_MS);
  await ring();
  const one = { subject: `campaign ${campaign_id}`, state: "open" };
  expect(await incidents()).toMatchObject([one]);
  const settings = { window_hours: 1 };
  await api.call("PATCH", "/bells/campaign.paused", settings);
  clock.advance(2 * HOUR_MS);
  await addEnded(clock.nowMs() - 1.5 * HOUR_MS);
  await ring();
  expect(await incidents()).toMatchObject([one]);
});

/** Adds a thousand active campaigns that came to their end. */
async function addEnded(ends_ms: number) {
  const ends_at = new Date(ends_ms).toISOString();
  await service.db.execute(sql`
    insert into campaigns (advertiser_id, name, destination_url, currency, ends_at, created_at)
    select ${setup.advertiser_id}, 'Ended', 'https://shop.example/', 'USD',
      ${ends_at}::timestamptz, ${ends_at}::timestamptz
    from generate_series(1, 1000)`);
}

test("a statement that is late by its advertiser's rhythm rings until it is there, and an audit that fails until it holds", async () => {
  const audits = {
    audit_ledger: ["ledger.broken", "LedgerAuditError: It does not hold"],
    audit_reports: ["report.broken", "ReportAuditError: They differ"],
  } as const;
  await listen([
    "statement.missing",
    ...Object.values(audits).map(([event]) => event),
  ]);
  const { clock, db } = service;
  const state = async (to_ms: number) => {
    const to = new Date(to_ms).toISOString();
    const from = new Date(to_ms - 7 * DAY_MS).toISOString();
    await db.execute(sql`
      insert into reconciliations (id, advertiser_id, statement_id, from_at, to_at, timezone, status, created_at, created_by)
      values (${Bun.randomUUIDv7()}, ${setup.advertiser_id}, ${Bun.randomUUIDv7()},
        ${from}::timestamptz, ${to}::timestamptz, 'UTC', 'review', ${to}::timestamptz, 'token 1')`);
  };
  const start_ms = clock.nowMs();
  for (const weeks of [3, 2, 1]) await state(start_ms - weeks * 7 * DAY_MS);
  await ring();
  expect(heard).toEqual([]);
  clock.advance(6 * DAY_MS);
  await ring();
  await ring();
  expect(heard.map(({ type }) => type)).toContain("statement.missing");
  await state(clock.nowMs());
  await ring();
  const told = heard
    .filter(({ type }) => type === "statement.missing")
    .map(({ data }) => data.state);
  expect(told).toEqual(["started", "over"]);
  for (const [audit, [event, found]] of Object.entries(audits)) {
    // An audit that could not be made says nothing of the books.
    for (const error of ["PostgresError: the connection is lost", found]) {
      // The audit is due and runs before the bells; this is how a later one fails.
      await db.execute(sql`
        insert into job_runs (name, last_started_at, last_duration_ms, last_error)
        values (${audit}, now(), 1, ${error})
        on conflict (name) do update set last_error = excluded.last_error`);
      await ring();
      await ring();
      const rung = heard.filter(({ type }) => type === event);
      expect(rung).toHaveLength(error === found ? 1 : 0);
    }
    await db.execute(
      sql`update job_runs set last_error = null where name = ${audit}`,
    );
    await ring();
    await ring();
    const rung = heard
      .filter(({ type }) => type === event)
      .map(({ data }) => data.state);
    expect(rung).toEqual(["started", "over"]);
  }
});

test("users of the office are mailed its start and its end, and a bell that is off is silent", async () => {
  const { api, clock } = service;
  const user = { email: "ada@network.example", password: "a long password" };
  await api.call("POST", "/users", { ...user, role: "admin" });
  await api.call("POST", "/users", {
    ...user,
    email: "of-others@network.example",
    role: "manager",
    advertiser_ids: [(await setUp(api)).advertiser_id],
  });
  const campaign = `/campaigns/${setup.campaign_id}`;
  const ends_at = new Date(clock.nowMs() + HOUR_MS).toISOString();
  await api.call("PATCH", campaign, { ends_at });
  clock.advance(2 * HOUR_MS);
  await ring();
  const bell_path = "/bells/campaign.paused";
  await api.call("PATCH", bell_path, { enabled: false });
  await ring();
  // Closed, but nobody knows whether it is over.
  expect(await incidents("?open=true")).toEqual([]);
  await api.call("PATCH", bell_path, { enabled: true });
  await ring();
  const later = new Date(clock.nowMs() + DAY_MS).toISOString();
  await api.call("PATCH", campaign, { ends_at: later });
  await ring();
  await service.scheduler.enqueue(service.db, { name: "send_mails" });
  while (await service.scheduler.runOnce("send_mails"));
  const subjects = mail.received.map(
    ({ text }) => /^Subject: (\w+)/m.exec(text)?.[1],
  );
  expect(subjects.toSorted()).toEqual(["Over", "Started", "Started"]);
  await api.call("PATCH", bell_path, { enabled: false });
  const bell = await api.call("GET", "/bells/campaign.paused");
  expect(bell).toMatchObject({ enabled: false, threshold: null });
  for (const [path, body, field] of [
    ["/bells/campaign.paused", { threshold: 3 }, "threshold"],
    ["/bells/cap.near", { threshold: 100 }, "threshold"],
    ["/bells/source.silent", { window_hours: 0 }, "window_hours"],
  ] as const) {
    const refused = await api.try("PATCH", path, body);
    expect(refused.status).toBe(422);
    expect(refused.body.errors).toMatchObject([{ field }]);
  }
});
