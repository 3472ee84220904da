// Two people open one campaign and save it one after the other: the second is told that it
// changed, instead of taking back what the first one did. That holds for all that is set up.
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
const { advertiser_id, affiliate_id, campaign_id } = setup;
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

/** A resource: its path, a body that creates one, and a change. */
interface Thing {
  /** As the API describes it. */
  path: string;
  body: Record<string, unknown>;
  key?: string;
  change?: (index: number) => Record<string, unknown>;
}

const named = (index: number) => ({ name: `Changed ${index}` });
const fixed = (amount: string) => ({ type: "fixed", amount });
const soon = (index: number) => ({
  valid_to: `2030-01-${String(index + 10)}T00:00:00.000Z`,
});
const at = (days: number) =>
  new Date(left.clock.nowMs() + days * 86_400_000).toISOString();
const goal = {
  key: "lead",
  revenue: fixed("3.00"),
  payout: fixed("2.00"),
};

const THINGS: Thing[] = [
  { path: "/advertisers", body: { name: "Acme" }, change: named },
  { path: "/affiliates", body: { name: "Beach Ads" }, change: named },
  {
    path: "/webhooks",
    body: { url: "https://hooks.example/", events: ["payment.paid"] },
    change: (index) => ({ url: `https://hooks.example/${index}` }),
  },
  {
    path: "/campaigns",
    body: {
      advertiser_id,
      name: "Summer",
      destination_url: "https://shop.example/",
      currency: "EUR",
      goals: [goal],
    },
    change: named,
  },
  {
    path: "/links",
    body: { campaign_id, affiliate_id },
    change: (index) => ({ external_id: `link-${index}` }),
  },
  {
    path: "/traffic-rules",
    body: { field: "sub1", op: "equals", values: ["a"], action: "flag" },
    change: (index) => ({ reason: `Reason ${index}` }),
  },
  {
    path: "/domains",
    body: { host: "go.example" },
    change: (index) => ({ fallback_url: `https://shop.example/${index}` }),
  },
  {
    path: "/conversion-rules",
    body: { field: "sub1", op: "eq", values: ["a"], action: "pending" },
    change: (index) => ({ reason: `Reason ${index}` }),
  },
  { path: "/campaigns/:id/goals", key: "key", body: goal, change: named },
  {
    path: "/campaigns/:id/goals/:key/payouts",
    body: { affiliate_id, payout: fixed("9.00") },
    change: soon,
  },
  {
    path: "/campaigns/:id/click-prices",
    body: { model: "cpc", revenue: "0.20", payout: "0.10" },
    change: soon,
  },
  {
    path: "/campaigns/:id/destinations",
    body: { url: "https://shop.example/b" },
    change: named,
  },
  {
    path: "/campaigns/:id/caps",
    body: { metric: "clicks", period: "day", limit: 10 },
    change: (index) => ({ limit: 20 + index }),
  },
  {
    path: "/campaigns/:id/affiliates",
    key: "affiliate_id",
    body: { affiliate_id, status: "approved" },
    change: (index) => ({ reason: `Reason ${index}` }),
  },
  {
    path: "/advertisers/:id/sources",
    body: { name: "Shop" },
    change: named,
  },
  {
    path: "/affiliates/:id/postbacks",
    body: { url: "https://partner.example/pb?id={delivery_id}" },
    change: (index) => ({ timeout_s: 15 + index }),
  },
  {
    path: "/moves/forwards",
    body: { url: "https://old-tracker.example/postback" },
    change: (index) => ({ stop_after_days: 20 + index }),
  },
  {
    path: "/backfill-windows",
    body: {
      advertiser_id,
      opens_at: at(1),
      closes_at: at(2),
      event_from: at(-30),
      event_to: at(-20),
    },
  },
  {
    path: "/users",
    body: {
      email: "ada@network.example",
      password: "a long password",
      role: "manager",
    },
  },
  { path: "/tokens", body: { name: "reports", role: "manager" } },
  {
    path: "/invitations",
    body: { email: "guest@network.example", role: "manager" },
  },
];

const CHANGED = THINGS.filter(({ change }) => change !== undefined);

/** The address of a list, with the ids of what stands above it. */
function addressOf({ path }: Thing): string {
  const parent = path.startsWith("/advertisers")
    ? advertiser_id
    : path.startsWith("/affiliates")
      ? affiliate_id
      : campaign_id;
  return path.replace(":id", String(parent)).replace(":key", "sale");
}

