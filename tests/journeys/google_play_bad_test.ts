// Google may be slow, away, or somebody else altogether: nothing is paid on another's word, and nothing
// else waits for it.
import { afterAll, describe, expect, test } from "bun:test";
import { generateKeyPairSync } from "node:crypto";
import { outcomeOf } from "../app_store_world.ts";
import { GoogleDouble, PACKAGE, pushBody, PUSHER } from "../google_double.ts";
import {
  openGooglePlay,
  subscribed,
  subscriptionOf,
  subscriptionPath,
} from "../google_play_world.ts";
import { conversionOf } from "../senders.ts";
import { readPostback } from "../troubleshooting.ts";

const world = await openGooglePlay();
const { google, service, advertiser_id, link_id } = world;
const { source, makePlaySource, push, send, visitor } = world;
const { api, clock } = service;
afterAll(() => google.stop());

async function runJobs() {
  while (await service.scheduler.runOnce());
}

describe("Google", () => {
  test("signs with new keys, which are fetched, and made-up ones don't make us ask again", async () => {
    google.rotate("key-3");
    clock.advance(60_000);
    expect(outcomeOf(await send({ testNotification: {} }))).toBe("200 ignored");
    const asked = google.asked.length;
    for (const kid of ["made-up-1", "made-up-2", "key\\/3"]) {
      const token = google.token(clock.nowMs(), source.url, {
        header: { kid },
      });
      const answer = await send(
        { testNotification: {} },
        { authorization: `Bearer ${token}` },
      );
      expect(outcomeOf(answer)).toBe("401 bad_signature");
    }
    expect(google.asked).toHaveLength(asked);
  });

  test("is away: what needs it waits at Google, and nothing else waits", async () => {
    const click_id = await visitor();
    google.purchases.set(
      subscriptionPath("t-4"),
      subscriptionOf(click_id, "GPA.40"),
    );
    google.broken = 503;
    const away = await send(subscribed("t-4"), { id: "404" });
    expect([away.status, away.body.code]).toEqual([200, "purchase_unknown"]);
    expect(away.body.detail).toContain("answered 503; it is asked again");
    google.broken = null;
    const gate = Promise.withResolvers<void>();
    google.gate = gate.promise;
    const slow = send(subscribed("t-4"), { id: "404" });
    const plain = await api.fetch(
      `/v1/postback?click_id=${click_id}&order_id=S-1&amount=1`,
    );
    expect(plain.status).toBe(401);
    expect(outcomeOf(await send({ testNotification: {} }))).toBe("200 ignored");
    gate.resolve();
    expect(outcomeOf(await slow)).toBe("201 recorded");
    google.gate = Promise.resolve();
    clock.advance(120_000);
    await runJobs();
    const kept = await readPostback(api, String(away.body.postback_id));
    expect(kept.outcome).toBe("duplicate");
  });

  test("has no keys for us: nobody knows who sent it, so that it waits at Google", async () => {
    google.rotate("key-9");
    google.broken = 503;
    clock.advance(60_000);
    const away = await send(subscribed("t-4"));
    expect(outcomeOf(away)).toBe("503 unavailable");
    expect(away.headers.get("retry-after")).toMatch(/^\d+$/);
    google.broken = null;
    clock.advance(60_000);
    expect(outcomeOf(await send({ testNotification: {} }))).toBe("200 ignored");
  });

  test("is slow for one advertiser: its notifications are kept, and another's don't wait for them", async () => {
    const slow = new GoogleDouble();
    const held = Promise.withResolvers<void>();
    slow.gate = held.promise;
    const other = await makePlaySource({
      name: "Slow",
      service_account: slow.service_account,
    });
    const click_id = await visitor();
    google.purchases.set(
      subscriptionPath("t-quick"),
      subscriptionOf(click_id, "GPA.quick"),
    );
    const ended: string[] = [];
    const all = Array.from({ length: 100 }, async (_, index) => {
      const answer = await send(subscribed(`t-slow-${index}`), {
        url: other.url,
      });
      ended.push("slow");
      return `${answer.status} ${String(answer.body.code)}`;
    });
    const quick = await send(subscribed("t-quick"));
    ended.push("quick");
    expect(outcomeOf(quick)).toBe("201 recorded");
    const outcomes = await Promise.all(all);
    expect(new Set(outcomes)).toEqual(new Set(["200 purchase_unknown"]));
    // Beyond its share they are turned away at once; none that waits for the slow server ended before.
    expect(ended.indexOf("quick")).toBeLessThan(60);
    held.resolve();
    await slow.stop();
  });

  test("lies in place of an access token, or its server is dead: kept and named, whatever it says", async () => {
    const click_id = await visitor();
    google.purchases.set(
      subscriptionPath("t-lies"),
      subscriptionOf(click_id, "GPA.lies"),
    );
    for (const grant of [
      {},
      { access_token: 7 },
      { access_token: "" },
      { access_token: "a\r\nx-evil: 1" },
      { access_token: "\u0000" },
      { access_token: "a".repeat(9_000) },
      { access_token: "wrong", expires_in: -1 },
      { access_token: "wrong", expires_in: "soon" },
      { error: { message: ["no"] } },
      { error: "x".repeat(9_000), error_description: null },
    ]) {
      google.grant = grant;
      clock.advance(2 * 3_600_000);
      const { status, body } = await send(subscribed("t-lies"));
      expect([grant, status, body.code]).toEqual([
        grant,
        200,
        "purchase_unknown",
      ]);
    }
    google.grant = null;
    clock.advance(2 * 3_600_000);
    expect(outcomeOf(await send(subscribed("t-lies")))).toBe("201 recorded");
  });

  test("tells nonsense of a purchase: nothing of it is paid, and nothing breaks", async () => {
    const click_id = await visitor();
    const whole = subscriptionOf(click_id, "GPA.nonsense");
    for (const purchase of [
      {},
      { lineItems: "none" },
      { lineItems: [null, 1, []] },
      { ...whole, lineItems: [{ latestSuccessfulOrderId: "x".repeat(9_000) }] },
      {
        ...whole,
        lineItems: [{ latestSuccessfulOrderId: `..${"9".repeat(99)}` }],
      },
      { ...whole, externalAccountIdentifiers: [] },
      {
        ...whole,
        externalAccountIdentifiers: { obfuscatedExternalAccountId: {} },
      },
      { ...whole, padding: "x".repeat(20_000) },
    ]) {
      google.purchases.set(subscriptionPath("t-nonsense"), purchase);
      const { status, body } = await send(subscribed("t-nonsense"));
      expect(status).toBe(200);
      expect(body).not.toHaveProperty("conversion_id");
    }
  });

  test("has keys that can't be renewed: told as a degradation, while known ones still count", async () => {
    google.broken = 500;
    clock.advance(72 * 3_600_000);
    expect(outcomeOf(await send({ testNotification: {} }))).toBe("200 ignored");
    const { body } = await api.fetch<{
      ready: boolean;
      degraded: string[];
      problems: { code: string; detail: string }[];
    }>("/readyz");
    expect(body.degraded).toContain("google_keys");
    expect(
      body.problems.find(({ code }) => code === "google_keys")?.detail,
    ).toMatch(/7\d hours old/);
    google.broken = null;
    clock.advance(60_000);
    expect(outcomeOf(await send({ testNotification: {} }))).toBe("200 ignored");
    expect(
      (await api.fetch<{ degraded: string[] }>("/readyz")).body.degraded,
    ).not.toContain("google_keys");
  });

  test("refuses the service account: kept, named, and finished by a replay once it is put right", async () => {
    const click_id = await visitor();
    const other = await makePlaySource({
      name: "Without access",
      service_account: undefined,
    });
    google.purchases.set(
      subscriptionPath("t-5"),
      subscriptionOf(click_id, "GPA.50"),
    );
    const refused = await send(subscribed("t-5"), { url: other.url });
    expect([refused.status, refused.body.code]).toEqual([
      200,
      "purchase_unknown",
    ]);
    expect(refused.body.detail).toContain("service_account");
    const unknown = await send(subscribed("nobody's"));
    expect([unknown.status, unknown.body.code]).toEqual([
      200,
      "purchase_unknown",
    ]);
    await api.call(
      "PATCH",
      `/advertisers/${advertiser_id}/sources/${other.id}`,
      { service_account: google.service_account },
    );
    const path = `/postbacks/${String(refused.body.postback_id)}/replay`;
    expect(await api.call("POST", path, { dry_run: true })).toMatchObject({
      after: { outcome: "recorded" },
    });
    expect(await api.call("POST", path, {})).toMatchObject({
      after: { outcome: "recorded" },
    });
  });
});

