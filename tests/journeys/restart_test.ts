import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { detectDistribution, isDistributed } from "../../db/citus/mod.ts";
import { ManualClock } from "../../modules/kernel/mod.ts";
import { readConfig } from "../../src/config.ts";
import { startService } from "../../src/service.ts";
import { setUp } from "../factory.ts";
import {
  ADMIN_TOKEN,
  createTestDatabase,
  START_MS,
  startTestService,
} from "../harness.ts";
import type { TestService } from "../harness.ts";
import { PartnerReceiver } from "../receiver.ts";
import { storedClick, visit } from "../visits.ts";

const DAY_MS = 86_400_000;

const database = await createTestDatabase();
const clock = new ManualClock(START_MS);
const running: TestService[] = [];
const partner = new PartnerReceiver();
afterEach(async () => {
  await Promise.all(running.map((service) => service.stop()));
});
afterAll(async () => {
  await partner.stop();
  await database.drop();
});

async function start(): Promise<TestService> {
  const service = await startTestService(database, { clock });
  running.push(service);
  return service;
}

test("a tracker that starts again on its database knows its links, its clicks, its sales and what it still has to tell", async () => {
  const first = await start();
  const { slug, affiliate_id, campaign_id } = await setUp(first.api);
  await first.api.call("POST", `/affiliates/${affiliate_id}/postbacks`, {
    url: `${partner.url}/pb?o={order_id}&s={sub1}`,
  });
  const token = await first.api.call("POST", "/tokens", {
    name: "kept",
    role: "manager",
  });
  const open_click = await first.api.click(slug, "?subid=spring");
  const sold_click = await first.api.click(slug);
  const sale = { click_id: sold_click, order_id: "A-1" };
  const recorded = await first.api.postback(sale);
  expect(recorded.status).toBe(201);
  const campaign = await first.api.call("GET", `/campaigns/${campaign_id}`);
  await first.stop();
  expect(first.log).toEqual([]);

  clock.advance(60_000);
  const second = await start();
  expect(await second.api.call("GET", `/campaigns/${campaign_id}`)).toEqual(
    campaign,
  );
  const again = await second.api.postback(sale);
  expect(again.body).toMatchObject({
    outcome: "duplicate",
    conversion_id: recorded.body.conversion_id,
  });
  const late = { click_id: open_click, order_id: "A-2" };
  expect((await second.api.postback(late)).status).toBe(201);
  const new_click = await second.api.click(slug);
  const fresh = { click_id: new_click, order_id: "A-3" };
  expect((await second.api.postback(fresh)).status).toBe(201);
  const known = await second.api.fetch("/api/v1/campaigns", {
    headers: { authorization: `Bearer ${String(token.token)}` },
  });
  expect(known.status).toBe(200);

  await second.deliverer.runOnce();
  const told = partner.received.map(({ url }) => url.search).sort();
  expect(told).toEqual(["?o=A-1&s=", "?o=A-2&s=spring", "?o=A-3&s="]);
  const { data } = await second.api.call("GET", "/ledger/accounts");
  expect(data).toMatchObject([{ receivable: "60.00", payable: "-37.50" }]);
});

test("a tracker that starts again mints no id twice, though its clock stands still", async () => {
  const ids: string[] = [];
  for (let start_number = 0; start_number < 3; start_number++) {
    const service = await start();
    const { slug } = await setUp(service.api);
    ids.push(
      ...(await Promise.all(
        Array.from({ length: 50 }, () => service.api.click(slug)),
      )),
    );
    await service.stop();
  }
  expect(new Set(ids).size).toBe(150);
});

test("a tracker that starts again in its data directory knows who visited in the last day", async () => {
  const data_dir = mkdtempSync(join(tmpdir(), "tallyho-restart-"));
  const marks: string[][] = [];
  let slug: string | undefined;
  for (const later_ms of [0, DAY_MS - 1, 1]) {
    clock.advance(later_ms);
    const service = await startTestService(database, { clock, data_dir });
    running.push(service);
    slug ??= (await setUp(service.api)).slug;
    const { click_id } = await visit(service.api, slug);
    marks.push((await storedClick(service, click_id)).marks);
    await service.stop();
    expect(service.log).toEqual([]);
  }
  rmSync(data_dir, { recursive: true });
  expect(marks).toEqual([["unique"], ["repeat"], ["unique"]]);
});

test("a tracker that starts while the database is away does nothing that depends on its distribution before it has asked", async () => {
  const data_dir = mkdtempSync(join(tmpdir(), "tallyho-away-"));
  const before = await startTestService(database, { clock, data_dir });
  const { slug } = await setUp(before.api);
  await before.stop();
  const nowhere = { ...database, app: { ...database.app, port: 1 } };
  const away = await startTestService(nowhere, { clock, data_dir });
  expect(await away.api.click(slug)).not.toBe("");
  expect(isDistributed).toThrow("has not been reached yet");
  await away.stop();

  const back = await startTestService(database, { clock, data_dir });
  running.push(back);
  expect(isDistributed()).toBe(await detectDistribution(back.db));
  rmSync(data_dir, { recursive: true });
});

test("a tracker that stopped has let go of the scheduler's lead", async () => {
  const service = await start();
  await service.scheduler.runOnce();
  const observer = await start();
  const leads = async () =>
    await observer.db.execute(sql`select from leases where name = 'scheduler'`);
  expect(await leads()).toHaveLength(1);
  await service.stop();
  expect(await leads()).toHaveLength(0);
});

test("a tracker with another network's key does not start, and says why", async () => {
  const other = startService({
    config: readConfig({ PORT: "0" }),
    address: database.app,
    data_dir: mkdtempSync(join(tmpdir(), "tallyho-other-")),
    secrets: {
      key: "the key of another network, just as long as ours",
      admin_token: ADMIN_TOKEN,
    },
    clock,
    log: () => {},
    background: false,
  });
  await expect(other).rejects.toThrow(/key/i);
});
