// Recorded things (conversions, payments) have an ETag too: a repeated GET is 304, and the second
// of two concurrent corrections of a sale is 412.
import { afterAll, describe, expect, test } from "bun:test";
import { routeKey } from "../../modules/http/mod.ts";
import { API } from "../../src/api_routes.ts";
import type { Answer } from "../api_client.ts";
import { APP_ROUTES } from "../api_document.ts";
import { setUp } from "../factory.ts";
import {
  ADMIN_TOKEN,
  createTestDatabase,
  startTestService,
} from "../harness.ts";
import type { TestService } from "../harness.ts";

const database = await createTestDatabase();
const left = await startTestService(database);
const right = await startTestService(database, { clock: left.clock });
afterAll(async () => {
  await Promise.all([left.stop(), right.stop()]);
  await database.drop();
});
const setup = await setUp(left.api);
const { advertiser_id, affiliate_id } = setup;
await right.configuration.reload();

async function ask(
  method: string,
  path: string,
  options: {
    headers?: Record<string, string>;
    body?: unknown;
    at?: TestService;
  } = {},
): Promise<Answer> {
  const { headers = {}, body, at = left } = options;
  const is_json =
    body === undefined ? {} : { "content-type": "application/json" };
  return await at.api.fetch(`/api/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${ADMIN_TOKEN}`, ...is_json, ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

async function tagAt(path: string): Promise<string> {
  return (await ask("GET", path)).headers.get("etag") ?? "";
}

describe("what is read by itself", () => {
  test("has a tag, and is 304 to whoever has it", async () => {
    const click_id = await left.api.click(setup.slug);
    while (await left.drain.runOnce());
    const sale = { click_id, order_id: "tagged" };
    const { conversion_id, postback_id } = (await left.api.postback(sale)).body;
    const run = await left.api.call("POST", "/payment-runs", {
      currency: "USD",
      up_to: new Date(left.clock.nowMs() + 86_400_000).toISOString(),
    });
    await left.api.call("PUT", `/affiliates/${affiliate_id}/payment-details`, {
      details: { iban: "DE89370400440532013000" },
    });
    const paths = [
      `/conversions/${String(conversion_id)}`,
      `/postbacks/${String(postback_id)}`,
      `/clicks/${click_id}`,
      `/payment-runs/${String(run.id)}`,
      `/affiliates/${affiliate_id}/payment-details`,
      `/advertisers/${advertiser_id}/tolerance`,
    ];
    for (const path of paths) {
      const first = await ask("GET", path);
      const tag = first.headers.get("etag") ?? "";
      expect([path, first.status, tag]).toEqual([
        path,
        200,
        expect.stringMatching(/^"[\w.-]+"$/),
      ]);
      const again = await ask("GET", path, {
        headers: { "if-none-match": tag },
      });
      expect([path, again.status]).toEqual([path, 304]);
    }
  });

  test("has a tag wherever the document reads one", () => {
    const untagged = APP_ROUTES.filter(({ method, path }) => {
      const is_one = /^\/api\/v1\/.*\/:\w+$/.test(path);
      return method === "GET" && is_one;
    }).filter((route) => API[routeKey(route)]?.shows_tag !== true);
    expect(untagged.map(({ path }) => path)).toEqual([]);
  });
});

test("tolerances are replaced by exactly one of four with one tag", async () => {
  const path = `/advertisers/${advertiser_id}/tolerance`;
  const headers = { "if-match": await tagAt(path) };
  const answers = await Promise.all(
    ["1", "2", "3", "4"].map((row_percent) =>
      ask("PUT", path, { headers, body: { row_percent } }),
    ),
  );
  const statuses = answers.map(({ status }) => status).toSorted();
  expect(statuses).toEqual([200, 412, 412, 412]);
});

describe("a change of a conversion by hand", () => {
  /** Records a sale; returns the conversion's address. */
  async function record(sale: Record<string, string>): Promise<string> {
    const { conversion_id } = (await left.api.postback(sale)).body;
    return `/conversions/${String(conversion_id)}`;
  }

  test("is made by exactly one of ten with one tag, although a postback was repeated", async () => {
    const click_id = await left.api.click(setup.slug);
    const sale = { click_id, order_id: "by hand", amount: "80.00" };
    const path = await record(sale);
    const headers = { "if-match": await tagAt(path) };
    await left.api.postback(sale);
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        ask("PATCH", path, {
          headers,
          body: { amount: `${10 + index}.00`, reason: "Agreed" },
          at: index % 2 === 0 ? left : right,
        }),
      ),
    );
    const statuses = answers.map(({ status }) => status).toSorted();
    expect(statuses).toEqual([200, ...Array.from({ length: 9 }, () => 412)]);
    const made = answers.find(({ status }) => status === 200);
    expect(made?.headers.get("etag")).toBe(await tagAt(path));
  });

  test("is 409 with another version in its body, and changes with its tag", async () => {
    const click_id = await left.api.click(setup.slug);
    const sale = { click_id, order_id: "by version", amount: "80.00" };
    const path = await record(sale);
    const body = { amount: "9.00", reason: "Agreed" };
    const late = await ask("PATCH", path, { body: { ...body, version: 7 } });
    expect(late.status).toBe(409);
    const headers = { "if-match": await tagAt(path) };
    expect((await ask("PATCH", path, { body, headers })).status).toBe(200);
    expect((await ask("PATCH", path, { body, headers })).status).toBe(412);
  });
});
