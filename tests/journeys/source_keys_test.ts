// Anybody with a source's key can send as the shop: it is stored nowhere in clear, and works all
// the same.
import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setUp } from "../factory.ts";
import { createTestDatabase, startTestService } from "../harness.ts";
import type { TestService } from "../harness.ts";
import { makeSource, SECRET, sendSigned } from "../senders.ts";

const data_dir = mkdtempSync(join(tmpdir(), "tallyho-source-keys-"));
const database = await createTestDatabase();
afterAll(async () => {
  await database.drop();
  await rm(data_dir, { recursive: true, force: true });
});

/** Returns the tables and files that contain a text. */
async function placesOf({ db }: TestService, text: string): Promise<string[]> {
  const tables = await db.execute<{ name: string }>(
    "select quote_ident(table_name) as name from information_schema.tables where table_schema = 'public'",
  );
  const places: string[] = [];
  for (const { name } of tables) {
    const [row] = await db.execute<{ n: number }>(
      `select count(*)::int as n from ${name} as t where t::text like '%${text}%'`,
    );
    if (row?.n !== 0) places.push(name);
  }
  const files = readdirSync(data_dir, { recursive: true, encoding: "utf8" });
  for (const file of files) {
    const path = join(data_dir, file);
    try {
      if (readFileSync(path).includes(text)) places.push(file);
    } catch {} // A directory.
  }
  return places;
}

test("a source's key is in no table and no file, and its address takes postbacks, also after a restart and another key", async () => {
  const first = await startTestService(database, { data_dir });
  const { advertiser_id, slug } = await setUp(first.api);
  const made = await makeSource(first.api, advertiser_id, { require: "token" });
  const path = `/advertisers/${advertiser_id}/sources/${made.id}`;
  const send = async ({ api }: TestService, key: string) => {
    const click_id = await api.click(slug);
    const answer = await api.fetch(`/v1/postback/${key}?click_id=${click_id}`);
    return answer.status;
  };
  expect(await send(first, made.key)).toBe(201);
  expect(await first.api.fetch(`/${made.key}/postback?subid=x`)).toMatchObject({
    status: 400,
  });
  expect(await placesOf(first, made.key)).toEqual([]);
  expect(await placesOf(first, "Shop")).toEqual(
    expect.arrayContaining(["sources", "snapshot.json"]),
  );
  await first.stop();

  const second = await startTestService(database, { data_dir });
  expect(await send(second, made.key)).toBe(201);
  expect(await second.api.call("GET", path)).toMatchObject({
    key: made.key,
    url: `${second.url}/v1/postback/${made.key}`,
  });
  const { key } = await second.api.call<{ key: string }>(
    "POST",
    `${path}/rotate-key`,
  );
  expect(await send(second, made.key)).toBe(404);
  expect(await send(second, key)).toBe(201);
  expect(await placesOf(second, key)).toEqual([]);
  const { data } = await second.api.call<{ data: { id: string }[] }>(
    "GET",
    "/postbacks?outcome=unknown_source",
  );
  expect(data).toHaveLength(1);
  const [stored] = await second.db.execute<{ url: string }>(
    `select url from all_postbacks where id = '${data[0]?.id}'`,
  );
  // The text that replaces the key is no address.
  const mark = /blanked-[\w-]+/.exec(stored?.url ?? "")?.[0] ?? "";
  expect(mark).not.toBe("");
  expect(await send(second, mark)).toBe(404);
  const taken = await second.api.try(
    "POST",
    `/advertisers/${advertiser_id}/sources`,
    { name: "Other shop", key },
  );
  expect(taken.status).toBe(409);
  await second.stop();
});

test("a start that is refused for its TALLYHO_KEY leaves keys in clear for the right one", async () => {
  const first = await startTestService(database, { data_dir });
  const { advertiser_id } = await setUp(first.api);
  const keys: string[] = [];
  for (let turn = 0; turn < 3; turn++) {
    const { id, key } = await makeSource(first.api, advertiser_id);
    await first.db.execute(
      `update sources set key = '${key}', key_sealed = null, key_hash = null where id = ${id}`,
    );
    keys.push(key);
  }
  await first.stop();
  const wrong = { key: "another key than the one of the database" };
  await expect(startTestService(database, wrong)).rejects.toThrow(
    "TALLYHO_KEY is not the one",
  );

  const second = await startTestService(database, { data_dir });
  for (const key of keys) {
    const answer = await second.api.fetch<{ code: string }>(
      `/v1/postback/${key}?click_id=x`,
    );
    expect(answer.body.code).toBe("invalid_click_id");
    expect(await placesOf(second, key)).toEqual([]);
  }
  await second.stop();
});

test("a signed postback at its source's own address is judged again with the key that stands nowhere", async () => {
  const tracker = await startTestService(database, { data_dir });
  const { advertiser_id, campaign_id, slug } = await setUp(tracker.api);
  const { key } = await makeSource(tracker.api, advertiser_id, {
    require: "signature",
    secret: SECRET,
  });
  const click_id = await tracker.api.click(slug);
  const sent = await sendSigned(
    tracker,
    { click_id, order_id: "K-1", goal: "later" },
    { path: `/v1/postback/${key}` },
  );
  expect(sent.body).toMatchObject({ code: "unknown_goal" });
  expect(await placesOf(tracker, key)).toEqual([]);
  await tracker.api.call("POST", `/campaigns/${campaign_id}/goals`, {
    key: "later",
    name: "Later",
    revenue: { type: "fixed", amount: "2.00" },
    payout: { type: "fixed", amount: "1.00" },
  });
  const [stored] = (
    await tracker.api.call<{ data: { id: string }[] }>(
      "GET",
      "/postbacks?order_id=K-1",
    )
  ).data;
  const again = await tracker.api.call(
    "POST",
    `/postbacks/${stored?.id}/replay`,
  );
  expect(again).toMatchObject({ after: { outcome: "recorded" } });
  await tracker.stop();
});
