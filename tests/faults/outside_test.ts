// Nobody outside may slow down or fill up a tracker: each attack runs against a real
// one while visitors open a link, who must hardly notice. Limits are generous, since
// other work may share the machine.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { join } from "node:path";
import { endlessBodies } from "./attacks/endless_bodies.ts";
import { hostileReceivers } from "./attacks/hostile_receivers.ts";
import { nestedQuotes } from "./attacks/nested_quotes.ts";
import { unansweredNames } from "./attacks/unanswered_names.ts";
import { systemClock } from "../../modules/kernel/mod.ts";
import type { ApiClient } from "../api_client.ts";
import { makeSource, SECRET, sendSigned } from "../senders.ts";
import { refsOf, sendClicks, untilDrained } from "./click_load.ts";
import { Outside } from "./outside.ts";
import type { AttackEffect } from "./outside.ts";

/** Maximum wait of a visitor. */
const WORST_MS = 1_500;
const MB = 1_048_576;
/** DNS lookups get no response, as with a dead name server. */
const SILENT_NAMES = join(import.meta.dir, "attacks", "silent_names.ts");

describe("what an outsider does to a tracker", () => {
  let outside: Outside;
  beforeAll(async () => {
    outside = await Outside.start({
      BUN_OPTIONS: `--preload=${SILENT_NAMES}`,
    });
  });
  afterAll(async () => {
    await outside.stop();
  });

  test("nothing, where it only looks", async () => {
    const harm = await outside.whileAttacked(() =>
      outside.api.fetch("/healthz"),
    );
    expectUnharmed(harm);
    expect(harm.result.status).toBe(200);
    expect(harm.log).toBe("");
  });

  test("sends bodies without an end, to whatever address and host: they are cut off", async () => {
    const harm = await outside.whileAttacked(() =>
      endlessBodies(outside.api.url),
    );
    expectUnharmed(harm);
    expect(harm.log).toBe("");
    expect(harm.memory_grown_bytes).toBeLessThan(250 * MB);
    for (const { name, sent_bytes, status } of harm.result) {
      // A sender that was refused early may continue until it notices.
      const is_cut = status === 0 || status === 413;
      if (is_cut) expect(sent_bytes, name).toBeLessThan(16 * MB);
      expect(status, name).toBeOneOf([0, 302, 200, 400, 401, 404, 405, 413]);
    }
  });

  test("sends texts over which an expression could ponder, and has them shown", async () => {
    const harm = await outside.whileAttacked(() => nestedQuotes(outside.api));
    expectUnharmed(harm);
    for (const status of harm.result) expect(status).toBeOneOf([200, 400]);
  });

  test("has its own receivers answer with rows of blanks, or with interim answers without an end", async () => {
    const harm = await outside.whileAttacked(() =>
      hostileReceivers(outside.api),
    );
    expectUnharmed(harm);
    expect(harm.median_ms).toBeLessThan(100);
    expect(harm.result.attempts).toBe(harm.result.endpoints);
  }, 60_000);

  test("has names looked up whose server never answers", async () => {
    const harm = await outside.whileAttacked(() =>
      unansweredNames(outside.api, outside.setup),
    );
    expectUnharmed(harm);
    expect(harm.result).toHaveLength(40);
    for (const reason of harm.result) expect(reason).toMatch(/time|resolve/i);
  }, 60_000);

  test("brings about the same fault over and over: the log has it once a minute", async () => {
    const harm = await outside.whileAttacked(() =>
      Promise.all(
        Array.from({ length: 300 }, (_, index) =>
          outside.api.fetch(
            `/c/${outside.setup.slug}/beacon?sub1=%00${index}`,
            {
              method: "POST",
              body: JSON.stringify({ sub1: `a\0${index}` }),
            },
          ),
        ),
      ),
    );
    expectUnharmed(harm);
    const nul = { email: "owner\0@network.example", name: "x\0" };
    for (let index = 0; index < 100; index++) {
      await outside.api.try("POST", "/affiliates", {
        ...nul,
        name: `x\0${index}`,
      });
    }
    expect(harm.log.length).toBeLessThan(1_000);
    expect(outside.tracker.log.length).toBeLessThan(4_000);
  });

  test("wrong sign-ins by the hundred, from one address or from many", async () => {
    for (const addressOf of [
      () => "198.18.0.9",
      (index: number) => `198.18.${index % 250}.7:${1_000 + index}`,
      (index: number) => `2001:db8::${index.toString(16)}`,
    ]) {
      const harm = await outside.whileAttacked(() =>
        Promise.all(
          Array.from({ length: 150 }, (_, index) =>
            signIn(outside.api, "owner@network.example", addressOf(index)),
          ),
        ),
      );
      expectUnharmed(harm);
      const statuses = new Set(harm.result.map(({ status }) => status));
      expect([...statuses].sort()).toEqual([401, 429].slice(-statuses.size));
      const refused = harm.result.filter(({ status }) => status === 429);
      expect(refused.length).toBeGreaterThanOrEqual(75);
      for (const { retry_after_s } of refused) {
        expect(retry_after_s).toBeGreaterThan(0);
      }
    }
  }, 60_000);

  test("postbacks that prove nothing, by the thousand: what the shop signs still goes through", async () => {
    const { api, setup } = outside;
    const { key } = await makeSource(api, setup.advertiser_id, {
      require: "signature",
      secret: SECRET,
      rate_per_second: 20,
    });
    const path = `/v1/postback/${key}`;
    const click_id = await api.click(setup.slug);
    const harm = await outside.whileAttacked(async () => {
      const attack = junkPostbacks(api, `${path}?click_id=${click_id}`);
      const own = await Promise.all(
        Array.from({ length: 20 }, (_, index) =>
          sendSigned(
            { api, clock: systemClock },
            { click_id, order_id: `own-${index}` },
            { path },
          ),
        ),
      );
      return { own, junk: await attack };
    });
    expectUnharmed(harm);
    expect(harm.result.own.map(({ status }) => status)).toEqual(
      Array.from({ length: 20 }, () => 201),
    );
    const statuses = new Set(harm.result.junk);
    expect([...statuses].sort()).toEqual([401, 429]);
    const limited = harm.result.junk.filter((status) => status === 429);
    const metrics = await api.fetch<{ text: string }>("/metrics");
    const counted = /^tallyho_postbacks_limited_total (\d+)$/m.exec(
      metrics.body.text,
    )?.[1];
    expect(Number(counted)).toBe(limited.length);
  }, 60_000);

  test("sends large postbacks that name nothing of ours, from many addresses: of each little is kept, and every click", async () => {
    const { api, setup } = outside;
    const before_bytes = outside.databaseBytes();
    const harm = await outside.whileAttacked(async () => {
      const attack = largeJunk(api);
      const clicks = await sendClicks(api, setup.slug, refsOf("amid", 200));
      return { clicks, junk: await attack };
    });
    expectUnharmed(harm);
    const { clicks, junk } = harm.result;
    expect(clicks.size).toBe(200);
    await untilDrained(api);
    for (const [click_ref, id] of clicks) {
      const click = await api.call("GET", `/clicks/${id}`);
      expect(click).toMatchObject({ click_ref });
    }
    const kept = junk.filter((status) => status === 400).length;
    expect(kept).toBeGreaterThan(0);
    const others = junk.filter((status) => ![400, 429].includes(status));
    expect(others).toEqual([]);
    const grown_bytes = outside.databaseBytes() - before_bytes;
    // Per 4 KiB: the verdict with its trace, and unused space in pages.
    expect(grown_bytes).toBeLessThan(kept * 12_288 + MB);
    const listed = await api.call<{ data: { cut: string | null }[] }>(
      "GET",
      "/postbacks?limit=200&order_id=large",
    );
    expect(listed.data.length).toBe(Math.min(kept, 200));
    expect(new Set(listed.data.map(({ cut }) => cut))).toEqual(
      new Set(["size"]),
    );
  }, 60_000);
});

