import { expect, test } from "bun:test";
import fc from "fast-check";
import { setUp } from "../../../tests/factory.ts";
import { serviceForFile } from "../../../tests/harness.ts";
import { dropOldPostbacks } from "./drop_old_postbacks.ts";

const DAY_MS = 86_400_000;
const service = await serviceForFile();
const { api, db, clock } = service;

async function kept(): Promise<string[]> {
  const rows = await db.execute<{ outcome: string }>(
    "select outcome from postbacks order by id",
  );
  return rows.map(({ outcome }) => outcome);
}

test("what is past its retention goes by whole days, but what a conversion rests on stays", async () => {
  const { slug } = await setUp(api);
  const click_id = await api.click(slug);
  const said = { click_id, order_id: "O-1" };
  await api.postback(said);
  await api.postback(said);
  await api.postback({ ...said, status: "reversed" });
  for (const made_up of fc.sample(fc.stringMatching(/^[a-z]{5,30}$/), 10)) {
    await api.postback({ ...said, amount: made_up });
  }
  const all = await kept();
  expect(all).toHaveLength(13);
  const now_ms = clock.nowMs();
  const drop = (days_later: number, retention_days: number) =>
    dropOldPostbacks(db, {
      now_ms: now_ms + days_later * DAY_MS,
      retention_days,
    });
  expect(await drop(1_000, 0)).toBe(0);
  expect(await drop(29, 30)).toBe(0);
  expect(await drop(30, 30)).toBe(0);
  expect(await kept()).toEqual(all);
  const stopped = AbortSignal.abort();
  const late = { now_ms: now_ms + 31 * DAY_MS, retention_days: 30 };
  expect(await dropOldPostbacks(db, { ...late, signal: stopped })).toBe(0);
  expect(await drop(31, 30)).toBe(11);
  expect(await kept()).toEqual(["recorded", "updated"]);
  expect(await drop(31, 30)).toBe(0);
});

test("of what a conversion rests on the verdict stays, and nothing of who sent it", async () => {
  const [{ id = "" } = {}] = await db.execute<{ id: string }>(
    "select id::text from postbacks where outcome = 'recorded'",
  );
  const shown = await api.call("GET", `/postbacks/${id}`);
  expect(shown).toMatchObject({
    url: "/v1/postback",
    headers: {},
    body: null,
    ip: null,
    cut: "age",
    curl: null,
    outcome: "recorded",
    order_id: "O-1",
  });
  const again = await api.call("POST", `/postbacks/${id}/replay`);
  expect(again).toMatchObject({ after: { outcome: "duplicate" } });
});

test("one that waited in the journal, and came days later, is emptied too", async () => {
  const click_id = await api.click((await setUp(api)).slug);
  await api.postback({ click_id, order_id: "late" });
  const hex = (clock.nowMs() - 5 * DAY_MS).toString(16).padStart(12, "0");
  const id = `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
  await db.execute(
    `update conversion_versions v set postback_id = '${id}' from postbacks p
     where p.order_id = 'late' and v.postback_id = p.id`,
  );
  await db.execute(`update postbacks set id = '${id}' where order_id = 'late'`);
  const later = { now_ms: clock.nowMs() + 31 * DAY_MS, retention_days: 30 };
  await dropOldPostbacks(db, later);
  const rows = await db.execute(
    "select cut, ip from postbacks where order_id = 'late'",
  );
  expect([...rows]).toEqual([{ cut: "age", ip: null }]);
});
