// Bad input to what people and their rights are about: each is named, and nothing leaks.
import { afterAll, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { routeKey } from "../../modules/http/mod.ts";
import { API } from "../../src/api_routes.ts";
import { setUp } from "../factory.ts";
import {
  createTestDatabase,
  ADMIN_TOKEN,
  startTestService,
} from "../harness.ts";
import { listRoutes } from "../list_world.ts";
import { signedIn } from "../people.ts";
import { until } from "../until.ts";

const database = await createTestDatabase();
const service = await startTestService(database);
afterAll(async () => {
  await service.stop();
  await database.drop();
});
const { api, db } = service;
const FORMULAS = ['=HYPERLINK("https://thief.example")', "+1+1", "@SUM(1)"];
const [HYPERLINK = "", PLUS = "", AT = ""] = FORMULAS;
const setup = await setUp(api, { affiliate: { name: "-2+3" } });
const { advertiser_id, affiliate_id, campaign_id, slug } = setup;

describe("a role that is changed while a request runs", () => {
  const demote = (id: string) =>
    api.call("PATCH", `/users/${id}`, { role: "advertiser", advertiser_id });

  test("cuts off a list that only the old one may see", async () => {
    // Few and wide: more than sockets hold, and quick to make.
    const rows = 1_200;
    await db.execute(sql`
      insert into affiliates (name, status, param_names, created_at)
      select rpad('Affiliate ' || n, 20000, 'x'), 'active', '{}', now()
      from generate_series(1, ${rows}::integer) as n`);
    const manager = await signedIn(api, "manager");
    const response = await fetch(`${api.url}/api/v1/affiliates`, {
      headers: { cookie: manager.cookie, accept: "application/x-ndjson" },
    });
    expect(response.status).toBe(200);
    const reader = response.body?.getReader();
    await reader?.read();
    await demote(manager.id);
    let lines = 0;
    const rest = async () => {
      for (;;) {
        const { done, value } = (await reader?.read()) ?? { done: true };
        if (done) return;
        lines += new TextDecoder().decode(value).split("\n").length;
      }
    };
    await expect(rest()).rejects.toThrow();
    expect(lines).toBeLessThan(rows);
    expect((await manager.ask("GET", "/affiliates")).status).toBe(404);
  });

  test("doesn't undo a change that was let in before, and lets in none after", async () => {
    const manager = await signedIn(api, "manager");
    const path = `/campaigns/${campaign_id}`;
    const release = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    const holding = db.transaction(async (tx) => {
      await tx.execute(sql`select from config_version for update`);
      held.resolve();
      await release.promise;
    });
    await held.promise;
    const begun = manager.ask("PATCH", path, { name: "Named before" });
    await until("the change waits for its turn", async () => {
      const waiting = await db.execute(sql`
        select from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock'`);
      return waiting.length > 0;
    });
    await demote(manager.id);
    release.resolve();
    await holding;
    const answer = await begun;
    expect(answer.status).toBe(200);
    const after = await manager.ask("PATCH", path, { name: "Named after" });
    expect(after.status).toBe(404);
    expect((await api.call("GET", path)).name).toBe("Named before");
  });
});

describe("a search text of 64 KiB", () => {
  const searched = listRoutes().filter(
    ({ path }) => !path.includes(":") && path.startsWith("/api/"),
  );

  test("is refused before it is read", async () => {
    const q = "x".repeat(65_536);
    for (const { path } of searched) {
      const { status } = await fetch(`${api.url}${path}?q=${q}`);
      expect([path, status]).toEqual([path, 431]);
    }
  });

  test.each(["affiliate", "advertiser"])(
    "or just short of that, is named to the role %s",
    async (role) => {
      const party = { [`${role}_id`]: setup[`${role}_id` as "affiliate_id"] };
      const body = { name: "q", role, ...party };
      const { token } = await api.call("POST", "/tokens", body);
      const q = "x".repeat(12_000);
      for (const { path, roles } of searched) {
        const answer = await fetch(`${api.url}${path}?q=${q}`, {
          headers: { authorization: `Bearer ${String(token)}` },
        });
        const text = await answer.text();
        const is_open = roles?.some((one) => one === role) === true;
        expect([path, answer.status]).toEqual([path, is_open ? 422 : 404]);
        expect(text).not.toContain(q);
      }
    },
  );
});

describe("an affiliate's file", () => {
  test("has no formula, whatever its visitors and its shop wrote", async () => {
    const query = new URLSearchParams({
      sub1: HYPERLINK,
      source: PLUS,
      click_ref: AT,
    });
    const click_id = await api.click(slug, `?${query}`);
    while (await service.drain.runOnce());
    await api.call("POST", `/affiliates/${affiliate_id}/postbacks`, {
      url: `http://127.0.0.1:9/${encodeURIComponent(HYPERLINK)}?s={status}`,
    });
    const { source } = await shopOf();
    await fetch(`${api.url}/v1/postback/${source}`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ click_id, order_id: "=1+2", goal: "sale" }),
    });
    const { token } = await api.call("POST", "/tokens", {
      ...{ name: HYPERLINK, role: "affiliate", affiliate_id },
    });
    let led_in = 0;
    for (const route of listRoutes()) {
      if (route.roles?.includes("affiliate") !== true) continue;
      const at = route.path.replace(
        "affiliates/:id",
        `affiliates/${affiliate_id}`,
      );
      if (at.includes(":") || API[routeKey(route)] === undefined) continue;
      const answer = await fetch(`${api.url}${at}`, {
        headers: {
          authorization: `Bearer ${String(token)}`,
          accept: "text/csv",
        },
      });
      const text = await answer.text();
      if (answer.status !== 200) continue;
      for (const cell of cellsOf(text)) {
        expect([at, cell]).toEqual([at, expect.not.stringMatching(RUNS)]);
        if (/^'[=+\-@]/.test(cell)) led_in += 1;
      }
    }
    expect(led_in).toBeGreaterThanOrEqual(FORMULAS.length);
  });
});

/** A spreadsheet runs what begins so; a plain number is none. */
const RUNS = /^(?!-?\d+(?:\.\d+)?$)[=+\-@\t\r\n\uff0b\uff0d\uff1d\uff20]/;

/** A source that asks for no proof, by its key. */
async function shopOf(): Promise<{ source: string }> {
  const at = `/advertisers/${advertiser_id}/sources`;
  const made = await api.call("POST", at, { name: "Shop", require: "none" });
  const { pathname } = new URL(String(made.url));
  return { source: pathname.split("/").at(-1) ?? "" };
}

/** The cells of a CSV file, quotes taken off. */
function cellsOf(text: string): string[] {
  const cells = text.match(/"(?:[^"]|"")*"|[^,\r\n]+/g) ?? [];
  return cells.map((cell) =>
    cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
  );
}

test("nothing of all this was a failure of ours, or told a secret", () => {
  expect(service.log).toEqual([]);
  expect(service.events.join("\n")).not.toContain(ADMIN_TOKEN);
});
