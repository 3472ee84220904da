// A source defines who may send and how to read it. Each setting is enforced over HTTP, and a
// refusal that is only counted leaves no row.
import { describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import type { Answer } from "../api_client.ts";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { expectNothingWritten } from "../refusals.ts";
import type { StoredPostback } from "../refusals.ts";
import {
  conversionOf,
  expectBooked,
  makeSource,
  SECRET,
  sendSigned,
  summaryOf,
  signedUrl,
} from "../senders.ts";
import type { MadeSource } from "../senders.ts";
import { BEHIND_PROXY } from "../visits.ts";

const service = await serviceForFile({ env: BEHIND_PROXY });
const { api, clock } = service;

const FIXED = {
  revenue: { type: "fixed", amount: "20.00" },
  payout: { type: "fixed", amount: "12.50" },
};
const GOALS = [
  { key: "sale", ...FIXED },
  { key: "lead", ...FIXED },
  { key: "upsell", ...FIXED },
];

/** Creates a campaign with a source, and clicks on demand. */
async function withSource(change: Record<string, unknown>) {
  const setup = await setUp(api, { campaign: { goals: GOALS } });
  const source = await makeSource(api, setup.advertiser_id, change);
  const path = `/advertisers/${setup.advertiser_id}/sources/${source.id}`;
  return { setup, source, path };
}

async function sent(
  { slug }: Setup,
  parameters: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const click_id = await api.click(slug);
  const query = new URLSearchParams({ click_id, ...parameters }).toString();
  return await api.fetch(`/v1/postback?${query}`, { headers });
}

async function storedOf({ body }: Answer): Promise<StoredPostback> {
  return await api.call("GET", `/postbacks/${String(body.postback_id)}`);
}

async function patch(path: string, change: Record<string, unknown>) {
  await api.call("PATCH", path, change);
}

describe("how a source's words are read", () => {
  const MAPS = {
    mapping: {
      click_id: ["ref"],
      order_id: ["bill_no", "bill"],
      amount: ["paid"],
      goal: ["kind"],
      status: ["st"],
    },
    goal_map: { trial: "lead", 7: "upsell" },
    status_map: {
      won: "approved",
      open: "pending",
      noise: "ignore",
      upgrade: { status: "approved", goal: "upsell", mode: "add" },
      cleared: { status: "approved", mode: "change" },
    },
  };

  test("its own names, goals and words lead to our conversion, and the trace says which name was mapped", async () => {
    const { setup } = await withSource(MAPS);
    const ref = await api.click(setup.slug);
    const query = `ref=${ref}&Bill-No=B-1&paid=80&kind=Trial&st=OPEN&total=1`;
    const first = await api.fetch(`/v1/postback?${query}`);
    expect(summaryOf(first)).toBe("201 recorded");
    expect(await expectBooked(service, first.body.conversion_id)).toMatchObject(
      {
        click_id: ref,
        order_id: "B-1",
        amount: "80.00",
        goal_key: "lead",
        status: "pending",
      },
    );
    const { trace } = await storedOf(first);
    const names = trace.find(({ step }) => step === "names");
    expect(names?.found).toContain(
      'order_id from "Bill-No", mapped by this source',
    );
    expect(names?.found).toContain('means nothing here: "total"');
    const told = `/v1/postback?ref=${ref}&bill=B-1&kind=trial&st=cleared`;
    expect(summaryOf(await api.fetch(told))).toBe("200 updated");
  });

  test("a word to be ignored is answered 200 and makes nothing; one with a goal and a mode means these", async () => {
    const { setup } = await withSource(MAPS);
    const ignored = await sent(setup, { st: "noise" });
    expect(summaryOf(ignored)).toBe("200 ignored");
    expect(ignored.body.conversion_id).toBeUndefined();
    expect(await storedOf(ignored)).toMatchObject({ conversion_id: null });
    const click_id = await api.click(setup.slug);
    const upgrade = { click_id, st: "Upgrade" };
    const made = await api.postback(upgrade);
    expect(await conversionOf(api, made.body.conversion_id)).toMatchObject({
      goal_key: "upsell",
      history: [{ kind: "record", raw_status: "Upgrade" }],
    });
    expect(summaryOf(await api.postback(upgrade))).toBe("409 already_exists");
    const cleared = { click_id, st: "cleared" };
    expect(summaryOf(await api.postback(cleared))).toBe(
      "404 unknown_conversion",
    );
    const unknown = await api.postback({ click_id, st: "lost" });
    expect(summaryOf(unknown)).toBe("422 unmapped_status");
  });

  test("a changed map is in force with the next postback", async () => {
    const { setup, path } = await withSource(MAPS);
    expect(summaryOf(await sent(setup, { st: "lost" }))).toBe(
      "422 unmapped_status",
    );
    await patch(path, { status_map: { lost: "rejected" } });
    const after = await sent(setup, { st: "lost" });
    expect(after.body).toMatchObject({
      outcome: "recorded",
      status: "rejected",
    });
  });
});

describe("who may send", () => {
  const TOKEN = "token-of-the-shop-1";

  test("a token that was replaced, and an address that was replaced, let nobody in any more", async () => {
    const { setup, source, path } = await withSource({
      require: "token",
      token: TOKEN,
    });
    expect((await sent(setup, { token: TOKEN })).status).toBe(201);
    const next = await api.call<{ token: string }>(
      "POST",
      `${path}/rotate-token`,
    );
    expect(summaryOf(await sent(setup, { token: TOKEN }))).toBe(
      "401 bad_token",
    );
    expect((await sent(setup, { token: next.token })).status).toBe(201);
    const moved = await api.call<MadeSource>("POST", `${path}/rotate-key`);
    const click_id = await api.click(setup.slug);
    const old = await api.fetch(
      `/v1/postback/${source.key}?click_id=${click_id}`,
    );
    expect(summaryOf(old)).toBe("404 unknown_source");
    const now = await api.fetch(
      `/v1/postback/${moved.key}?click_id=${click_id}`,
    );
    expect(summaryOf(now)).toBe("201 recorded");
  });

  test("while two secrets are live both sign, a third is refused, and one that was taken out signs nothing", async () => {
    const { setup, path } = await withSource({ require: "signature" });
    const secrets = [SECRET, `${SECRET}-2`];
    const ids: string[] = [];
    for (const secret of secrets) {
      const made = await api.call<{ id: string }>("POST", `${path}/secrets`, {
        secret,
      });
      ids.push(made.id);
    }
    const third = await api.try("POST", `${path}/secrets`, {
      secret: `${SECRET}-3`,
    });
    expect([third.status, third.body.code]).toEqual([409, "too_many_secrets"]);
    const signs = async (secret: string) => {
      const click_id = await api.click(setup.slug);
      return summaryOf(await sendSigned(service, { click_id }, { secret }));
    };
    for (const secret of secrets)
      expect(await signs(secret)).toBe("201 recorded");
    await api.call("DELETE", `${path}/secrets/${ids[0]}`);
    expect(await signs(SECRET)).toBe("401 bad_signature");
    expect(await signs(`${SECRET}-2`)).toBe("201 recorded");
  });

  test("an address that is not allowed is 403; behind trusted proxies, the last untrusted hop counts", async () => {
    const { setup } = await withSource({
      allow_ips: ["203.0.113.0/24", "2001:db8::/32"],
    });
    const from = async (forwarded: string) =>
      (await sent(setup, {}, { "x-forwarded-for": forwarded })).status;
    expect(await from("203.0.113.9")).toBe(201);
    expect(await from("2001:db8::7")).toBe(201);
    expect(await from("198.51.100.1, 203.0.113.9")).toBe(201);
    expect(await from("203.0.113.9, 198.51.100.1")).toBe(403);
    expect(await from("203.0.114.1")).toBe(403);
    expect((await sent(setup, {})).body.code).toBe("sender_not_allowed");
  });

  test("drift is allowed to the second, either way", async () => {
    const { setup } = await withSource({
      require: "signature",
      drift_seconds: 10,
      secret: SECRET,
    });
    const now_s = Math.floor(clock.nowMs() / 1000);
    for (const [off, expected] of [
      [-10, "201 recorded"],
      [10, "201 recorded"],
      [-11, "401 stale_timestamp"],
      [11, "401 stale_timestamp"],
    ] as const) {
      const click_id = await api.click(setup.slug);
      const answer = await sendSigned(
        service,
        { click_id },
        { ts: now_s + off },
      );
      expect([off, summaryOf(answer)]).toEqual([off, expected]);
    }
  });

  test("a source that doesn't enforce lets pass what it would have refused, and the trace says what that was", async () => {
    const { setup } = await withSource({
      require: "signature",
      enforce: false,
      secret: SECRET,
      token: TOKEN,
      allow_ips: ["203.0.113.0/24"],
    });
    const answer = await sent(setup, { token: "wrong", ts: "1", sig: "aa" });
    expect(summaryOf(answer)).toBe("201 recorded");
    const { trace } = await storedOf(answer);
    const let_pass = trace.flatMap(({ expected, ok }) =>
      ok ? (expected ?? []) : [],
    );
    expect(let_pass).toEqual([
      "sender_not_allowed",
      "bad_token",
      "stale_timestamp",
    ]);
    const forged = { ts: String(Math.floor(clock.nowMs() / 1000)), sig: "aa" };
    const after = await storedOf(await sent(setup, forged));
    expect(after.outcome).toBe("recorded");
    const said = after.trace.map(({ expected }) => expected);
    expect(said).toContain("bad_signature");
  });
});

describe("how a source is answered, and how much of it is taken", () => {
  test("always_200 has the same body, except for rate limits", async () => {
    const { setup } = await withSource({
      answer: "always_200",
      rate_per_second: 2,
    });
    const click_id = await api.click(setup.slug);
    const made = await api.postback({ click_id });
    expect([made.status, made.body.outcome]).toEqual([200, "recorded"]);
    const refused = await api.postback({ click_id, status: "what?" });
    expect(refused.status).toBe(200);
    expect(refused.body).toMatchObject({
      code: "unmapped_status",
      status: 422,
    });
    expect(await storedOf(refused)).toMatchObject({ http_status: 422 });
    const send = () => api.postback({ click_id });
    const limited = await expectNothingWritten(service, send);
    expect(summaryOf(limited)).toBe("429 rate_limited");
    expect(limited.headers.get("retry-after")).toBe("1");
    expect(limited.headers.get("ratelimit-limit")).toBe("2");
    clock.advance(1000);
    expect(await api.postback({ click_id })).toMatchObject({ status: 200 });
  });

  test.each([
    ["unsigned", (click_id: string) => ({ click_id }), {}],
    [
      "with a made-up token",
      (click_id: string) => ({ click_id, token: "x" }),
      {},
    ],
    [
      "signed long ago",
      (click_id: string) => ({
        click_id,
        ts: "1700000000",
        sig: "0".repeat(64),
      }),
      {},
    ],
    [
      "from an address that isn't allowed",
      (click_id: string) => ({ click_id }),
      { allow_ips: ["127.0.0.0/8"] },
    ],
  ])(
    "what outsiders send %s uses up nothing of a source's rate",
    async (_how, parametersOf, change) => {
      const rate_per_second = 5;
      const { setup } = await withSource({
        require: "signature",
        secret: SECRET,
        rate_per_second,
        ...change,
      });
      const click_id = await api.click(setup.slug);
      const query = new URLSearchParams(parametersOf(click_id)).toString();
      const headers = { "x-forwarded-for": "198.51.100.79" };
      for (let count = 0; count < 2 * rate_per_second; count++) {
        const outsider = await api.fetch(`/v1/postback?${query}`, { headers });
        expect([401, 403]).toContain(outsider.status);
      }
      const answers: string[] = [];
      for (let count = 0; count <= rate_per_second; count++) {
        const order_id = `own-${count}`;
        answers.push(
          summaryOf(await sendSigned(service, { click_id, order_id })),
        );
      }
      expect(answers).toEqual([
        ...Array.from({ length: rate_per_second }, () => "201 recorded"),
        "429 rate_limited",
      ]);
    },
  );

  test("one source's rate is not another's", async () => {
    const [slow, fast] = [
      await withSource({ rate_per_second: 1 }),
      await withSource({ rate_per_second: 1 }),
    ];
    expect((await sent(slow.setup, {})).status).toBe(201);
    expect((await sent(slow.setup, {})).status).toBe(429);
    expect((await sent(fast.setup, {})).status).toBe(201);
  });

  test("after twenty bad proofs an address has to wait, unstored, while proven requests still pass", async () => {
    const { setup } = await withSource({
      require: "signature",
      secret: SECRET,
    });
    const click_id = await api.click(setup.slug);
    const headers = { "x-forwarded-for": "198.51.100.77" };
    const ts = String(Math.floor(clock.nowMs() / 1000));
    const query = new URLSearchParams({ click_id, ts, sig: "0".repeat(64) });
    const forge = () => api.fetch(`/v1/postback?${query}`, { headers });
    for (let count = 0; count < 20; count++) {
      expect(summaryOf(await forge())).toBe("401 bad_signature");
    }
    const blocked = await expectNothingWritten(service, forge);
    expect(summaryOf(blocked)).toBe("429 rate_limited");
    expect(blocked.headers.get("retry-after")).toBe("3");
    const elsewhere = { "x-forwarded-for": "198.51.100.78" };
    const other = await api.fetch(`/v1/postback?${query}`, {
      headers: elsewhere,
    });
    expect(summaryOf(other)).toBe("401 bad_signature");
    const sound = await api.fetch(
      signedUrl(`/v1/postback?click_id=${click_id}`, { ts: Number(ts) }),
      { headers },
    );
    expect(summaryOf(sound)).toBe("201 recorded");
    expect(summaryOf(await forge())).toBe("429 rate_limited");
    clock.advance(3000);
    expect(summaryOf(await forge())).toBe("401 bad_signature");
  });
});

test("nothing failed, and no answer 429 left a row", async () => {
  expect(service.log).toEqual([]);
  const rows = await service.db.execute(
    sql`select id from postbacks where http_status = 429`,
  );
  expect([...rows]).toEqual([]);
});