const made = new Map<Thing, Promise<{ at: string; tag: string | null }>>();

/** Makes each thing once, and gives its address and tag. */
async function make(thing: Thing) {
  let one = made.get(thing);
  if (one === undefined) {
    one = ask("POST", addressOf(thing), { body: thing.body }).then((answer) => {
      expect(answer.status).toBe(201);
      const key = String(answer.body[thing.key ?? "id"]);
      const tag = answer.headers.get("etag");
      return { at: `${addressOf(thing)}/${key}`, tag };
    });
    made.set(thing, one);
  }
  return await one;
}

async function tagAt(path: string): Promise<string> {
  return (await ask("GET", path)).headers.get("etag") ?? "";
}

/** Settings of which there is one: how they are changed. */
const ONCE: Readonly<Record<string, (index: number) => object>> = {
  "/campaigns/:id/app": (index) => ({ paths: [`/${index}`] }),
  "/campaigns/:id/skan": (index) => ({ app_id: index, values: [] }),
};

test("the things that are tried are all that the document knows", () => {
  const changed = APP_ROUTES.filter(
    (route) => API[routeKey(route)]?.condition === "If-Match",
  ).map(({ path }) => path.replace("/api/v1", "").replace(/\/:\w+$/, ""));
  // Of these nothing is made by a body alone.
  const others = [
    "/advertisers/:id/sources/:source_id/sheet/link",
    "/conversions",
    "/reconciliations/:id/breaks",
    "/saved-reports",
    "/sessions",
  ];
  const known = [...new Set(changed)].filter((path) => !others.includes(path));
  const single = [
    "/campaigns/:id/targeting",
    "/advertisers/:id/tolerance",
    "/affiliates/:id/payment-details",
    "/sign-up-questions",
    // One for a campaign, and one for the network.
    "/risk-rules",
    ...Object.keys(ONCE),
    // Part of the program, changed in its own test.
    "/bells",
  ];
  const tried = [...THINGS.map(({ path }) => path), ...single];
  expect(tried.toSorted()).toEqual(known.toSorted());
});

describe.each(THINGS.map((thing) => [thing.path, thing] as const))(
  "one of %s",
  (_, thing) => {
    test("has the tag that the answer to its creation had", async () => {
      const { at, tag } = await make(thing);
      const answer = await ask("GET", at);
      expect(answer.status).toBe(200);
      expect(answer.headers.get("etag")).toBe(tag);
      expect(tag).toMatch(/^"[\w.-]+"$/);
      expect(answer.headers.get("cache-control")).toBe("private, no-cache");
    });

    test("is 304 to whoever has it", async () => {
      const { at } = await make(thing);
      const tag = await tagAt(at);
      for (const known of [tag, `W/${tag}`, `"other", ${tag}`, "*"]) {
        const headers = { "if-none-match": known };
        const answer = await ask("GET", at, { headers });
        expect([known, answer.status]).toEqual([known, 304]);
        expect(answer.headers.get("etag")).toBe(tag);
      }
      const headers = { "if-none-match": '"other"' };
      expect((await ask("GET", at, { headers })).status).toBe(200);
    });
  },
);

