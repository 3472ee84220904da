import { afterAll, describe, expect, test } from "bun:test";
import { Elysia } from "elysia";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import {
  advertisers,
  affiliates,
  campaigns,
  goals,
} from "../../db/schema/mod.ts";
import {
  ADMIN_TOKEN,
  createTestDatabase,
  START_MS,
} from "../../tests/harness.ts";
import {
  createSessions,
  createToken,
  ensureAdminToken,
} from "../access/mod.ts";
import { Configuration } from "../campaigns/mod.ts";
import {
  isoTime,
  ManualClock,
  newId,
  Problem,
  problemBody,
  sealKeyFrom,
} from "../kernel/mod.ts";
import { sourceRoutes } from "./routes.ts";
import { countPostbacks } from "./health.ts";
import { SourceDirectory } from "./source_directory.ts";

const public_url = "https://track.example";
const SECRET = "correct-horse-battery-staple";
const clock = new ManualClock(START_MS);
const database = await createTestDatabase();
const db = openDatabase(database.app, { connections_max: 4 });
const configuration = new Configuration(db);
const seal_key = sealKeyFrom(Buffer.from("a key that only tests have"));
const directory = new SourceDirectory(seal_key);
configuration.addPart(directory);
await configuration.reload();
await ensureAdminToken({ db, clock }, ADMIN_TOKEN);
afterAll(async () => {
  await closeDatabase(db);
  await database.drop();
});

const sessions = createSessions(db, public_url, clock);
const deps = {
  db,
  clock,
  configuration,
  sessions,
  seal_key,
  public_url,
  default_timezone: "UTC",
};
const app = new Elysia({ normalize: false })
  .onError(({ error }) => {
    if (!(error instanceof Problem)) return;
    return Response.json(problemBody(error), { status: error.status });
  })
  .use(sourceRoutes(deps));

type Body = Record<string, unknown> & {
  id: number;
  key: string;
  url: string;
  data: Body[];
  errors: { field: string }[];
};

