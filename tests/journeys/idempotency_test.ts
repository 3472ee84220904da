// A client whose answer was lost sends its request again: what creates or moves money
// must happen once, whichever instance is asked, and be answered the same.
import { afterAll, describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { takesKey } from "../../modules/http/mod.ts";
import { expectNothingWritten } from "../refusals.ts";
import { ApiClient } from "../api_client.ts";
import { APP_ROUTES } from "../api_document.ts";
import { setUp } from "../factory.ts";
import {
  ADMIN_TOKEN,
  createTestDatabase,
  startTestService,
} from "../harness.ts";

const database = await createTestDatabase();
const service = await startTestService(database);
const other = await startTestService(database, { clock: service.clock });
afterAll(async () => {
  await Promise.all([service.stop(), other.stop()]);
  await database.drop();
});
const { api } = service;
const setup = await setUp(api);
const AUTHORIZATION = `Bearer ${ADMIN_TOKEN}`;

function send(
  path: string,
  body: unknown,
  {
    key,
    at = api,
    authorization = AUTHORIZATION,
  }: { key: string; at?: ApiClient; authorization?: string },
) {
  return at.fetch(`/api/v1${path}`, {
    method: "POST",
    headers: {
      authorization,
      "content-type": "application/json",
      "idempotency-key": key,
    },
    body: JSON.stringify(body),
  });
}

async function countOf(table: string): Promise<number> {
  const [row] = await service.db.execute<{ count: number }>(
    sql`select count(*)::int as count from ${sql.identifier(table)}`,
  );
  return row?.count ?? 0;
}

describe("four at once, over two instances, make one:", () => {
  test.each([
    ["advertiser", "/advertisers", { name: "Once" }, "advertisers"],
    [
      "adjustment",
      "/ledger/adjustments",
      {
        affiliate_id: setup.affiliate_id,
        amount: "25.00",
        currency: "USD",
        reason: "a bonus",
        kind: "bonus",
      },
      "ledger_transactions",
    ],
    [
      "payment run",
      "/payment-runs",
      { currency: "USD", up_to: "2026-11-22T10:00:00Z" },
      "payment_runs",
    ],
    ["token", "/tokens", { name: "Once", role: "manager" }, "api_tokens"],
  ])("%s", async (name, path, body, table) => {
    const before = await countOf(table);
    const answers = await Promise.all(
      [api, other.api, api, other.api].map((at) =>
        send(path, body, { key: `four ${name}`, at }),
      ),
    );
    expect(await countOf(table)).toBe(before + 1);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
    for (const { body } of answers)
      expect(body).toEqual(answers[0]?.body ?? {});
    const replayed = answers.filter(
      ({ headers }) => headers.get("idempotency-replayed") === "true",
    );
    expect(replayed).toHaveLength(3);
  });
});

describe("a key", () => {
  test("with another body, query or type is refused, and changes nothing", async () => {
    const body = { name: "First", external_id: "first" };
    expect((await send("/advertisers", body, { key: "k1" })).status).toBe(201);
    const before = await countOf("advertisers");
    const wrong = await send(
      "/advertisers",
      { ...body, name: "Second" },
      { key: "k1" },
    );
    expect([wrong.status, wrong.body.code]).toEqual([
      409,
      "idempotency_conflict",
    ]);
    const retyped = await api.fetch("/api/v1/advertisers", {
      method: "POST",
      headers: {
        authorization: AUTHORIZATION,
        "content-type": "application/json; charset=utf-8",
        "idempotency-key": "k1",
      },
      body: JSON.stringify(body),
    });
    expect(retyped.body.code).toBe("idempotency_conflict");
    expect(await countOf("advertisers")).toBe(before);
  });

  test("of another token, or for another address, is another key", async () => {
    const made = await api.call("POST", "/tokens", {
      name: "manager",
      role: "manager",
    });
    const authorization = `Bearer ${String(made.token)}`;
    const [first, second] = [
      await send("/affiliates", { name: "Same" }, { key: "k2" }),
      await send("/affiliates", { name: "Same" }, { key: "k2", authorization }),
    ];
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.body.id).not.toBe(first.body.id);
    expect(
      (await send("/advertisers", { name: "Same" }, { key: "k2" })).status,
    ).toBe(201);
  });

  test("of a caller whose role changed repeats no answer of before", async () => {
    const { affiliate_id } = setup;
    const token = { name: "moves", role: "manager" };
    const made = await api.call("POST", "/tokens", token);
    const authorization = `Bearer ${String(made.token)}`;
    const endpoint = { url: "https://tracker.example/p?id={click_id}" };
    const path = `/affiliates/${affiliate_id}/postbacks`;
    const ask = () => send(path, endpoint, { key: "moved", authorization });
    expect((await ask()).status).toBe(201);
    expect((await ask()).headers.get("idempotency-replayed")).toBe("true");
    await service.db.execute(
      sql`update api_tokens set role = 'affiliate', affiliate_id = ${affiliate_id} where id = ${made.id}`,
    );
    const repeated = await ask();
    expect(repeated.status).toBe(409);
    expect(repeated.body).toMatchObject({
      code: "idempotency_conflict",
    });
  });

  test("is kept for 24 hours, and then dropped", async () => {
    const ask = () => send("/advertisers", { name: "Daily" }, { key: "k3" });
    const first = await ask();
    service.clock.advance(24 * 3_600_000 - 1);
    expect((await ask()).body.id).toBe(first.body.id);
    service.clock.advance(1);
    expect((await ask()).body.id).not.toBe(first.body.id);
    service.clock.advance(25 * 3_600_000);
    await service.scheduler.enqueue(service.db, {
      name: "forget_idempotency_keys",
    });
    while (await service.scheduler.runOnce());
    expect(await countOf("idempotency_keys")).toBe(0);
  });

  test.each(["", "x".repeat(256), "é", "a\tb"])("%j is none", async (key) => {
    const answer = await send(
      "/advertisers",
      { name: "No" },
      { key: `${key}` },
    );
    expect([answer.status, answer.body.code]).toEqual([422, "invalid_request"]);
  });

  test.each(["x".repeat(255), "~ !"])("%j is one", async (key) => {
    expect((await send("/advertisers", { name: "Yes" }, { key })).status).toBe(
      201,
    );
  });

  test("is free after a body that was put right, and kept after a decided refusal", async () => {
    expect(
      (await send("/advertisers", { nme: "x" }, { key: "k4" })).status,
    ).toBe(422);
    expect(
      (
        await send(
          "/advertisers",
          { name: "x", external_id: "x" },
          { key: "k4" },
        )
      ).status,
    ).toBe(201);
    const taken = { name: "y", external_id: "x" };
    const refused = await send("/advertisers", taken, { key: "k5" });
    expect(refused.status).toBe(409);
    const again = await send("/advertisers", taken, { key: "k5" });
    expect(again.body).toEqual(refused.body);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(again.headers.get("content-type")).toBe("application/problem+json");
  });

  test("doesn't replace the right to ask", async () => {
    const made = await api.call("POST", "/tokens", {
      name: "gone",
      role: "manager",
    });
    const authorization = `Bearer ${String(made.token)}`;
    await send("/advertisers", { name: "Mine" }, { key: "k6", authorization });
    await api.call("DELETE", `/tokens/${String(made.id)}`);
    expect(
      (
        await send(
          "/advertisers",
          { name: "Mine" },
          { key: "k6", authorization },
        )
      ).status,
    ).toBe(401);
  });

  test("works beside external ids, by the bytes that were sent", async () => {
    await api.call("PATCH", `/campaigns/${setup.campaign_id}`, {
      external_id: "SUMMER",
    });
    const body = {
      campaign_id: "external_id:SUMMER",
      affiliate_id: setup.affiliate_id,
    };
    const [first, second] = [
      await send("/links", body, { key: "k7" }),
      await send("/links", body, { key: "k7" }),
    ];
    expect(first.status).toBe(201);
    expect(second.body).toEqual(first.body);
    const unknown = { ...body, campaign_id: "external_id:AUTUMN" };
    expect((await send("/links", unknown, { key: "k8" })).body.code).toBe(
      "unknown_reference",
    );
    await api.call("PATCH", `/campaigns/${setup.campaign_id}`, {
      external_id: "AUTUMN",
    });
    expect((await send("/links", unknown, { key: "k8" })).status).toBe(201);
  });
});

