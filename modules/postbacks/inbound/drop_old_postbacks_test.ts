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
    await api.postback({ click_id: made_up });
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
