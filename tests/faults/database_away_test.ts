// Visitors wait for redirects: they keep working while the database is down, also
// across a restart, and no answered click is lost.
import { afterAll, beforeAll, expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { IS_LONG } from "../long.ts";
import { BEHIND_PROXY } from "../visits.ts";
import {
  expectAllStored,
  readStored,
  refsOf,
  sendClicks,
  STORED_CLICKS,
  untilDrained,
} from "./click_load.ts";
import type { Readiness } from "./click_load.ts";
import { ExternalPostgres } from "./external_postgres.ts";
import { TrackerDirectory } from "./tracker_process.ts";

/** Clicks while the database is away. */
const AWAY = IS_LONG ? 2000 : 600;
const JUNK_POSTBACKS = 400;
const JUNK = `note=${"x".repeat(60_000)}`;

const directory = new TrackerDirectory();
let server: ExternalPostgres;
beforeAll(async () => {
  server = await ExternalPostgres.start(directory.base, "bundled");
});
afterAll(async () => {
  await directory.remove();
  await server.stop();
});

test("redirects go on without the database, also after a restart, and every click is there when it is back", async () => {
  const url = await server.makeDatabase("shop", "createrole");
  const first = await directory.start({ DATABASE_URL: url });
  const { slug } = await setUp(first.api);
  const clicks = [await first.api.click(slug)];

  await server.stop();
  for (let n = 0; n < 30; n++) clicks.push(await first.api.click(slug));
  const ready = await first.api.fetch<Readiness>("/readyz");
  expect(ready.status).toBe(200);
  expect(ready.body.degraded).toContain("database");
  const queued = await first.api.postback({ click_id: clicks[1] ?? "" });
  expect(queued).toMatchObject({ status: 202, body: { outcome: "queued" } });
  expect((await first.api.try("GET", "/campaigns")).status).toBe(503);

  await first.kill();
  const second = await directory.start({ DATABASE_URL: url });
  for (let n = 0; n < 30; n++) clicks.push(await second.api.click(slug));
  expect(new Set(clicks).size).toBe(61);

  await server.startAgain();
  await untilDrained(second.api);
  const [row] = await server.ask(
    "shop",
    "select count(*)::int as n from clicks",
  );
  expect(row?.n).toBe(61);
  const sold = await second.api.postback({ click_id: clicks.at(-1) ?? "" });
  expect(sold.status).toBe(201);
}, 180_000);

test("a database that is away for the whole of a load gets every click of it when it is back, none twice, also over a kill -9", async () => {
  const other = new TrackerDirectory();
  try {
    const url = await server.makeDatabase("away", "superuser");
    const first = await other.start({ DATABASE_URL: url });
    const { slug } = await setUp(first.api);
    const before = await sendClicks(first.api, slug, refsOf("before", 100));
    await untilDrained(first.api);

    await server.stop();
    const away = await sendClicks(first.api, slug, refsOf("away", AWAY));
    expect(away.size).toBe(AWAY);
    const { body } = await first.api.fetch<Readiness>("/readyz");
    expect(body.degraded).toEqual(["database"]);
    const { drain_lag_bytes } = body.journal;
    expect(drain_lag_bytes).toBeGreaterThan(AWAY * 100);
    await first.kill();
    const second = await other.start({ DATABASE_URL: url });
    const later = await sendClicks(second.api, slug, refsOf("later", AWAY / 2));
    expect(later.size).toBe(AWAY / 2);

    await server.startAgain();
    const { journal } = await untilDrained(second.api);
    expect(journal).toMatchObject({ set_aside: 0, clicks_not_stored: 0 });
    const rows = await server.ask("away", STORED_CLICKS);
    const all = new Map([...before, ...away, ...later]);
    expectAllStored(readStored(rows), all);
    expect(rows.length).toBe(100 + 1.5 * AWAY);
  } finally {
    await other.remove();
  }
}, 180_000);

test("junk postbacks fill no journal while the database is away: every click and every sale of the shop is kept", async () => {
  const other = new TrackerDirectory();
  try {
    const url = await server.makeDatabase("junk", "superuser");
    const settings = {
      DATABASE_URL: url,
      TALLYHO_JOURNAL_MB_MAX: "16",
      ...BEHIND_PROXY,
    };
    const first = await other.start(settings);
    let { api } = first;
    const { slug } = await setUp(api);
    const before = await sendClicks(api, slug, refsOf("before", 50));
    await untilDrained(api);

    await server.stop();
    // More in total than the journal can hold.
    const statuses = new Set<number>();
    const send = async (junk: string[]) => {
      for (let body = junk.pop(); body !== undefined; body = junk.pop()) {
        const address = `198.18.${junk.length % 250}.7`;
        const answer = await api.fetch("/v1/postback?order_id=junk", {
          method: "POST",
          headers: { "x-forwarded-for": address },
          body,
        });
        statuses.add(answer.status);
      }
    };
    const sendJunk = async () => {
      const junk = Array.from({ length: JUNK_POSTBACKS }, () => JUNK);
      await Promise.all(Array.from({ length: 8 }, () => send(junk)));
    };
    await sendJunk();
    await first.kill();
    ({ api } = await other.start(settings));
    await sendJunk();
    expect(statuses).toContain(503);
    for (const status of statuses) expect(status).toBeOneOf([202, 429, 503]);

    const away = await sendClicks(api, slug, refsOf("away", 1000));
    expect(away.size).toBe(1000);
    const [click_id = ""] = before.values();
    const sale = await api.postback({ click_id, order_id: "away-1" });
    expect(sale.status).toBe(202);
    const { body } = await api.fetch<Readiness>("/readyz");
    expect(body.journal).toMatchObject({ clicks_not_stored: 0 });

    await server.startAgain();
    await untilDrained(api);
    const rows = await server.ask("junk", STORED_CLICKS);
    expectAllStored(readStored(rows), new Map([...before, ...away]));
    const sold = await server.ask("junk", "select order_id from conversions");
    expect(sold).toEqual([{ order_id: "away-1" }]);
  } finally {
    await other.remove();
  }
}, 180_000);
