// A tracker ends within ten seconds of a SIGTERM, whatever hangs, and loses nothing:
// whoever stops it has other work, and kills it if it takes longer.
import { afterAll, beforeAll, expect } from "bun:test";
import net from "node:net";
import postgres from "postgres";
import { EventStream } from "../event_stream.ts";
import { setUp } from "../factory.ts";
import { ADMIN_TOKEN } from "../harness.ts";
import { longTest } from "../long.ts";
import { until } from "../until.ts";
import {
  expectAllStored,
  readStored,
  refsOf,
  sendClicks,
  STORED_CLICKS,
  untilDrained,
} from "./click_load.ts";
import type { Redirected } from "./click_load.ts";
import { ExternalPostgres } from "./external_postgres.ts";
import { HangingPartner } from "./hanging_partner.ts";
import { ordersOn, sendOrders } from "./load.ts";
import { TcpProxy } from "./tcp_proxy.ts";
import { TrackerDirectory } from "./tracker_process.ts";
import type { Ended, TrackerProcess } from "./tracker_process.ts";

/** The promised length of a stop. */
const STOP_MS_MAX = 10_000;
const CLICKS = 400;
const ORDERS = 60;

const home = new TrackerDirectory();
let server: ExternalPostgres;
beforeAll(async () => {
  server = await ExternalPostgres.start(home.base, "bundled");
});
afterAll(async () => {
  await home.remove();
  await server.stop();
});

/** How the database fails just before the stop, and how it comes back. */
interface Fault {
  strike(proxy: TcpProxy, url: string): Promise<unknown> | void;
  heal(proxy: TcpProxy): Promise<unknown> | void;
}

const KILLED: Fault = {
  strike: () => server.kill(),
  heal: () => server.startAgain(),
};
const FROZEN: Fault = {
  strike: () => server.freeze(),
  heal: () => server.thaw(),
};
const UNREACHABLE: Fault = {
  strike: (proxy) => proxy.swallow(),
  heal: (proxy) => proxy.passOn(),
};
let locks: postgres.Sql | undefined;
/** Every report, task and postback hangs in a statement, on connections that work. */
const LOCKED: Fault = {
  async strike(_, url) {
    locks = postgres(url, { max: 1, onnotice: () => {} });
    await locks.unsafe("set idle_in_transaction_session_timeout = 0; begin");
    await locks.unsafe(
      "lock table conversions, postbacks, jobs, report_blocks in access exclusive mode",
    );
  },
  heal: () => locks?.end(),
};
/** Only the partner, the stream and the slow client hang. */
const NONE: Fault = { strike: () => {}, heal: () => {} };

longTest.each([
  ["killed", KILLED],
  ["frozen", FROZEN],
  ["unreachable", UNREACHABLE],
  ["locked", LOCKED],
  ["well", NONE],
])(
  "a tracker with hanging clients whose database is %s ends on a SIGTERM under load, and the next start has every click and sale",
  (name, fault) => stopUnder(name, fault),
  120_000,
);

longTest(
  "a second signal ends a stop that waits for a hanging database at once, and nothing is lost",
  async () => {
    const { ended_ms } = await stopUnder("hurried", FROZEN, async (tracker) => {
      await until("it says that it stops", () =>
        tracker.output.includes("Stopping: finishing"),
      );
      await Bun.sleep(1_000);
      tracker.signal("SIGTERM");
    });
    expect(ended_ms).toBeLessThan(STOP_MS_MAX / 2);
  },
  120_000,
);

longTest(
  "a start that waits for a database that doesn't answer ends on a SIGTERM",
  async () => {
    const directory = new TrackerDirectory();
    const url = await server.makeDatabase("starting", "superuser");
    try {
      server.freeze();
      const tracker = directory.spawn({ DATABASE_URL: url });
      await until("it has its data directory", () => directory.isHeld());
      const { ended, ended_ms } = await endOf(tracker);
      expect(ended.exit_code).toBe(0);
      expect(ended.stdout).toContain("Stopped before the start was finished");
      expect(ended_ms).toBeLessThan(STOP_MS_MAX);
    } finally {
      server.thaw();
      await directory.remove();
    }
  },
  120_000,
);

/**
 * Stops a tracker under load after a fault, with a partner that hangs, a stream of events, a report
 * and a client that sends half a request; then heals the fault, and compares what was answered with
 * what the next start stores.
 */