describe("a file", () => {
  const upload = (key: string, file: string, type = "text/csv") =>
    api.fetch(`/api/v1/imports?advertiser_id=${setup.advertiser_id}`, {
      method: "POST",
      headers: {
        authorization: AUTHORIZATION,
        "content-type": type,
        "idempotency-key": key,
      },
      body: file,
    });

  test("that is streamed is read once, and compared to its end", async () => {
    const file = `order_id,amount\n${"1,1\n".repeat(200_000)}`;
    const first = await upload("f1", file);
    expect(first.status).toBe(201);
    const again = await upload("f1", file);
    expect(again.status).toBe(201);
    expect(again.headers.get("idempotency-replayed")).toBe("true");
    expect(again.body).toEqual(first.body);
    const altered = await upload("f1", `${file.slice(0, -2)}2\n`);
    expect(altered.body.code).toBe("idempotency_conflict");
  });

  test("as a form with a part behind the file, and refused ones leave the key free", async () => {
    const form = (file: string) =>
      [
        "--b",
        'Content-Disposition: form-data; name="file"; filename="a.csv"',
        "",
        file,
        "--b",
        'Content-Disposition: form-data; name="x"',
        "",
        "1",
        "--b--",
        "",
      ].join("\r\n");
    const type = "multipart/form-data; boundary=b";
    expect((await upload("f2", "no parts", type)).status).toBe(400);
    const first = await upload("f2", form("order_id,amount\n7,7\n"), type);
    expect(first.status).toBe(201);
    expect(
      (await upload("f2", form("order_id,amount\n7,7\n"), type)).body,
    ).toEqual(first.body);
  });
});

