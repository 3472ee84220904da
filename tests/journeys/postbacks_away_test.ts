// A sender that was told "kept" won't send again: while the database is down its postback waits
// here, in order, and is judged as of its arrival.
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "bun:test";
import { signQuery } from "../../modules/kernel/mod.ts";
import type { ApiClient } from "../api_client.ts";
import { setUp } from "../factory.ts";
import { makeSource, SECRET as SIGNED, sendSigned } from "../senders.ts";
import { TELLS } from "../shop_bodies.ts";
import type { Told } from "../shop_orders.ts";
import { SHOP_SECRETS, signedBy } from "../shop_signing.ts";
import {
  createTestDatabase,
  serviceForFile,
  startTestService,
} from "../harness.ts";
import type { TestService } from "../harness.ts";

const SECRET = "a secret of the shop, of enough characters";
const service = await serviceForFile();
const { api, clock } = service;

const directories: string[] = [];
afterAll(() => {
  for (const path of directories) rmSync(path, { recursive: true });
});

/** Makes a tracker's database unreachable until the returned function is called. */
function takeAway({ db }: Pick<TestService, "db">): () => void {
  const { transaction, select, execute } = db;
  const fail = (): never => {
    throw Object.assign(new Error("away"), { code: "ECONNREFUSED" });
  };
  Object.assign(db, {
    transaction: async () => fail(),
    select: fail,
    execute: async () => fail(),
  });
  return () => Object.assign(db, { transaction, select, execute });
}

async function drainAll({ drain }: Pick<TestService, "drain">) {
  while (await drain.runOnce());
}

async function queuedIn(client: ApiClient): Promise<number> {
  const { body } = await client.fetch<{
    journal: { postbacks_queued: number };
  }>("/readyz");
  return body.journal.postbacks_queued;
}

const list = (client: ApiClient, path: string) =>
  client.call<{ data: Record<string, unknown>[] }>("GET", path);

test("a sale and its reversal that come while the database is away are queued, shown, and judged in their order", async () => {
  const { slug } = await setUp(api);
  const click_id = await api.click(slug);
  const sale = { click_id, order_id: "Q-1" };
  const bringBack = takeAway(service);
  const queued = await api.postback(sale);
  expect(queued).toMatchObject({ status: 202, body: { outcome: "queued" } });
  const { postback_id } = queued.body;
  await expect(service.drain.runOnce()).rejects.toThrow("away");
  bringBack();

  // The database is back, but waiting postbacks go first.
  const reversal = await api.postback({ ...sale, status: "reversed" });
  expect(reversal.status).toBe(202);
  expect(await queuedIn(api)).toBe(2);
  const { text } = (await api.fetch<{ text: string }>("/metrics")).body;
  expect(text).toContain("\ntallyho_postbacks_queued 2\n");

  clock.advance(2 * 3_600_000);
  await drainAll(service);
  expect(await queuedIn(api)).toBe(0);
  const { data } = await list(api, "/conversions?order_id=Q-1");
  expect(data).toMatchObject([{ status: "reversed" }]);
  const kept = await api.call("GET", `/postbacks/${String(postback_id)}`);
  expect(kept).toMatchObject({ outcome: "recorded", http_status: 201 });
  const direct = await api.postback({ click_id, order_id: "Q-2" });
  expect(direct.status).toBe(201);
});

test("a signed one is checked against its timestamp as of its arrival, however long it waited", async () => {
  const { slug, advertiser_id } = await setUp(api);
  const source = await api.call<{ id: number; key: string }>(
    "POST",
    `/advertisers/${advertiser_id}/sources`,
    { name: "shop", require: "signature" },
  );
  const { id, key } = source;
  await api.call(
    "POST",
    `/advertisers/${advertiser_id}/sources/${id}/secrets`,
    {
      secret: SECRET,
    },
  );
  const path = `/v1/postback/${key}`;
  const click_id = await api.click(slug);
  const signed = (order_id: string) => {
    const ts = Math.floor(clock.nowMs() / 1000);
    const query = `click_id=${click_id}&order_id=${order_id}&nonce=${order_id}&ts=${ts}`;
    const sig = signQuery({
      secret: SECRET,
      method: "GET",
      path,
      query,
      ts,
      body: new Uint8Array(),
    });
    return `${path}?${query}&sig=${sig}`;
  };
  const bringBack = takeAway(service);
  const good = await api.fetch(signed("S-1"));
  const again = await api.fetch(signed("S-1"));
  const forged = await api.fetch(`${signed("S-2")}0`);
  expect([good.status, again.status, forged.status]).toEqual([202, 202, 202]);
  bringBack();
  clock.advance(86_400_000);
  await drainAll(service);
  const outcomes = [];
  for (const { body } of [good, again, forged]) {
    const id = String(body.postback_id);
    outcomes.push((await api.call("GET", `/postbacks/${id}`)).outcome);
  }
  expect(outcomes).toEqual(["recorded", "duplicate", "bad_signature"]);
});

