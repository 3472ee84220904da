// Several instances on one Postgres are one network: what one is told, all know within two
// seconds; what one leaves behind, another finishes; and they are replaced one by one under load.
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  expect,
  test,
} from "bun:test";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { ApiClient } from "../api_client.ts";
import { setUp } from "../factory.ts";
import { ADMIN_TOKEN } from "../harness.ts";
import { IS_LONG, longTest } from "../long.ts";
import { runProgram } from "../program.ts";
import { until } from "../until.ts";
import {
  expectAllStored,
  readStored,
  refsOf,
  sendClicks,
  STORED_CLICKS,
  untilDrained,
} from "./click_load.ts";
import { ExternalPostgres } from "./external_postgres.ts";
import { HangingPartner } from "./hanging_partner.ts";
import { HttpProxy } from "./http_proxy.ts";
import { ordersOn, sendOrders } from "./load.ts";
import { TrackerDirectory } from "./tracker_process.ts";
import type { TrackerProcess } from "./tracker_process.ts";

const TALLYHO_KEY = "a key that all instances have, of enough characters";
/** The promised time until the others know. */
const KNOWN_MS_MAX = 2_000;
const ROLLED = IS_LONG ? 2 : 1;
const CLICKS_OF_ROLL = 200;

const home = new TrackerDirectory();
let server: ExternalPostgres;
let grounds: TrackerDirectory[];
beforeAll(async () => {
  server = await ExternalPostgres.start(home.base, "bundled");
});
afterAll(async () => {
  await server.stop();
  await home.remove();
});
beforeEach(() => {
  grounds = [];
});
afterEach(async () => {
  for (const directory of grounds) await directory.remove();
});

/** Starts an instance on a directory of its own. */
async function startOne(
  url: string,
  env: Record<string, string> = {},
): Promise<{ tracker: TrackerProcess; directory: TrackerDirectory }> {
  const directory = new TrackerDirectory();
  grounds.push(directory);
  const shared = { DATABASE_URL: url, TALLYHO_KEY, ...env };
  return { tracker: await directory.start(shared), directory };
}

test("a journal that an instance left behind is drained by another that is given the directory, once, and its postbacks are judged", async () => {
  const url = await server.makeDatabase("left_behind", "superuser");
  const { tracker, directory } = await startOne(url);
  const { slug } = await setUp(tracker.api);
  const early = await sendClicks(tracker.api, slug, refsOf("early", 20));
  await untilDrained(tracker.api);
  await server.stop();
  const late = await sendClicks(tracker.api, slug, refsOf("late", 50));
  const [click_id = ""] = late.values();
  const queued = await tracker.api.postback({ click_id, order_id: "waits" });
  expect(queued.status).toBe(202);
  const drain = (data_dir: string) =>
    runProgram(["drain", data_dir], { DATABASE_URL: url, TALLYHO_KEY });
  const held = await drain(directory.data_dir);
  expect(held).toMatchObject({ code: 1 });
  expect(held.stderr).toContain("is in use by another tallyho");
  await tracker.kill();
  const copy = join(directory.base, "copy");
  cpSync(directory.data_dir, copy, { recursive: true });

  await server.startAgain();
  const drained = await drain(directory.data_dir);
  expect(drained.code, drained.stderr).toBe(0);
  expect(drained.stdout).toContain("is drained");
  expect(await drain(copy)).toMatchObject({ code: 0 });
  expect(await drain(directory.base)).toMatchObject({ code: 1 });

  const rows = await server.ask("left_behind", STORED_CLICKS);
  expectAllStored(readStored(rows), new Map([...early, ...late]));
  const [counted] = await server.ask(
    "left_behind",
    "select count(*)::int as n, (select count(*)::int from conversions where order_id = 'waits') as sold from clicks",
  );
  expect(counted).toEqual({ n: 70, sold: 1 });
  // The instance goes on with its directory, and nothing comes twice.
  const again = await directory.start({ DATABASE_URL: url, TALLYHO_KEY });
  const last = await sendClicks(again.api, slug, refsOf("last", 10));
  await untilDrained(again.api);
  const all = await server.ask("left_behind", STORED_CLICKS);
  expectAllStored(readStored(all), new Map([...early, ...late, ...last]));
}, 120_000);