test("a large file that is refused at its beginning leaves the key free", async () => {
  const send = (
    advertiser_id: number,
    body: string | Uint8Array<ArrayBuffer>,
  ) =>
    api.fetch(`/api/v1/imports?advertiser_id=${advertiser_id}`, {
      method: "POST",
      headers: {
        authorization: AUTHORIZATION,
        "content-type": "text/csv",
        "idempotency-key": "large",
      },
      body,
    });
  const large = new Uint8Array(20_000_000).fill(49);
  for (let time = 0; time < 3; time++) {
    const refused = await send(999_999, large);
    expect(refused.body.code).toBe("unknown_reference");
  }
  const made = await send(setup.advertiser_id, "order_id,amount\n9,9\n");
  expect(made).toMatchObject({ status: 201 });
});

test("each POST that takes a key refuses a bad one before it does anything", async () => {
  const posts = APP_ROUTES.filter(takesKey);
  expect(posts.length).toBeGreaterThan(50);
  for (const { path } of posts) {
    const target = path.replaceAll(/:\w+/g, "1").replace("/api/v1", "");
    const answer = await expectNothingWritten(service, () =>
      send(target, {}, { key: "x".repeat(256) }),
    );
    const [error] = answer.body.errors as { field: string }[];
    expect({ path, status: answer.status, field: error?.field }).toEqual({
      path,
      status: 422,
      field: "Idempotency-Key",
    });
  }
});

test("a trial and signing in take none", async () => {
  const body = { email: "nobody@network.example", password: "guess guess" };
  const key = { key: "same" };
  for (let time = 0; time < 2; time++) {
    const answer = await send("/session", body, key);
    expect(answer.status).toBe(401);
    expect(answer.headers.get("idempotency-replayed")).toBeNull();
  }
  const keys = await countOf("idempotency_keys");
  await send("/sandbox/postback", { url: "/v1/postback?click_id=x" }, key);
  expect(await countOf("idempotency_keys")).toBe(keys);
});

test("the document lists the header on each POST that takes it", async () => {
  const { body } = await api.fetch<{
    paths: Record<string, Record<string, { parameters?: { name: string }[] }>>;
  }>("/openapi.json");
  const posts = APP_ROUTES.filter(
    ({ method, roles }) => method === "POST" && roles !== undefined,
  );
  expect(posts.length).toBeGreaterThan(50);
  for (const { path } of posts) {
    const name = path.replaceAll(/:(\w+)/g, "{$1}").replace(/\/$/, "");
    const parameters = body.paths[name]?.post?.parameters ?? [];
    const takes = parameters.some((one) => one.name === "Idempotency-Key");
    expect({ path, takes }).toEqual({
      path,
      takes: !path.includes("/sandbox/"),
    });
  }
});