const LARGE = 600;
/** Incompressible, so that the database can't shrink it. */
const LARGE_NOTE = crypto.getRandomValues(new Uint8Array(30_000)).toHex();

/** Each one from a different address. */
async function largeJunk(api: ApiClient): Promise<number[]> {
  const statuses: number[] = [];
  for (let sent = 0; sent < LARGE; sent += AT_ONCE) {
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, index) =>
        api.fetch("/v1/postback?order_id=large&click_id=made-up", {
          method: "POST",
          headers: {
            "content-type": "application/x-www-form-urlencoded",
            "x-forwarded-for": `198.19.${sent / AT_ONCE}.${index}`,
          },
          body: `note=${LARGE_NOTE}`,
        }),
      ),
    );
    statuses.push(...answers.map(({ status }) => status));
  }
  return statuses;
}

const JUNK = 2_000;
const AT_ONCE = 100;

/** Posts from one address, a limited number concurrently, and returns the statuses. */
async function junkPostbacks(api: ApiClient, path: string): Promise<number[]> {
  const statuses: number[] = [];
  for (let sent = 0; sent < JUNK; sent += AT_ONCE) {
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, (_, index) =>
        api.fetch(`${path}&order_id=junk-${sent + index}`, {
          headers: { "x-forwarded-for": "198.18.7.7" },
        }),
      ),
    );
    statuses.push(...answers.map(({ status }) => status));
  }
  return statuses;
}

async function signIn(api: ApiClient, email: string, address: string) {
  const answer = await api.fetch("/api/v1/session", {
    method: "POST",
    headers: { "content-type": "application/json", "x-forwarded-for": address },
    body: JSON.stringify({ email, password: "a wrong guess" }),
  });
  const retry_after_s = Number(answer.headers.get("retry-after"));
  return { status: answer.status, retry_after_s };
}

/** Checks that each visitor was redirected in time. */
function expectUnharmed(harm: AttackEffect<unknown>): void {
  expect(harm.others).toEqual([]);
  expect(harm.redirects).toBeGreaterThan(0);
  expect(harm.worst_ms).toBeLessThan(WORST_MS);
}
