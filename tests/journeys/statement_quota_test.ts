// Statements are kept forever, so nobody may fill the disk with them.
import { expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { setUp } from "../factory.ts";
import { ADMIN_TOKEN, serviceForFile } from "../harness.ts";

const service = await serviceForFile();
const { api, db, clock } = service;

const DAY_MS = 86_400_000;
const QUOTA = 2_147_483_648;

async function bring(advertiser_id: number, name: string): Promise<number> {
  const file = `order_id,amount,currency\n${name},10.00,USD\n`;
  const body = {
    advertiser_id,
    file,
    from: "2026-11-01",
    to: "2026-12-01",
  };
  return (await api.try("POST", "/reconciliations", body)).status;
}

test("an advertiser's statements of 24 hours have a quota of bytes, and each has its own", async () => {
  const { advertiser_id } = await setUp(api);
  const other = await setUp(api);
  expect(await bring(advertiser_id, "Q-1")).toBe(201);
  const full = sql`update statements set byte_count = ${QUOTA} where advertiser_id = ${advertiser_id}`;
  await db.execute(full);
  for (const name of ["Q-2", "Q-3", crypto.randomUUID()]) {
    expect(await bring(advertiser_id, name)).toBe(429);
  }
  const kept = sql`select id from statements where advertiser_id = ${advertiser_id}`;
  expect(await db.execute(kept)).toHaveLength(1);
  // The same file again takes no space.
  expect(await bring(advertiser_id, "Q-1")).toBeLessThan(300);
  expect(await bring(other.advertiser_id, "Q-2")).toBe(201);
  clock.advance(DAY_MS + 1);
  expect(await bring(advertiser_id, "Q-2")).toBe(201);
});

test("of statements that come at once only as many are kept as the quota has room for", async () => {
  const { advertiser_id } = await setUp(api);
  expect(await bring(advertiser_id, "R-0")).toBe(201);
  // Each has 39 bytes.
  await db.execute(
    sql`update statements set byte_count = ${QUOTA - 60} where advertiser_id = ${advertiser_id}`,
  );
  const names = ["R-1", "R-2", "R-3"];
  const all = names.map((name) => bring(advertiser_id, name));
  expect((await Promise.all(all)).sort()).toEqual([201, 429, 429]);
});

test("what goes beyond the quota is answered long before it has come whole", async () => {
  const { advertiser_id } = await setUp(api);
  const many = 256;
  await db.execute(sql`
    insert into statements (id, advertiser_id, sha256, byte_count, received_at, received_by)
    select gen_random_uuid(), ${advertiser_id}, int8send(n), ${QUOTA / many},
      ${new Date(clock.nowMs()).toISOString()}::timestamptz, 'a test'
    from generate_series(1, ${many}::bigint) as n`);
  const line = `${"1,10.00,USD\n".repeat(87_381)}`;
  let sent_bytes = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent_bytes > 300_000_000) return controller.close();
      sent_bytes += line.length;
      controller.enqueue(Buffer.from(line));
    },
  });
  const query = `advertiser_id=${advertiser_id}&from=2026-11-01&to=2026-12-01`;
  const answer = await fetch(`${service.url}/api/v1/reconciliations?${query}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${ADMIN_TOKEN}`,
      "content-type": "text/csv",
    },
    body,
  }).catch(() => null);
  // A client that keeps sending may find the connection closed without a response.
  if (answer !== null) expect(answer.status).toBe(429);
  expect(sent_bytes).toBeLessThan(100_000_000);
  expect(await bring(advertiser_id, "S-1")).toBe(429);
});
