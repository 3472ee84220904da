// Redirects are what visitors wait for: they go on while the database is away,
// also over a restart, and nothing that was answered is lost.
import { afterAll, beforeAll, expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { ExternalPostgres } from "./external_postgres.ts";
import { Ground } from "./tracker_process.ts";

const ground = new Ground();
let server: ExternalPostgres;
beforeAll(async () => {
  server = await ExternalPostgres.start(ground.base, "bundled");
});
afterAll(async () => {
  await ground.remove();
  await server.stop();
});

interface Readiness extends Record<string, unknown> {
  degraded: string[];
  journal: { drain_lag_bytes: number };
}

test("redirects go on without the database, also after a restart, and every click is there when it is back", async () => {
  const url = await server.makeDatabase("shop", "createrole");
  const first = await ground.start({ DATABASE_URL: url });
  const { slug } = await setUp(first.api);
  const clicks = [await first.api.click(slug)];

  await server.stop();
  for (let n = 0; n < 30; n++) clicks.push(await first.api.click(slug));
  const ready = await first.api.fetch<Readiness>("/readyz");
  expect(ready.status).toBe(200);
  expect(ready.body.degraded).toContain("database");
  const refused = await first.api.postback({ click_id: clicks[1] ?? "" });
  expect(refused).toMatchObject({ status: 503, body: { code: "unavailable" } });
  expect((await first.api.try("GET", "/campaigns")).status).toBe(503);

  await first.kill();
  const second = await ground.start({ DATABASE_URL: url });
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
}, 60_000);

/** Asks until the tracker says that it has the database and nothing is left to drain. */
async function untilDrained(api: {
  fetch<T>(path: string): Promise<{ body: T }>;
}): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    const { body } = await api.fetch<Readiness>("/readyz");
    const is_drained = body.journal.drain_lag_bytes === 0;
    if (is_drained && !body.degraded.includes("database")) return;
    await Bun.sleep(100);
  }
  throw new Error("The journal was not drained within 30 s");
}
