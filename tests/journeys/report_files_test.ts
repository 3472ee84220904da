// An export is taken by many readers, some of whom leave: it never keeps the next one waiting.
import { beforeAll, expect, test } from "bun:test";
import { serviceForFile } from "../harness.ts";
import { PERIOD, report, reportFile, reportWorld } from "../report_world.ts";
import { cellsOf } from "../csv_cells.ts";
import { setUp } from "../factory.ts";
import { BEHIND_PROXY, drainAll, visit } from "../visits.ts";

const service = await serviceForFile({ env: BEHIND_PROXY });
const { api } = service;
const QUERY = `group_by=hour,sub1,affiliate,country&${PERIOD}`;

beforeAll(async () => {
  await reportWorld(service);
});

async function open(method: string, signal?: AbortSignal): Promise<Response> {
  return await fetch(`${service.url}/api/v1/reports?${QUERY}`, {
    method,
    headers: { authorization: `Bearer ${api.token}`, accept: "text/csv" },
    ...(signal === undefined ? {} : { signal }),
  });
}

test("a reader who only asks for the head gets it, and holds nothing", async () => {
  for (let count = 0; count < 6; count++) {
    const answer = await open("HEAD");
    expect(answer.headers.get("content-type")).toStartWith("text/csv");
    expect(await answer.text()).toBe("");
  }
  const csv = await reportFile(api, QUERY, "text/csv");
  expect(csv).toStartWith("hour,sub1,affiliate.id,affiliate.name,country,");
});

test("readers who leave hold nothing", async () => {
  for (let count = 0; count < 6; count++) {
    const leaving = new AbortController();
    const answer = await open("GET", leaving.signal);
    expect(answer.status).toBe(200);
    leaving.abort();
  }
  const before = new AbortController();
  const asked = Promise.all(
    [0, 1, 2, 3, 4].map(() => open("GET", before.signal).catch(() => null)),
  );
  before.abort();
  await asked;
  const csv = await reportFile(api, QUERY, "text/csv");
  expect(csv.trimEnd().split("\r\n")).toHaveLength(7);
});

test("any sub comes back as it was sent, in each form", async () => {
  const { slug, campaign_id } = await setUp(api);
  const subs = [
    "007",
    'a,b"c',
    "x".repeat(500),
    "🙂 é \u202e",
    "two\r\nlines",
    "(not) none",
    "null",
    "-12.50",
  ];
  for (const sub of subs) {
    await visit(api, slug, { query: `?sub1=${encodeURIComponent(sub)}` });
  }
  await drainAll(service);
  const query = `group_by=sub1&campaign=${campaign_id}&sort=sub1`;
  const { data } = await report(api, query);
  const shown = data.map(({ sub1 }) => String(sub1));
  expect(shown.toSorted()).toEqual(subs.toSorted());
  const csv = cellsOf(await reportFile(api, query, "text/csv"));
  expect(csv.slice(1).map(([sub1]) => sub1)).toEqual(shown);
  for (const sub of subs) {
    const value = encodeURIComponent(sub.replaceAll(",", "\\,"));
    const only = await report(api, `${query}&sub1=${value}`);
    expect(only.data.map(({ sub1 }) => sub1)).toEqual([sub]);
  }
});
