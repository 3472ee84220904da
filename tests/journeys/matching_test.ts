// An office works through the differences between a statement and the books: it reviews breaks,
// confirms the frame, matches by hand what no rule could, and keeps its decisions after matching
// again.
import { expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { confirming, plantWorld } from "../planted_statement.ts";
import { FROM_MS } from "../planted_maker.ts";
import { ReconciliationWorld } from "../reconciliation_world.ts";
import { enqueueMatching } from "../../modules/reconciliation/mod.ts";

interface Break {
  id: string;
  class: string | null;
  proposed: string | null;
  state: string;
  rule: string | null;
  owner: string | null;
  note: string | null;
  changed_by: string | null;
  ours: { conversion_id: string } | null;
  theirs: { row_no: number; counted: string } | null;
  difference: string | null;
  score: number | null;
  runner_up: number | null;
  margin: number | null;
  match_margin: number | null;
}
interface BreakList {
  data: Break[];
  next_cursor: string | null;
}

const service = await serviceForFile();
const { api, db, scheduler } = service;
const world = new ReconciliationWorld(db, async (_deps, id) => {
  await enqueueMatching({ db, scheduler }, id);
  await scheduler.runOnce();
});
const setup = await setUp(api);
const books = {
  advertiser_id: setup.advertiser_id,
  campaign_ids: [setup.campaign_id, setup.campaign_id],
};
const { events } = plantWorld(3, { clean: 30, each: 0 });
const sales = events.flatMap(({ conversions }) => conversions);
const rows = sales.map(confirming);
await world.record(books, sales);
// The first two rows have nothing that identifies their conversions.
const statement = rows.map((row, at) =>
  at < 2
    ? {
        ...row,
        order_id: `their-${at}`,
        written_at: FROM_MS,
        revenue_micros: 1n,
      }
    : row,
);

async function breaksOf(id: string, query = ""): Promise<BreakList> {
  return await api.call("GET", `/reconciliations/${id}/breaks${query}`);
}

test("breaks are listed, filtered and paged, and a match by hand lasts", async () => {
  const id = await world.state(books, statement);
  await world.match(id);
  const { data: all } = await breaksOf(id);
  expect(all.map((item) => item.class)).toEqual([
    "missing_ours",
    "missing_ours",
    "missing_theirs",
    "missing_theirs",
  ]);
  expect(all[0]).toMatchObject({ id: "r1", proposed: "person", state: "open" });
  const paged: string[] = [];
  let cursor: string | null = "";
  while (cursor !== null) {
    const page: BreakList = await breaksOf(id, `?limit=1&cursor=${cursor}`);
    paged.push(...page.data.map((item) => item.id));
    cursor = page.next_cursor;
  }
  expect(paged).toEqual(all.map((item) => item.id));
  const ours = await breaksOf(id, "?class=missing_theirs");
  expect(ours.data.map((item) => item.id)).toEqual(paged.slice(2));

  const first = sales[0]?.id ?? "";
  const matched = await api.call<Break>(
    "POST",
    `/reconciliations/${id}/match`,
    {
      row_no: 1,
      conversion_id: first,
    },
  );
  expect(matched).toMatchObject({
    class: "amount_mismatch",
    rule: "hand",
    ours: { conversion_id: first },
  });
  expect((await breaksOf(id)).data.map((item) => item.id)).toEqual(
    ["r1", "r2", ...paged.slice(2)].filter((key) => key !== `c${first}`),
  );
  const apart = await api.call<Break>("POST", `/reconciliations/${id}/match`, {
    row_no: 3,
    conversion_id: null,
  });
  expect(apart).toMatchObject({ class: "missing_ours", rule: "apart" });
  const r2 = `/reconciliations/${id}/breaks/r2`;
  await api.call("PATCH", r2, { owner: "Ada", note: "?", state: "left" });
  const { headers } = await api.try("GET", r2);
  const answers = await Promise.all(
    [1, 2, 3, 4].map(() =>
      api.fetch(`/api/v1${r2}`, {
        method: "PATCH",
        headers: {
          authorization: `Bearer ${api.token}`,
          "content-type": "application/json",
          "if-match": headers.get("etag") ?? "",
        },
        body: JSON.stringify({ note: "asked them" }),
      }),
    ),
  );
  const statuses = answers.map(({ status }) => status).toSorted();
  expect(statuses).toEqual([200, 412, 412, 412]);
  const made = answers.find(({ status }) => status === 200);
  const shown = await api.try("GET", r2);
  expect(made?.headers.get("etag")).toBe(shown.headers.get("etag"));
  const mine = await breaksOf(id, "?owner=Ada&state=left");
  expect(mine.data.map((item) => [item.id, item.note])).toEqual([
    ["r2", "asked them"],
  ]);

  await world.match(id);
  const again = await breaksOf(id);
  const of = (key: string) => again.data.find((item) => item.id === key);
  expect(of("r1")).toMatchObject({ rule: "hand", class: "amount_mismatch" });
  expect(of("r2")).toMatchObject({ owner: "Ada", state: "left" });
  expect(of("r3")).toMatchObject({ class: "missing_ours", rule: "apart" });
  const matches = await api.call<BreakList>(
    "GET",
    `/reconciliations/${id}/matches?tier=1&limit=500`,
  );
  expect(matches.data).toHaveLength(rows.length - 3);
  for (const item of [...matches.data, ...again.data]) {
    const { score, runner_up, margin, match_margin } = item;
    const gap = score === null || runner_up === null ? null : score - runner_up;
    expect([margin, match_margin]).toEqual([gap, gap]);
  }
});

test("a frame that is set is matched in, and stays", async () => {
  const few = statement.slice(5, 8).map((row) => ({
    ...row,
    revenue_micros: (row.revenue_micros ?? 0n) * 100n,
  }));
  const id = await world.state(books, few);
  await world.match(id);
  expect((await world.read(id)).frame?.is_clear).toBe(false);
  const set = await api.call<{ status: string; task_id: string }>(
    "POST",
    `/reconciliations/${id}/frame`,
    { offset_minutes: 0, money_divisor: 100 },
  );
  expect(set.status).toBe("matching");
  const refused = await api.try("POST", `/reconciliations/${id}/frame`, {});
  expect(refused).toMatchObject({ status: 409, body: { code: "in_flight" } });
  await scheduler.runOnce();
  const task = await api.call("GET", `/tasks/${set.task_id}`);
  expect(task).toMatchObject({ state: "done" });
  const { frame, status } = await world.read(id);
  expect(status).toBe("review");
  expect(frame).toMatchObject({ money_divisor: 100, is_clear: true });
  const { data } = await breaksOf(id);
  expect(data.filter((item) => item.theirs !== null)).toEqual([]);
});

test("what can't be is refused by name, and a tolerance is kept", async () => {
  const unmapped = {
    ...statement[4],
    has_zone: false,
    status: null,
    raw_status: "odd",
  };
  const id = await world.state(books, [...statement.slice(0, 4), unmapped]);
  await world.match(id);
  expect((await breaksOf(id, "?class=unparsable")).data).toMatchObject([
    { id: "r5", proposed: "person" },
  ]);
  const cases: [string, string, unknown, number][] = [
    ["POST", "/match", { row_no: 99, conversion_id: null }, 422],
    ["POST", "/match", { row_no: 5, conversion_id: sales[4]?.id }, 422],
    ["POST", "/match", { row_no: 1, conversion_id: "nothing" }, 422],
    ["POST", "/match", { row_no: 1, conversion_id: crypto.randomUUID() }, 422],
    ["PATCH", "/breaks/r3", { note: "a match" }, 422],
    ["PATCH", "/breaks/x1", { note: "no key" }, 404],
    ["PATCH", "/breaks/r1", { state: "applied" }, 422],
    ["POST", "/frame", { offset_minutes: 7 }, 422],
    ["GET", "/breaks?cursor=eA", undefined, 400],
  ];
  for (const [method, path, body, status] of cases) {
    const answer = await api.try(method, `/reconciliations/${id}${path}`, body);
    expect({ path, status: answer.status }).toEqual({ path, status });
  }
  const unknown = await api.try("GET", "/reconciliations/nothing/breaks");
  expect(unknown.status).toBe(404);
  const path = `/advertisers/${setup.advertiser_id}/tolerance`;
  const kept = { row_amount: "0.05", statement_percent: "0.5" };
  await api.call("PUT", path, kept);
  expect(await api.call("GET", path)).toMatchObject(kept);
  const wrong = await api.try("PUT", path, { row_percent: "a lot" });
  expect(wrong).toMatchObject({
    status: 422,
    body: { errors: [{ field: "row_percent" }] },
  });
});
