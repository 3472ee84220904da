// Thousands of postbacks or deliveries are judged or sent again by a task, which shows its progress,
// can be stopped, and survives its process.
import { afterAll, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import { setUp } from "../factory.ts";
import { createTestDatabase, startTestService } from "../harness.ts";
import { PartnerReceiver } from "../receiver.ts";
import { runTask } from "../tasks.ts";
import { addSource, readPostback } from "../troubleshooting.ts";

const database = await createTestDatabase();
const service = await startTestService(database);
const owner = openDatabase(database.owner, { connections_max: 1 });
const { api, clock, scheduler, deliverer } = service;

afterAll(async () => {
  await closeDatabase(owner);
  await service.stop();
  await database.drop();
});

/** Sales of a goal whose name nobody had mapped when they arrived. */
async function unmapped(count: number) {
  const setup = await setUp(api);
  const source = await addSource(api, setup, { require: "none" });
  const ids: string[] = [];
  for (let n = 0; n < count; n++) {
    const click_id = await api.click(setup.slug);
    const sent = await api.postback({
      click_id,
      order_id: `${n}`,
      goal: "buy",
    });
    expect(sent.body.code).toBe("unknown_goal");
    ids.push(String(sent.body.postback_id));
  }
  await api.call("PATCH", source.at, { goal_map: { buy: "sale" } });
  return { ...setup, ids, filter: { campaign_id: setup.campaign_id } };
}

/** Makes every update of a table's rows fail that meet a condition. */
async function failing(table: string, condition: string) {
  await owner.execute(
    sql.raw(`
    create or replace function fail() returns trigger language plpgsql
      as 'begin raise exception ''an injected fault''; end'`),
  );
  await owner.execute(
    sql.raw(`
    create trigger fail before update on ${table} for each row
      when (${condition}) execute function fail()`),
  );
  return () => owner.execute(sql.raw(`drop trigger fail on ${table}`));
}

test("postbacks are judged again as a task, whose result shows what it made and for whom", async () => {
  const { filter, affiliate_id, ids } = await unmapped(3);
  const answer = await api.try("POST", "/postbacks/replay", {
    filter,
    as_task: true,
  });
  expect(answer).toMatchObject({ status: 202, body: { dry_run: false } });
  const path = `/tasks/${String(answer.body["task_id"])}`;
  expect(await api.call("GET", path)).toMatchObject({ state: "waiting" });
  await scheduler.runOnce();
  expect(await api.call("GET", path)).toMatchObject({
    name: "replay_postbacks",
    state: "done",
    done: 3,
    total: 3,
    result: {
      judged: 3,
      dry_run: false,
      count: 3,
      outcomes: [
        {
          before: "unknown_goal",
          after: "recorded",
          count: 3,
          example_ids: ids,
        },
      ],
      conversions: { made: 3, changed: 0 },
      affiliates: [{ affiliate_id, currency: "USD" }],
      errors: { count: 0 },
      next_after: null,
    },
  });
});

test("a dry run is a task too, and changes nothing", async () => {
  const { filter, affiliate_id, campaign_id } = await unmapped(2);
  const body = { filter, dry_run: true };
  const { state, result } = await runTask(service, "/postbacks/replay", body);
  expect(state).toBe("done");
  expect(result).toMatchObject({
    dry_run: true,
    outcomes: [{ before: "unknown_goal", after: "recorded", count: 2 }],
    conversions: { made: 2 },
    affiliates: [{ affiliate_id, currency: "USD" }],
  });
  const query = `/conversions?campaign_id=${campaign_id}`;
  expect(await api.call("GET", query)).toMatchObject({ data: [] });
});

test("one that can't be judged stops none of the others", async () => {
  const { filter, ids } = await unmapped(3);
  const mend = await failing("postbacks", `new.id = '${ids[1]}'`);
  const task = await runTask(service, "/postbacks/replay", { filter });
  await mend();
  expect(task).toMatchObject({
    state: "done",
    result: {
      conversions: { made: 2 },
      errors: { count: 1, examples: [{ postback_id: ids[1] }] },
    },
  });
});

test("a process that dies in the middle costs nothing of the result", async () => {
  const { filter } = await unmapped(3);
  const is_end = "new.name = 'replay_postbacks' and new.state = 'done'";
  const mend = await failing("jobs", is_end);
  const left = await runTask(service, "/postbacks/replay", { filter });
  await mend();
  expect(left.state).toBe("running");
  await service.db.execute(sql`
    update jobs set claimed_until = now() - interval '1 second' where id = ${left.id}`);
  await scheduler.runOnce();
  expect(await api.call("GET", `/tasks/${left.id}`)).toMatchObject({
    state: "done",
    result: {
      judged: 3,
      outcomes: [{ before: "unknown_goal", after: "recorded", count: 3 }],
      conversions: { made: 3 },
      money: [{ currency: "USD", revenue: "60.00", payout: "37.50" }],
    },
  });
});

test("of the postbacks that wait for a parent, one that can't be judged stops none of the others", async () => {
  const money = { type: "fixed", amount: "1.00" };
  const priced = { revenue: money, payout: money };
  const goals = [
    { key: "lead", ...priced },
    { key: "sale", after: "lead", ...priced },
  ];
  const { slug } = await setUp(api, { campaign: { goals } });
  const click_id = await api.click(slug);
  const ids: string[] = [];
  for (const order_id of ["C-1", "C-2", "C-3"]) {
    const sent = await api.postback({ click_id, goal: "sale", order_id });
    expect(sent.body.code).toBe("parent_missing");
    ids.push(String(sent.body.postback_id));
  }
  const mend = await failing("postbacks", `new.id = '${ids[0]}'`);
  await api.postback({ click_id, goal: "lead" });
  while (await service.postbacks.judgeWaiting());
  await mend();
  const outcomes = ids.map(async (id) => {
    const { outcome } = await readPostback(api, id);
    return outcome;
  });
  expect(await Promise.all(outcomes)).toEqual([
    "parent_missing",
    "recorded",
    "recorded",
  ]);
});

test("deliveries that ran out of time are sent again as a task", async () => {
  const partner = new PartnerReceiver();
  const { slug, affiliate_id } = await setUp(api);
  await api.call("POST", `/affiliates/${affiliate_id}/postbacks`, {
    url: `${partner.url}/pb?id={delivery_id}`,
    age_budget_hours: 1,
  });
  partner.answers.push(new Response("", { status: 500 }));
  const click_id = await api.click(slug);
  await api.postback({ click_id });
  await deliverer.runOnce();
  clock.advance(2 * 3_600_000);
  await deliverer.runOnce();
  const filter = { affiliate_id };
  const body = { filter, as_task: true };
  const task = await runTask(service, "/deliveries/replay", body);
  expect(task).toMatchObject({
    name: "replay_deliveries",
    state: "done",
    result: { queued: 1 },
  });
  await deliverer.runOnce();
  const heard = partner.received.map(({ url }) => url.searchParams.get("id"));
  expect(heard).toHaveLength(2);
  expect(new Set(heard).size).toBe(1);
  await partner.stop();
});
