// An export is taken by many readers, some of whom leave: it never keeps the next one waiting.
import { beforeAll, expect, test } from "bun:test";
import { serviceForFile } from "../harness.ts";
import { PERIOD, reportFile, reportWorld } from "../report_world.ts";
import { BEHIND_PROXY } from "../visits.ts";

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
