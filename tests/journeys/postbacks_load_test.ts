// A fast bench proves nothing if it is wrong: under load every answered postback is in every table,
// once.
import { expect, test } from "bun:test";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { runLoad } from "../bench/load_client.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { makeSource, SECRET, signedUrl } from "../senders.ts";

const CLICKS = 50;
const ORDERS_A_CLICK = 8;
const CONNECTIONS = 64;

const service = await serviceForFile();
const { api, db, clock } = service;

test("signed postbacks over many connections are each recorded once, with history, money and delivery", async () => {
  const { slug, advertiser_id, affiliate_id } = await setUp(api);
  const source = await makeSource(api, advertiser_id, {
    require: "signature",
    secret: SECRET,
  });
  await api.call("POST", `/affiliates/${affiliate_id}/postbacks`, {
    url: "https://partner.example/pb?payout={payout}",
  });
  const ts = Math.floor(clock.nowMs() / 1000);
  const paths: string[] = [];
  for (let click = 0; click < CLICKS; click++) {
    const click_id = await api.click(slug);
    for (let order = 0; order < ORDERS_A_CLICK; order++) {
      const query = `click_id=${click_id}&order_id=N-${click}-${order}&amount=80.00&currency=USD&status=approved`;
      paths.push(signedUrl(`/v1/postback/${source.key}?${query}`, { ts }));
    }
  }
  const folder = await mkdtemp(join(tmpdir(), "tallyho-load-"));
  const paths_file = join(folder, "paths");
  // Each is sent twice: the second response equals the first.
  await Bun.write(paths_file, [...paths, ...paths].join("\n"));
  const { url } = service;
  const { by_status } = await runLoad({
    url,
    paths_file,
    connections: CONNECTIONS,
    duration_ms: 30_000,
  });
  await rm(folder, { recursive: true, force: true });
  expect(by_status).toEqual({ 200: paths.length, 201: paths.length });
  const [stored] = await db.execute(sql`
    select (select count(*) from postbacks where outcome = 'recorded')::int as recorded,
      (select count(*) from postbacks where outcome = 'duplicate')::int as duplicates,
      (select sum(count) from postback_counts)::int as counted,
      (select count(*) from conversions)::int as conversions,
      (select count(*) from conversion_versions)::int as versions,
      (select count(*) from ledger_transactions)::int as booked,
      (select count(*) from deliveries)::int as deliveries,
      (select count(*) from delivery_queue)::int as queued`);
  expect(stored).toEqual({
    recorded: paths.length,
    duplicates: paths.length,
    counted: 2 * paths.length,
    conversions: paths.length,
    versions: paths.length,
    booked: paths.length,
    deliveries: paths.length,
    queued: paths.length,
  });
});