test("instances are replaced one by one behind a proxy under load: no request fails, and nothing is lost", async () => {
  const url = await server.makeDatabase("rolled", "superuser");
  const env = { TALLYHO_STOP_GRACE_S: "1" };
  const proxy = new HttpProxy();
  let running = [await startOne(url, env), await startOne(url, env)];
  try {
    const [one] = running;
    const { slug } = await setUp(one!.tracker.api);
    for (const { tracker } of running) proxy.add(tracker.api.url);
    const api = new ApiClient(proxy.url, ADMIN_TOKEN);
    const clicks = await sendClicks(api, slug, refsOf("first", 50));
    const sold = [...clicks.values()];
    let is_rolling = true;
    let orders = 0;
    const statuses = new Set<number>();
    const load = async () => {
      for (let round = 0; is_rolling; round++) {
        const refs = refsOf(`round-${round}`, CLICKS_OF_ROLL);
        const some = ordersOn(sold, 20).map(({ order_id, ...rest }) => {
          return { ...rest, order_id: `${order_id}-${round}` };
        });
        const [redirected, answered] = await Promise.all([
          sendClicks(api, slug, refs),
          sendOrders(api, some),
        ]);
        for (const [ref, id] of redirected) clicks.set(ref, id);
        for (const { status } of answered.values()) statuses.add(status);
        orders += answered.size;
      }
    };
    const loading = load();
    for (let rolled = 0; rolled < ROLLED; rolled++) {
      const [oldest, ...others] = running;
      const next = await startOne(url, env);
      proxy.add(next.tracker.api.url);
      expect((await oldest!.tracker.stop()).exit_code).toBe(0);
      // The stop has a deadline, so some of its journal may be left.
      const { data_dir } = oldest!.directory;
      const env_of = { DATABASE_URL: url, TALLYHO_KEY };
      expect(await runProgram(["drain", data_dir], env_of)).toMatchObject({
        code: 0,
      });
      proxy.remove(oldest!.tracker.api.url);
      running = [...others, next];
    }
    is_rolling = false;
    await loading;
    expect({ failed: proxy.failed }).toEqual({ failed: 0 });
    for (const status of statuses) expect(status).toBeOneOf([201, 202]);
    expect(proxy.answered).toBeGreaterThanOrEqual(clicks.size + orders);
    for (const { tracker } of running) await untilDrained(tracker.api);
    const rows = await server.ask("rolled", STORED_CLICKS);
    expectAllStored(readStored(rows), clicks);
    expect(rows).toHaveLength(clicks.size);
    const made = await server.ask(
      "rolled",
      "select count(*)::int as n from conversions",
    );
    expect([...made]).toEqual([{ n: orders }]);
  } finally {
    await proxy.stop();
  }
}, 180_000);

test("an instance with another TALLYHO_KEY is refused in one line, with the database and without it", async () => {
  const url = await server.makeDatabase("keyed", "superuser");
  const { tracker, directory } = await startOne(url);
  await setUp(tracker.api);
  const other = { DATABASE_URL: url, TALLYHO_KEY: `another ${TALLYHO_KEY}` };
  const second = new TrackerDirectory();
  grounds.push(second);
  const refused =
    "Cannot open click key 0: TALLYHO_KEY is not the one it was sealed with";
  const beside = await second.run(other);
  expect(beside.exit_code).toBe(1);
  expect(beside.stderr).toStartWith(refused);
  const told = await runProgram(["doctor"], {
    ...other,
    TALLYHO_DATA_DIR: second.data_dir,
  });
  expect(told.code).toBe(1);
  expect(told.stdout).toContain("TALLYHO_KEY");
  await tracker.stop();
  await server.stop();
  const alone = await directory.run(other);
  await server.startAgain();
  expect(alone.exit_code).toBe(1);
  expect(alone.stderr).toContain(refused);
}, 120_000);

longTest(
  "what is changed on one instance is known to another within two seconds",
  async () => {
    const url = await server.makeDatabase("known", "superuser");
    const one = (await startOne(url)).tracker.api;
    const two = (await startOne(url)).tracker.api;
    const partner = new HangingPartner();
    const within = async (what: string, isKnown: () => Promise<boolean>) => {
      const began_at = performance.now();
      await until(what, isKnown);
      const known_ms = Math.round(performance.now() - began_at);
      console.log(`  ${what}: ${known_ms} ms`);
      expect(known_ms).toBeLessThan(KNOWN_MS_MAX);
    };
    try {
      const { slug, campaign_id, affiliate_id, advertiser_id } =
        await setUp(one);
      const statusOf = async (path: string) => (await two.fetch(path)).status;
      await within("a new link redirects", async () => {
        return (await statusOf(`/c/${slug}`)) === 302;
      });
      const click_id = await two.click(slug);
      await one.call("POST", `/affiliates/${affiliate_id}/postbacks`, {
        url: `${partner.url}/pb?order={order_id}`,
      });
      let order = 0;
      await within("a new endpoint is told", async () => {
        await two.postback({ click_id, order_id: `told-${order++}` });
        return partner.received.length > 0;
      });
      const { key } = await one.call<{ key: string }>(
        "POST",
        `/advertisers/${advertiser_id}/sources`,
        { name: "Shop" },
      );
      await within("a new source's key is taken", async () => {
        const path = `/v1/postback/${key}?click_id=${click_id}&order_id=k${order++}`;
        return (await statusOf(path)) === 201;
      });
      const { id, token } = await one.call<{ id: string; token: string }>(
        "POST",
        "/tokens",
        { name: "other", role: "admin" },
      );
      const other = new ApiClient(two.url, token);
      const canCall = async () =>
        (await other.try("GET", "/campaigns")).status === 200;
      await within("a new token is taken", canCall);
      await one.call("DELETE", `/tokens/${id}`);
      await within(
        "a revoked token is refused",
        async () => !(await canCall()),
      );
      await one.call("PATCH", `/campaigns/${campaign_id}`, {
        status: "paused",
      });
      await within("a paused campaign redirects nobody", async () => {
        return (await statusOf(`/c/${slug}`)) !== 302;
      });
      const rotated = await runProgram(["click", "rotate-key"], {
        DATABASE_URL: url,
        TALLYHO_KEY,
      });
      expect(rotated.code, rotated.stderr).toBe(0);
    } finally {
      await partner.stop();
    }
  },
  120_000,
);