async function call(
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
) {
  const response = await app.handle(
    new Request(`http://localhost/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${ADMIN_TOKEN}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }),
  );
  const text = await response.text();
  const read = (text.startsWith("{") ? JSON.parse(text) : {}) as Body;
  return { status: response.status, body: read, text };
}

/** Creates an advertiser with one campaign. */
async function anAdvertiser(): Promise<number> {
  return await configuration.change(async (tx) => {
    const created_at = START_MS;
    const [advertiser] = await tx
      .insert(advertisers)
      .values({ name: "Northwind", created_at })
      .returning();
    const advertiser_id = advertiser!.id;
    const [campaign] = await tx
      .insert(campaigns)
      .values({
        advertiser_id,
        name: "Winter shoes",
        destination_url: "https://shop.example/",
        currency: "USD",
        created_at,
      })
      .returning();
    await tx.insert(goals).values({
      campaign_id: campaign!.id,
      key: "sale",
      name: "Sale",
      position: 0,
      revenue: { type: "percent", percent: "10" },
      payout: { type: "fixed", amount: "5.00" },
      created_at,
    });
    return advertiser_id;
  });
}

async function aSource(change: Record<string, unknown> = {}) {
  const advertiser_id = await anAdvertiser();
  const path = `/advertisers/${advertiser_id}/sources`;
  const made = await call("POST", path, { name: "Shop", ...change });
  expect(made.status).toBe(201);
  return { advertiser_id, path, at: `${path}/${made.body.id}`, made };
}

const fields = (list: { field: string }[]) => list.map(({ field }) => field);

describe("a source", () => {
  test("comes back as it was put in, changed and listed", async () => {
    const given = {
      name: "Shop",
      default: true,
      preset: "tune",
      mapping: { order_id: ["ref", "reference"] },
      goal_map: { buy: "sale" },
      status_map: {
        ok: "approved",
        trial: { status: "approved", goal: "sale", mode: "add" },
      },
      require: "signature",
      allow_ips: ["192.0.2.0/24"],
      enforce: false,
      drift_seconds: 60,
      timezone: "Europe/Berlin",
      currency: "EUR",
      amount_unit: "minor",
      decimal_comma: true,
      amount_updates: true,
      reversal_amount: "remaining",
      reinstate: true,
      answer: "always_200",
      rate_per_second: 50,
    };
    const { at, path, made } = await aSource(given);
    expect(made.body).toMatchObject({
      ...given,
      created_at: isoTime(START_MS),
      secrets: [],
      token: null,
    });
    expect(made.body.url).toBe(`${public_url}/v1/postback/${made.body.key}`);
    expect((await call("GET", at)).body).toEqual(made.body);
    expect((await call("GET", path)).body.data).toEqual([made.body]);

    const change = { name: "New shop", currency: null, mapping: {} };
    const changed = await call("PATCH", at, change);
    expect(changed.body).toEqual({ ...made.body, ...change });
    expect(directory.byId(made.body.id)?.name).toBe("New shop");
  });

  test("is of its advertiser and of nobody else's", async () => {
    const { at, made } = await aSource();
    const other = await anAdvertiser();
    const foreign = `/advertisers/${other}/sources/${made.body.id}`;
    for (const [method, path, body] of [
      ["GET", foreign, undefined],
      ["PATCH", foreign, { name: "Mine" }],
      ["DELETE", foreign, undefined],
      ["POST", `${foreign}/rotate-key`, undefined],
      ["POST", `${foreign}/secrets`, undefined],
      ["GET", `${foreign}/sheet`, undefined],
      ["GET", `${foreign}/health`, undefined],
      ["GET", "/advertisers/999999/sources", undefined],
      ["POST", "/advertisers/999999/sources", { name: "Shop" }],
    ] as const) {
      expect([path, (await call(method, path, body)).status]).toEqual([
        path,
        404,
      ]);
    }
    expect((await call("GET", at)).body).toEqual(made.body);
  });

  test("takes another address when its key is rotated, and is deleted", async () => {
    const { at, made } = await aSource();
    const rotated = await call("POST", `${at}/rotate-key`);
    expect(rotated.status).toBe(200);
    expect(rotated.body.key).not.toBe(made.body.key);
    expect(directory.byKey(made.body.key, START_MS)).toBeUndefined();
    expect(directory.byKey(rotated.body.key, START_MS)?.id).toBe(made.body.id);
    expect((await call("DELETE", at)).status).toBe(204);
    expect((await call("GET", at)).status).toBe(404);
    expect(directory.byId(made.body.id)).toBeUndefined();
  });

  test("is refused by the name of the field", async () => {
    const { path, at } = await aSource();
    const mapping = { order: ["ref"] };
    const refused = await call("POST", path, { name: "Shop", mapping });
    expect(refused.status).toBe(422);
    expect(fields(refused.body.errors)).toEqual(["mapping.order"]);
    for (const change of [
      { drift_seconds: 0 },
      { drift_seconds: 86_401 },
      { rate_per_second: 0 },
      { rate_per_second: 100_001 },
      { mapping: { order_id: [] } },
      { key: "mine" },
      { secrets: ["short"] },
      { token: "short" },
    ]) {
      const { status } = await call("PATCH", at, change);
      expect([change, status]).toEqual([change, 422]);
    }
  });
});

describe("the secrets of a source", () => {
  test("are in the answer that created them and in no other", async () => {
    const { at, made } = await aSource({ token: SECRET });
    expect(made.body.token).toMatchObject({ masked: "cor…ple" });
    const first = await call("POST", `${at}/secrets`, { secret: SECRET });
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({ secret: SECRET, masked: "cor…ple" });
    const second = await call("POST", `${at}/secrets`);
    const third = await call("POST", `${at}/secrets`, {});
    expect(third.body).toMatchObject({ status: 409, code: "too_many_secrets" });
    const rotated = await call("POST", `${at}/rotate-token`);
    expect(rotated.status).toBe(200);
    const text = { accept: "text/plain" };
    const shown = [
      made.text,
      (await call("GET", at)).text,
      (await call("GET", at.replace(/\/\d+$/, ""))).text,
      (await call("PATCH", at, { name: "Shop 2" })).text,
      (await call("POST", `${at}/rotate-key`)).text,
      (await call("GET", `${at}/sheet`)).text,
      (await call("GET", `${at}/sheet`, undefined, text)).text,
    ];
    const secrets = [SECRET, second.body.secret, rotated.body.token].map(
      String,
    );
    for (const secret of secrets) {
      for (const place of shown) expect(place).not.toContain(secret);
    }
    const gone = `${at}/secrets/${String(first.body.id)}`;
    expect((await call("DELETE", gone)).status).toBe(204);
    expect((await call("DELETE", gone)).status).toBe(404);
  });
});

describe("the views of a source", () => {
  test("give its sheet as JSON, and as text to who asks for it first", async () => {
    const { at, made } = await aSource();
    const sheet = await call("GET", `${at}/sheet`);
    expect(sheet.body).toMatchObject({ url: made.body.url, currency: "USD" });
    const axios = { accept: "application/json, text/plain, */*" };
    const same = await call("GET", `${at}/sheet`, undefined, axios);
    expect(same.body).toEqual(sheet.body);
    const plain = { accept: "text/plain" };
    const { text } = await call("GET", `${at}/sheet`, undefined, plain);
    expect(text).toContain(`Address: ${made.body.url}`);
    expect(text).toContain("Winter shoes: sale (Sale, the default)");
  });

  test("give its health, and that of all with the plain address first", async () => {
    const { at, path, advertiser_id, made } = await aSource();
    const seen = {
      advertiser_id,
      outcome: "unknown_goal",
      received_at: START_MS,
      unmapped: [{ kind: "goal" as const, word: "bye" }],
    };
    const id = newId(clock);
    const plain_id = newId(clock);
    await db.transaction((tx) =>
      countPostbacks(tx, [
        { ...seen, source_id: made.body.id, id },
        { ...seen, source_id: 0, id: plain_id },
      ]),
    );
    const health = await call("GET", `${at}/health`);
    expect(health.body).toMatchObject({
      source_id: made.body.id,
      last_seen: isoTime(START_MS),
      last_24h: { total: 1, success_share: 0 },
      refusals: [{ code: "unknown_goal", count: 1, last_id: id }],
      unmapped: [{ kind: "goal", word: "bye", last_id: id }],
    });
    const all = await call("GET", `${path}/health`);
    expect(all.body.data).toEqual([
      expect.objectContaining({
        source_id: 0,
        refusals: [expect.objectContaining({ last_id: plain_id })],
        unmapped: [],
      }),
      health.body,
    ]);
    // Changing a map resets the unmapped counts.
    await call("PATCH", at, { goal_map: { bye: "sale" } });
    expect((await call("GET", `${at}/health`)).body.unmapped).toEqual([]);
  });
});

test("an affiliate sees no sources", async () => {
  const { at, path } = await aSource();
  const [affiliate] = await db
    .insert(affiliates)
    .values({ name: "Harbour Media", created_at: START_MS })
    .returning();
  const tokens = await Promise.all(
    [
      { role: "manager" as const },
      { role: "affiliate" as const, affiliate_id: affiliate!.id },
    ].map((input) => createToken({ db, clock }, { name: "test", ...input })),
  );
  const expected = [200, 404];
  for (const place of [path, at, `${at}/sheet`]) {
    const answers = tokens.map(({ token }) =>
      call("GET", place, undefined, { authorization: `Bearer ${token}` }),
    );
    const statuses = (await Promise.all(answers)).map(({ status }) => status);
    expect([place, statuses]).toEqual([place, expected]);
    const nobody = await call("GET", place, undefined, { authorization: "" });
    expect(nobody.status).toBe(401);
  }
});