test("a sender that always wants 200 gets `queued` with 200, and a platform its own format", async () => {
  const { slug, advertiser_id } = await setUp(api);
  const make = (answer: string) =>
    api.call<{ key: string }>("POST", `/advertisers/${advertiser_id}/sources`, {
      name: answer,
      answer,
    });
  const { key } = await make("always_200");
  const other = await make("tune");
  const click_id = await api.click(slug);
  const bringBack = takeAway(service);
  const always = await api.fetch(`/v1/postback/${key}?click_id=${click_id}`);
  const tune = await api.fetch(
    `/v1/postback/${other.key}?click_id=${click_id}`,
  );
  bringBack();
  await drainAll(service);
  expect(always).toMatchObject({ status: 200, body: { outcome: "queued" } });
  expect(tune).toMatchObject({ status: 200, body: { text: "success=true;" } });
});

test("one that would have to be looked up first is queued as well", async () => {
  const { slug } = await setUp(api);
  const click_id = await api.click(slug);
  await api.postback({ click_id, order_id: "L-1" });
  const { data } = await list(api, "/conversions?order_id=L-1");
  const bringBack = takeAway(service);
  const order_id = String(data[0]?.id);
  const queued = await api.postback({ order_id, status: "reversed" });
  bringBack();
  expect(queued.status).toBe(202);
  await drainAll(service);
  const after = await list(api, "/conversions?order_id=L-1");
  expect(after.data).toMatchObject([{ status: "reversed" }]);
});

test("what waited when the process was killed is judged by the next one before anything else, once", async () => {
  const database = await createTestDatabase();
  const base = mkdtempSync(join(tmpdir(), "tallyho-away-"));
  directories.push(base);
  const data_dir = join(base, "first");
  const first = await startTestService(database, { clock, data_dir });
  const { slug } = await setUp(first.api);
  const click_id = await first.api.click(slug);
  await drainAll(first);
  const bringBack = takeAway(first);
  const ids: string[] = [];
  for (const status of ["approved", "reversed"]) {
    const sent = { click_id, order_id: "K-1", status };
    ids.push(String((await first.api.postback(sent)).body.postback_id));
  }
  // A copy of the files on disk: the same as after a kill at this moment.
  const copy = join(base, "second");
  cpSync(data_dir, copy, { recursive: true });
  const second = await startTestService(database, { clock, data_dir: copy });
  expect(await queuedIn(second.api)).toBe(2);
  const later = await second.api.postback({ click_id, order_id: "K-2" });
  expect(later.status).toBe(202);
  await drainAll(second);
  expect(await queuedIn(second.api)).toBe(0);
  const direct = await second.api.postback({ click_id, order_id: "K-3" });
  expect(direct.status).toBe(201);
  // The first one turns out to be alive, learns that the same records were drained, and goes on from there.
  bringBack();
  await expect(drainAll(first)).rejects.toThrow("Another process drained");
  await drainAll(first);
  await first.stop();
  const { data } = await list(second.api, "/conversions");
  expect(data.map(({ order_id, status }) => [order_id, status])).toEqual([
    ["K-3", "approved"],
    ["K-2", "approved"],
    ["K-1", "reversed"],
  ]);
  const kept = await list(second.api, "/postbacks");
  expect(kept.data.map(({ id }) => id)).toEqual([
    direct.body.postback_id,
    later.body.postback_id,
    ids[1],
    ids[0],
  ]);
  await second.stop();
  await database.drop();
});

