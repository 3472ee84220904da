import { describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { newId } from "../../kernel/mod.ts";
import { serviceForFile } from "../../../tests/harness.ts";
import { LiveRisk } from "./live_risk.ts";
import { readSenders, Senders } from "./senders.ts";

const { db, clock } = await serviceForFile();
const DAY_MS = 86_400_000;

async function addPostbacks(
  n: number,
  ip: string,
  { source_id = 1, outcome = "recorded", days_ago = 0 } = {},
) {
  const now_ms = clock.nowMs() - days_ago * DAY_MS;
  for (let i = 0; i < n; i++) {
    const id = newId({ nowMs: () => now_ms });
    await db.execute(sql`
      insert into postbacks (id, received_at, method, url, headers, ip, source_id, http_status, outcome, trace)
      values (${id}::uuid, now(), 'GET', '/', '{}', ${ip}, ${source_id}, 201, ${outcome}, '[]')`);
  }
}

/** A sale that nothing else is remarkable of. */
const sale = (address: string) => ({
  ...{ campaign_id: 1, affiliate_id: 1, recorded_at: 0, clicked_at: 0 },
  ...{ seconds: null, is_injected: false, click: undefined, customer: null },
  ...{ labels: {}, wanted: null, sender: { source_id: 1, address } },
});

describe("Senders", () => {
  test("says nothing before it was told what is stored", () => {
    const senders = new Senders();
    for (let i = 0; i < 50; i++) senders.note(1, "192.0.2.1");
    expect(senders.read(1, "192.0.2.9")).toBeNull();
    senders.replace([{ source_id: 1, address: "192.0.2.1", count: 40 }]);
    senders.note(1, "192.0.2.9");
    expect(senders.read(1, "192.0.2.9")).toMatchObject({ seen: 1, of: 41 });
    expect(senders.read(2, "192.0.2.9")).toBeNull();
  });

  test("forgets whoever was silent the longest, and says nothing of very many addresses", () => {
    const senders = new Senders();
    senders.replace([]);
    for (let id = 1; id <= 2_001; id++) senders.note(id, "192.0.2.1");
    expect(senders.read(1, "192.0.2.1")).toBeNull();
    expect(senders.read(2, "192.0.2.1")).not.toBeNull();
    for (let i = 0; i < 500; i++) senders.note(2, `10.0.0.${i}`);
    expect(senders.read(2, "192.0.2.1")).toBeNull();
  });
});

test("a new process knows from where a source sent before, and only what made a sale", async () => {
  await addPostbacks(30, "192.0.2.1");
  await addPostbacks(5, "192.0.2.7", { outcome: "bad_signature" });
  await addPostbacks(5, "192.0.2.8", { days_ago: 40 });
  await addPostbacks(3, "192.0.2.2", { source_id: 2 });
  const counts = await readSenders(db, clock.nowMs());
  expect(counts.toSorted((a, b) => a.source_id - b.source_id)).toEqual([
    { source_id: 1, address: "192.0.2.1", count: 30 },
    { source_id: 2, address: "192.0.2.2", count: 3 },
  ]);
  const deviceOf = () => ({ os: "other", is_bot: false });
  const live = new LiveRisk({ clock, deviceOf });
  expect(live.judge(sale("198.51.100.9")).risk.reasons).toEqual([]);
  await live.learnSenders(db);
  const { risk } = live.judge(sale("198.51.100.9"));
  expect(risk.reasons.map(({ code }) => code)).toEqual(["sender_address"]);
  expect(live.judge(sale("192.0.2.1")).risk.reasons).toEqual([]);
});

test("an install that began before its click is injected, whatever is usual", () => {
  const deviceOf = () => ({ os: "other", is_bot: false });
  const live = new LiveRisk({ clock, deviceOf });
  const { risk } = live.judge({ ...sale("192.0.2.1"), is_injected: true });
  expect(risk).toMatchObject({ score: 90, verdict: "hold" });
  expect(risk.reasons.map(({ code }) => code)).toEqual(["ctit_too_fast"]);
});