describe("what Google did not send to this app", () => {
  test("is named, kept and never paid", async () => {
    const click_id = await visitor();
    google.purchases.set(
      subscriptionPath("t-6"),
      subscriptionOf(click_id, "GPA.60"),
    );
    const now_ms = clock.nowMs();
    const body = pushBody(subscribed("t-6"), { at_ms: now_ms });
    const { url } = source;
    const with_claims = (claims: Record<string, unknown>) =>
      google.token(now_ms, url, { claims });
    const stranger = generateKeyPairSync("rsa", {
      modulusLength: 2048,
    }).privateKey;
    const whole = google.token(now_ms, url);
    const [, payload = "", signature = ""] = whole.split(".");
    const head = (header: Record<string, unknown>) =>
      Buffer.from(JSON.stringify(header)).toString("base64url");
    const asked = google.asked.length;
    const cases: [authorization: string | null, expected: string][] = [
      [null, "401 missing_signature"],
      ["Bearer x", "401 bad_signature"],
      [`Bearer ${whole.slice(0, -20)}`, "401 bad_signature"],
      [`Bearer ${head({ alg: "none" })}.${payload}.`, "401 bad_signature"],
      [
        `Bearer ${head({ alg: "none", kid: "key-3" })}.${payload}.${signature}`,
        "401 bad_signature",
      ],
      [
        `Bearer ${head({ alg: "HS256", kid: "key-3" })}.${payload}.${signature}`,
        "401 bad_signature",
      ],
      [
        `Bearer ${google.token(now_ms, url, { key: stranger })}`,
        "401 bad_signature",
      ],
      [
        `Bearer ${with_claims({ iss: "https://issuer.example" })}`,
        "401 bad_signature",
      ],
      [
        `Bearer ${with_claims({ aud: "https://other.example" })}`,
        "403 sender_not_allowed",
      ],
      [
        `Bearer ${with_claims({ email: "other@example.com" })}`,
        "403 sender_not_allowed",
      ],
      [
        `Bearer ${with_claims({ email_verified: false })}`,
        "403 sender_not_allowed",
      ],
      [
        `Bearer ${with_claims({ email_verified: "true" })}`,
        "403 sender_not_allowed",
      ],
      [
        `Bearer ${with_claims({ exp: Math.floor(now_ms / 1000) - 3_600 })}`,
        "401 stale_timestamp",
      ],
      [
        `Bearer ${with_claims({ iat: Math.floor(now_ms / 1000) + 3_600 })}`,
        "401 stale_timestamp",
      ],
    ];
    for (const [authorization, expected] of cases) {
      const answer = await push(body, { authorization });
      expect([authorization, outcomeOf(answer)]).toEqual([
        authorization,
        expected,
      ]);
      const kept = await readPostback(api, String(answer.body.postback_id));
      expect(kept.outcome).toBe(String(answer.body.code));
    }
    expect(google.asked).toHaveLength(asked);
  });

  test("is acknowledged where only its content is wrong, so that Google does not send it for days", async () => {
    const at_ms = clock.nowMs();
    const message = (data: string) =>
      JSON.stringify({ message: { data, messageId: "1" } });
    const cases: [body: string, code: string][] = [
      [
        pushBody(
          { ...subscribed("t-6"), packageName: "com.example.other" },
          { at_ms },
        ),
        "sender_not_allowed",
      ],
      [
        pushBody(subscribed("t-6"), { at_ms: at_ms + 3_600_000 }),
        "stale_timestamp",
      ],
      ["{}", "malformed"],
      [message("%%%"), "malformed"],
      [message(Buffer.from("[1]").toString("base64")), "malformed"],
      [message(Buffer.from("{").toString("base64")), "malformed"],
      [message("a".repeat(60_000)), "malformed"],
      [pushBody(subscribed("t".repeat(3_000)), { at_ms }), "malformed"],
    ];
    for (const [body, code] of cases) {
      const answer = await push(body);
      expect([body.slice(0, 60), answer.status, answer.body.code]).toEqual([
        body.slice(0, 60),
        200,
        code,
      ]);
    }
    expect(outcomeOf(await push("{"))).toBe("400 malformed");
    expect((await push(message("a".repeat(70_000)))).status).toBe(413);
  });

  test("counts as a test purchase for test clicks alone", async () => {
    const sandbox = await makePlaySource({
      name: "Tests",
      store: { package_names: [PACKAGE], push_email: PUSHER, sandbox: true },
    });
    const made = await api.call<{ click_id: string }>(
      "POST",
      `/links/${link_id}/test-click`,
      {},
    );
    clock.advance(60_000);
    const tests = { testPurchase: {} };
    google.purchases.set(
      subscriptionPath("t-7"),
      subscriptionOf(made.click_id, "GPA.70", tests),
    );
    google.purchases.set(
      subscriptionPath("t-8"),
      subscriptionOf(await visitor(), "GPA.80", tests),
    );
    const real = await send(subscribed("t-7"));
    expect([real.status, real.body.code]).toEqual([200, "sandbox_only"]);
    const paying = await send(subscribed("t-8"), { url: sandbox.url });
    expect([paying.status, paying.body.code]).toEqual([200, "sandbox_only"]);
    const answer = await send(subscribed("t-7"), { url: sandbox.url });
    expect(outcomeOf(answer)).toBe("201 recorded");
    expect(
      (await conversionOf(api, answer.body.conversion_id)).flags,
    ).toContain("test");
  });
});

test("a service account's key is taken when it is one, and never shown", async () => {
  const path = `/advertisers/${advertiser_id}/sources/${source.id}`;
  for (const service_account of [
    "",
    "{}",
    '{"client_email":"a@b.example","private_key":"x"}',
  ]) {
    const refused = await api.try<{ errors: { field: string }[] }>(
      "PATCH",
      path,
      { service_account },
    );
    expect([refused.status, refused.body.errors[0]?.field]).toEqual([
      422,
      "service_account",
    ]);
  }
  const shown = await api.call("GET", path);
  expect(shown).toMatchObject({
    service_account: { client_email: "reader@example-project.iam.example" },
  });
  expect(JSON.stringify(shown)).not.toContain("PRIVATE KEY");
});