test("under a steady stream the queue empties, and nobody waits forever", async () => {
  const { slug } = await setUp(api);
  const click_id = await api.click(slug);
  let n = 0;
  const send = () => api.postback({ click_id, order_id: `stream-${n++}` });
  const bringBack = takeAway(service);
  await send();
  bringBack();
  const statuses = new Set<number>();
  const sender = async () => {
    while (!statuses.has(201)) statuses.add((await send()).status);
  };
  const drainer = async () => {
    while (!statuses.has(201)) {
      await service.drain.runOnce();
      await new Promise(setImmediate);
    }
  };
  await Promise.all([sender(), sender(), sender(), sender(), drainer()]);
  expect([...statuses].sort()).toEqual([201, 202]);
  expect(await queuedIn(api)).toBe(0);
  const orders = new Set<unknown>();
  for (let cursor = ""; ;) {
    const page = await api.call<{
      data: { order_id: string }[];
      next_cursor: string | null;
    }>("GET", `/conversions?click_id=${click_id}&limit=200${cursor}`);
    for (const { order_id } of page.data) orders.add(order_id);
    if (page.next_cursor === null) break;
    cursor = `&cursor=${page.next_cursor}`;
  }
  expect(orders.size).toBe(n);
});

test("what its source refuses for want of proof has the small share of the journal: what is signed is still taken", async () => {
  const database = await createTestDatabase();
  const data_dir = mkdtempSync(join(tmpdir(), "tallyho-share-"));
  directories.push(data_dir);
  const tracker = await startTestService(database, {
    data_dir,
    env: { TALLYHO_JOURNAL_MB_MAX: "16" },
  });
  const { slug, advertiser_id } = await setUp(tracker.api);
  const { key } = await makeSource(tracker.api, advertiser_id, {
    require: "signature",
    secret: SIGNED,
  });
  const click_id = await tracker.api.click(slug);
  const path = `/v1/postback/${key}`;
  const bringBack = takeAway(tracker);
  const statuses: number[] = [];
  for (let n = 0; n < 24; n++) {
    const answer = await tracker.api.fetch(`${path}?click_id=${click_id}`, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: `order_id=junk-${n}&note=${"x".repeat(60_000)}`,
    });
    statuses.push(answer.status);
  }
  expect(new Set(statuses)).toEqual(new Set([202, 503]));
  expect(statuses.filter((status) => status === 202).length).toBeLessThan(18);
  for (const order_id of ["S-1", "S-2", "S-3"]) {
    const sale = await sendSigned(tracker, { click_id, order_id }, { path });
    expect(sale.status).toBe(202);
  }
  bringBack();
  await drainAll(tracker);
  const { data } = await list(tracker.api, "/conversions");
  expect(data).toHaveLength(3);
  await tracker.stop();
  await database.drop();
});

test("a shop's refund that names no click waits whole, and an order that is nobody's loses its buyer", async () => {
  const setup = await setUp(api);
  const { id, url } = await makeSource(api, setup.advertiser_id, {
    ...{ preset: "stripe", secrets: [SHOP_SECRETS.stripe] },
  });
  const post = async ({ body: told }: Told) => {
    const now_ms = clock.nowMs();
    const { text: body, headers } = signedBy("stripe", told, { now_ms });
    const init = { method: "POST", headers, body };
    return await api.fetch(new URL(url).pathname, init);
  };
  const at = new Date(clock.nowMs()).toISOString();
  const click_id = await api.click(setup.slug);
  const order = { id: "77001", amount: "100.00", click_id, at };
  const sold = await post(TELLS.stripe.sale(order));
  expect(sold.status).toBe(201);
  const back = { id: "1", amount: "100.00", total: "100.00", at };
  const nobodys = { ...order, id: "77002", click_id: null };
  const bringBack = takeAway(service);
  const queued = [
    await post(TELLS.stripe.refund(order, back)),
    await post(TELLS.stripe.sale(nobodys)),
  ];
  bringBack();
  expect(queued.map(({ status }) => status)).toEqual([202, 202]);
  await drainAll(service);
  const { data } = await list(api, `/postbacks?source_id=${id}`);
  const outcomes = data.map(({ outcome }) => outcome);
  expect(outcomes.toSorted()).toEqual(["ignored", "recorded", "updated"]);
  for (const { body: answer } of queued) {
    const path = `/postbacks/${String(answer.postback_id)}`;
    const shown = await api.call<{ outcome: string }>("GET", path);
    const text = JSON.stringify(shown);
    expect(/buyer@example/.test(text)).toBe(shown.outcome === "updated");
    expect(text).not.toContain(new URL(url).pathname);
  }
});