async function stopUnder(
  name: string,
  fault: Fault,
  meanwhile: (tracker: TrackerProcess) => Promise<void> = async () => {},
): Promise<{ ended_ms: number }> {
  const directory = new TrackerDirectory();
  const partner = new HangingPartner();
  const own_url = await server.makeDatabase(`stop_${name}`, "superuser");
  const proxy = new TcpProxy(server.port);
  let is_struck = false;
  const heal = async () => {
    if (!is_struck) return;
    is_struck = false;
    await fault.heal(proxy);
  };
  const url = own_url.replace(`:${server.port}/`, `:${proxy.port}/`);
  try {
    const first = await directory.start({ DATABASE_URL: url });
    const { slug, affiliate_id } = await setUp(first.api);
    await first.api.call("POST", `/affiliates/${affiliate_id}/postbacks`, {
      url: `${partner.url}/pb?order={order_id}`,
    });
    const hanging = partner.hangAfter(0);
    const before = await sendClicks(first.api, slug, refsOf("before", 50));
    const orders = ordersOn([...before.values()], ORDERS);
    const early = await sendOrders(first.api, orders.slice(0, ORDERS / 2));
    await hanging;
    await openAll(first);

    is_struck = true;
    await fault.strike(proxy, own_url);
    let is_midway = false;
    const clicking = sendClicks(
      first.api,
      slug,
      refsOf("later", CLICKS),
      (n) => {
        is_midway ||= n > CLICKS / 4;
      },
    );
    const selling = sendOrders(first.api, orders.slice(ORDERS / 2));
    await until("half of the clicks are answered", () => is_midway);
    const ending = endOf(first);
    await meanwhile(first);
    const { ended, ended_ms } = await ending;
    console.log(`  ${name}: ended after ${(ended_ms / 1_000).toFixed(1)} s`);
    expect(ended.exit_code, ended.stderr).toBe(0);
    expect(ended_ms).toBeLessThan(STOP_MS_MAX);
    const later = await clicking;
    const answered = new Map([...early, ...(await selling)]);

    await heal();
    const redirected = new Map([...before, ...later]);
    const env = { DATABASE_URL: own_url };
    const sold = [...answered.keys()];
    await expectKept(await directory.start(env), `stop_${name}`, {
      redirected,
      sold,
    });
    return { ended_ms };
  } finally {
    await heal();
    proxy.stop();
    await directory.remove();
    await partner.stop();
  }
}

/** Opens what may keep a stop waiting: a stream, a report, half a request. */
async function openAll({ api }: TrackerProcess): Promise<void> {
  const stream = await EventStream.open(
    { url: api.url, token: ADMIN_TOKEN },
    "/live?of=clicks",
  );
  void stream.rest().catch(() => {});
  void api.try("GET", "/reports?group_by=campaign").catch(() => {});
  const { port } = new URL(api.url);
  const slow = net.connect(Number(port), "127.0.0.1");
  slow.on("error", () => {});
  slow.write(
    "POST /v1/postback HTTP/1.1\r\nhost: x\r\ncontent-length: 9\r\n\r\n",
  );
}

async function endOf(
  tracker: TrackerProcess,
): Promise<{ ended: Ended; ended_ms: number }> {
  const began_at = performance.now();
  const ended = await tracker.stop();
  return { ended, ended_ms: performance.now() - began_at };
}

async function expectKept(
  next: TrackerProcess,
  database: string,
  { redirected, sold }: { redirected: Redirected; sold: readonly string[] },
): Promise<void> {
  await untilDrained(next.api);
  const rows = await server.ask(database, STORED_CLICKS);
  // Those whose redirect was cut off may be stored, too.
  const stored = readStored(rows);
  const refs = stored.map(({ click_ref }) => click_ref);
  expectAllStored(stored, redirected, [...redirected.keys(), ...refs]);
  const found = await until("queued postbacks are judged", async () => {
    const made = await server.ask(database, "select order_id from conversions");
    const ids = new Set(made.map(({ order_id }) => String(order_id)));
    return sold.every((order_id) => ids.has(order_id)) ? ids : null;
  });
  expect(found.size).toBeGreaterThanOrEqual(sold.length);
  expect((await next.stop()).exit_code).toBe(0);
}
