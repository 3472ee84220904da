// A mapping that was wrong for a week must not cost anybody a week of sales: what was refused is
// judged again after the fix, with a dry run first.
import { describe, expect, test } from "bun:test";
import { eq, sql } from "drizzle-orm";
import { audit } from "../../db/schema/mod.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { replayAll as runReplay } from "../tasks.ts";
import {
  addSource,
  listPostbacks,
  outcomesOf,
  readPostback,
  rowCounts,
} from "../troubleshooting.ts";

const service = await serviceForFile();
const { api, db } = service;

interface Replayed {
  count: number;
  outcomes: {
    before: string;
    after: string;
    count: number;
    example_ids: string[];
  }[];
  conversions: { made: number; changed: number; tests: number };
  money: { currency: string; revenue: string; payout: string }[];
  errors: { count: number };
  next_after: string | null;
}

const PATH = "/postbacks/replay";
/** A task leaves rows of its own, and the line of who asked for it. */
const JOBS = ["jobs", "job_runs", "job_firings", "leases", "audit"];

function withoutJobs(counts: Record<string, number>) {
  const rows = Object.entries(counts);
  return Object.fromEntries(rows.filter(([name]) => !JOBS.includes(name)));
}

describe("judged again", () => {
  /** Creates a sender with an unmapped word for the goal. */
  async function unmapped(orders: readonly string[]) {
    const setup = await setUp(api);
    const source = await addSource(api, setup, { require: "none" });
    const click_id = await api.click(setup.slug);
    const ids: string[] = [];
    for (const order_id of orders) {
      const sent = await api.postback({ click_id, order_id, goal: "buy" });
      expect(sent.body.code).toBe("unknown_goal");
      ids.push(String(sent.body.postback_id));
    }
    const fix = () =>
      api.call("PATCH", source.at, { goal_map: { buy: "sale" } });
    return { setup, click_id, ids, fix, source };
  }
  const replay = (id: string | undefined, body?: unknown) =>
    api.call<Replayed & { after: { outcome: string }; trace: unknown[] }>(
      "POST",
      `/postbacks/${String(id)}/replay`,
      body,
    );
  const replayAll = (body: object) => runReplay<Replayed>(service, body);
  const MADE = { currency: "USD", revenue: "20.00", payout: "12.50" };

  test("one is in the audit, in the transaction of its verdict", async () => {
    const { ids, fix } = await unmapped(["R-0"]);
    const [id = ""] = ids;
    await fix();
    await replay(id);
    const lines = await db.execute(sql`
      select a.action, a.kind, a.advertiser_id = p.advertiser_id as names_party,
        a.before ->> 'outcome' as before, a.after ->> 'outcome' as after,
        a.xmin::text = p.xmin::text as is_together
      from audit as a join postbacks as p on p.id::text = a.resource_id
      where a.resource = 'postbacks' and a.resource_id = ${id}`);
    expect([...lines]).toEqual([
      {
        action: "replayed",
        kind: "token",
        names_party: true,
        before: "unknown_goal",
        after: "recorded",
        is_together: true,
      },
    ]);
    // It stays as it is, and who asked is known.
    await replay(id);
    const all = await db.$count(audit, eq(audit.resource_id, id));
    expect(all).toBe(2);
  });

  test("one makes its conversion after the fix, and a dry run says so and changes nothing", async () => {
    const { ids, fix } = await unmapped(["R-1"]);
    await fix();
    const before = await rowCounts(service);
    const row = await readPostback(api, ids[0]);
    const tried = await replay(ids[0], { dry_run: true });
    expect(tried).toMatchObject({
      dry_run: true,
      count: 1,
      after: { outcome: "recorded", http_status: 201 },
      outcomes: [
        {
          before: "unknown_goal",
          after: "recorded",
          count: 1,
          example_ids: ids,
        },
      ],
      conversions: { made: 1, changed: 0 },
      money: [MADE],
    });
    expect(tried.trace.length).toBeGreaterThan(3);
    expect(await rowCounts(service)).toEqual(before);
    expect(await readPostback(api, ids[0])).toEqual(row);

    const done = await replay(ids[0]);
    expect(done).toMatchObject({
      dry_run: false,
      money: [MADE],
      conversions: { made: 1 },
    });
    const shown = await readPostback(api, ids[0]);
    expect(shown.outcome).toBe("recorded");
    expect(shown.earlier).toMatchObject([{ outcome: "unknown_goal" }]);
    const after = await rowCounts(service);
    expect(after.conversions).toBe((before.conversions ?? 0) + 1);
    expect(after.postbacks).toBe(before.postbacks);
  });

  test("what stands in the books is a duplicate of itself, and its verdict stays", async () => {
    const { slug } = await setUp(api);
    const click_id = await api.click(slug);
    const sent = await api.postback({ click_id, order_id: "B-1", mode: "add" });
    expect(sent.status).toBe(201);
    const id = String(sent.body.postback_id);
    for (const body of [{ dry_run: true }, {}, undefined]) {
      const again = await replay(id, body);
      expect(again).toMatchObject({
        outcomes: [{ before: "recorded", after: "duplicate", count: 1 }],
        conversions: { made: 0, changed: 0 },
        money: [],
      });
    }
    expect(await readPostback(api, id)).toMatchObject({
      outcome: "recorded",
      earlier: [],
    });
  });

  test("all of a filter, in order of arrival: two of one order count once", async () => {
    const { setup, ids, fix } = await unmapped(["A-1", "A-2", "A-1"]);
    await fix();
    const filter = {
      advertiser_id: setup.advertiser_id,
      code: "unknown_goal",
    };
    await service.scheduler.runOnce();
    const before = await rowCounts(service);
    const expected = {
      count: 3,
      outcomes: [
        {
          before: "unknown_goal",
          after: "recorded",
          count: 2,
          example_ids: ids.slice(0, 2),
        },
        {
          before: "unknown_goal",
          after: "duplicate",
          count: 1,
          example_ids: ids.slice(2),
        },
      ],
      conversions: { made: 2, changed: 0, tests: 0 },
      money: [{ currency: "USD", revenue: "40.00", payout: "25.00" }],
      errors: { count: 0 },
    };
    expect(await replayAll({ filter, dry_run: true })).toMatchObject(expected);
    expect(withoutJobs(await rowCounts(service))).toEqual(withoutJobs(before));
    expect(await replayAll({ filter })).toMatchObject(expected);
    expect((await replayAll({ filter })).count).toBe(0);
    const rows = await listPostbacks(
      api,
      `advertiser_id=${setup.advertiser_id}`,
    );
    expect(outcomesOf(rows)).toEqual(["duplicate", "recorded", "recorded"]);
  });

  test("a part of a filter leaves the rest, and says where to go on", async () => {
    const { setup, ids, fix } = await unmapped(["L-1", "L-2", "L-3"]);
    await fix();
    const filter = { advertiser_id: setup.advertiser_id };
    const first = await replayAll({ filter, limit: 2 });
    expect(first).toMatchObject({ count: 2, next_after: ids[1] });
    const rest = await replayAll({ filter, after: first.next_after });
    expect(rest).toMatchObject({
      count: 1,
      next_after: null,
      conversions: { made: 1 },
    });
  });

  test("twice at the same instant counts once", async () => {
    const { setup, ids, fix } = await unmapped(["C-1", "C-2", "C-3", "C-4"]);
    await fix();
    const filter = { advertiser_id: setup.advertiser_id };
    const start = () => api.call<{ task_id: string }>("POST", PATH, { filter });
    const tasks = [await start(), await start()];
    const [single] = await Promise.all([
      Promise.all(ids.map((id) => replay(id))),
      service.scheduler.runOnce(),
    ]);
    const done: Replayed[] = [...single];
    for (const { task_id } of tasks) {
      const path = `/tasks/${task_id}`;
      done.push((await api.call<{ result: Replayed }>("GET", path)).result);
    }
    const made = done.reduce(
      (sum, { conversions }) => sum + conversions.made,
      0,
    );
    expect(made).toBe(ids.length);
    const page = await api.call<{ data: unknown[] }>(
      "GET",
      `/conversions?campaign_id=${setup.campaign_id}`,
    );
    expect(page.data).toHaveLength(ids.length);
  });

  test("what is beyond what anybody has in mind is refused with its number", async () => {
    const { setup, ids } = await unmapped(["M-1"]);
    const filter = {
      campaign_id: String(setup.campaign_id),
      order_id: "M-many",
    };
    await db.execute(sql`
      insert into postbacks (campaign_id, id, received_at, method, url, headers,
        http_status, outcome, order_id, trace)
      select campaign_id, (left(id::text, 15) || '000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
        received_at, 'GET', '/v1/postback', headers, 400, 'malformed', 'M-many', trace
      from postbacks, generate_series(1, 10001) n where id = ${ids[0]}`);
    const refused = await api.try("POST", "/postbacks/replay", {
      filter,
      dry_run: true,
    });
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({ code: "too_many" });
    expect(refused.body.detail).toContain("10001");
    const some = await replayAll({ filter, dry_run: true, limit: 700 });
    expect(some).toMatchObject({ count: 700, money: [] });
  });

  test.each([
    [{ filter: {} }, "filter"],
    [{ filter: { code: "malformed" }, limit: 100_001 }, "limit"],
    [{ filter: { code: "malformed" }, limit: 10_001, dry_run: true }, "limit"],
    [{ filter: { code: "malformed" }, after: "x" }, "after"],
    [{ filter: { conversion_id: "x" } }, "filter.conversion_id"],
    [{ filter: { colour: "red" } }, "filter.colour"],
  ])("and never by a guess: %j", async (body, field) => {
    const answer = await api.try("POST", "/postbacks/replay", body);
    expect(answer.status).toBe(422);
    expect(answer.body).toMatchObject({
      code: "invalid_request",
      errors: [{ field }],
    });
  });

  test("one that isn't there is not found", async () => {
    for (const id of ["x", crypto.randomUUID()]) {
      const answer = await api.try("POST", `/postbacks/${id}/replay`, {});
      expect([answer.status, answer.body.code]).toEqual([404, "not_found"]);
    }
  });
});