describe.each(CHANGED.map((thing) => [thing.path, thing] as const))(
  "a change to one of %s",
  (_, thing) => {
    const change = thing.change as (index: number) => Record<string, unknown>;

    test("passes with its tag, one of several, any or none", async () => {
      const { at } = await make(thing);
      const tag = await tagAt(at);
      const tags = [undefined, tag, `"other", ${tag}`, "*"];
      for (const [index, given] of tags.entries()) {
        const fresh = await tagAt(at);
        const asked = given?.replace(tag, fresh);
        const headers = asked === undefined ? {} : { "if-match": asked };
        const body = change(index);
        const answer = await ask("PATCH", at, { headers, body });
        expect([given, answer.status]).toEqual([given, 200]);
        expect(answer.headers.get("etag")).toBe(await tagAt(at));
        expect(await tagAt(at)).not.toBe(fresh);
      }
    });

    test("is 412 with another tag, and changes nothing", async () => {
      const { at } = await make(thing);
      const before = await ask("GET", at);
      const tag = before.headers.get("etag") ?? "";
      for (const given of ['"other"', `W/${tag}`, "other", tag.slice(1, -1)]) {
        const headers = { "if-match": given };
        for (const body of [change(7), {}]) {
          if (thing.path.endsWith("click-prices") && !("valid_to" in body))
            continue;
          const answer = await ask("PATCH", at, { headers, body });
          const { code } = answer.body;
          expect([given, answer.status, code]).toEqual([
            given,
            412,
            "stale_version",
          ]);
          expect(answer.headers.get("etag")).toBe(tag);
        }
      }
      expect((await ask("GET", at)).body).toEqual(before.body);
    });

    test("is made by exactly one of ten that have one tag at once", async () => {
      const { at } = await make(thing);
      const headers = { "if-match": await tagAt(at) };
      const answers = await Promise.all(
        Array.from({ length: 10 }, (_, index) =>
          ask("PATCH", at, {
            headers,
            body: change(index + 5),
            at: index % 2 === 0 ? left : right,
          }),
        ),
      );
      const statuses = answers.map(({ status }) => status).toSorted();
      expect(statuses).toEqual([200, ...Array.from({ length: 9 }, () => 412)]);
    });
  },
);

test("a change of a rule of risk is 412 with another tag, and passes with its own", async () => {
  const made = await ask("POST", "/risk-rules", { body: { campaign_id } });
  const path = `/risk-rules/${String(made.body.id)}`;
  const patch = (hold_score: number, tag: string) =>
    ask("PATCH", path, { headers: { "if-match": tag }, body: { hold_score } });
  const tag = await tagAt(path);
  expect((await patch(71, '"other"')).status).toBe(412);
  expect((await patch(72, tag)).status).toBe(200);
  expect((await patch(73, tag)).status).toBe(412);
});

test.each(Object.entries(ONCE))(
  "a change of %s is 412 with another tag, and passes with its own",
  async (template, change) => {
    const path = template.replace(":id", String(campaign_id));
    const put = (index: number, tag: string) =>
      ask("PUT", path, { headers: { "if-match": tag }, body: change(index) });
    const tag = await tagAt(path);
    expect((await put(1, '"other"')).status).toBe(412);
    expect(await tagAt(path)).toBe(tag);
    expect((await put(2, tag)).status).toBe(200);
    expect((await put(3, tag)).status).toBe(412);
  },
);

describe("what moves by itself", () => {
  test("refuses no change, and is shown to whoever has the old one", async () => {
    const caps = THINGS.find(({ path }) => path.endsWith("/caps")) as Thing;
    const { at } = await make(caps);
    const before = await tagAt(at);
    await left.api.click(setup.slug);
    while (await left.drain.runOnce());
    const known = { "if-none-match": before };
    const shown = await ask("GET", at, { headers: known });
    expect([shown.status, shown.body.used]).toEqual([200, 1]);
    const headers = { "if-match": before };
    const changed = await ask("PATCH", at, { headers, body: { limit: 99 } });
    expect(changed.status).toBe(200);
  });
});

describe("a removal", () => {
  const REMOVED = CHANGED.filter(
    ({ path }) =>
      API[`DELETE /api/v1${path}/:id`] !== undefined ||
      /caps|destinations|payouts|click-prices|sources|postbacks|affiliates$/.test(
        path,
      ),
  ).filter(({ path }) => path !== "/affiliates" && path !== "/campaigns");

  test.each(REMOVED.map((thing) => [thing.path, thing] as const))(
    "of one of %s is 412 with another tag, and passes with its own",
    async (_, thing) => {
      const { at } = await make(thing);
      const stale = { "if-match": '"other"' };
      expect((await ask("DELETE", at, { headers: stale })).status).toBe(412);
      const headers = { "if-match": await tagAt(at) };
      const removed = await ask("DELETE", at, { headers });
      expect(removed.status).toBe(204);
    },
  );

  test("of a token is 412 with another tag, and shows what is left of it", async () => {
    const tokens = THINGS.find(({ path }) => path === "/tokens") as Thing;
    const { at } = await make(tokens);
    const stale = { "if-match": '"other"' };
    expect((await ask("DELETE", at, { headers: stale })).status).toBe(412);
    const removed = await ask("DELETE", at);
    expect(removed.body.revoked_at).toBeString();
  });
});
