import type { Role } from "../access/mod.ts";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import {
  advertisers,
  backfillWindows,
  campaigns,
  goals,
  sources,
} from "../../db/schema/mod.ts";
import { createTestDatabase, START_MS } from "../../tests/harness.ts";
import { Configuration } from "../campaigns/mod.ts";
import { unfiltered } from "../http/mod.ts";
import { SOURCE_LIST } from "./resources.ts";
import { ManualClock, newId, sealKeyFrom } from "../kernel/mod.ts";
import { countPostbacks } from "./health.ts";
import {
  changeSource,
  createSource,
  deleteSource,
  listSources,
  readSource,
} from "./source.ts";
import { addSecret, removeSecret, rotateToken } from "./source_proof.ts";
import type { SourceInput } from "./source_body.ts";
import { SourceDirectory } from "./source_directory.ts";
import { afterAll, describe, expect, test } from "bun:test";

const SECRET = "correct-horse-battery-staple";
const PAGE = unfiltered(SOURCE_LIST, { limit: 50, after: null });
const clock = new ManualClock(START_MS);
const database = await createTestDatabase();
const db = openDatabase(database.app, { connections_max: 4 });
const configuration = new Configuration(db);
const seal_key = sealKeyFrom(Buffer.from("a key that only tests have"));
const directory = new SourceDirectory(seal_key);
configuration.addPart(directory);
await configuration.reload();
afterAll(async () => {
  await closeDatabase(db);
  await database.drop();
});

const public_url = "https://track.example/";
const role = "admin" as Role;
const deps = { db, clock, configuration, seal_key, public_url, role };
const free = { type: "none" as const };

/** Creates a source of a new advertiser that has a campaign with the goal `sale`. */
async function aSource(input: SourceInput = {}) {
  const created_at = START_MS;
  const advertiser_id = await configuration.change(async (tx) => {
    const advertiser = { name: "Northwind", created_at };
    const [made] = await tx.insert(advertisers).values(advertiser).returning();
    const [campaign] = await tx
      .insert(campaigns)
      .values({
        advertiser_id: made!.id,
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
      revenue: free,
      payout: free,
      created_at,
    });
    return made!.id;
  });
  const made = await createSource(deps, advertiser_id, {
    name: "Shop",
    ...input,
  });
  return { advertiser_id, made, where: { advertiser_id, id: made.id } };
}

describe("the default source", () => {
  test("is only one: a new one takes the mark from the other", async () => {
    const { advertiser_id, made, where } = await aSource({ default: true });
    const input = { name: "App", default: true };
    const second = await createSource(deps, advertiser_id, input);
    expect(second.default).toBe(true);
    expect((await readSource(deps, where)).default).toBe(false);
    expect(directory.defaultOf(advertiser_id)?.id).toBe(second.id);
    await changeSource(deps, where, { default: true });
    expect(directory.defaultOf(advertiser_id)?.id).toBe(made.id);
  });

  test("is only one when two are marked at the same time", async () => {
    const { advertiser_id, made } = await aSource();
    const { id } = await createSource(deps, advertiser_id, { name: "App" });
    for (let round = 0; round < 5; round++) {
      await Promise.all(
        [made.id, id].map((one) =>
          changeSource(deps, { advertiser_id, id: one }, { default: true }),
        ),
      );
      const { data } = await listSources(deps, advertiser_id, PAGE);
      expect(data.filter((source) => source.default)).toHaveLength(1);
    }
  });
});

describe("a source", () => {
  test("requires a token by default, which its own address satisfies", async () => {
    const { made } = await aSource();
    expect(made).toMatchObject({
      require: "token",
      enforce: true,
      drift_seconds: 300,
      timezone: "UTC",
      warnings: [],
      in_force: { answer: "problem", amount_unit: "major" },
    });
    expect(made.key).toMatch(/^[0-9a-z]{26}$/);
    expect(made.url).toBe(`https://track.example/v1/postback/${made.key}`);
  });

  test("warns of what is hardly meant", async () => {
    const { where, made } = await aSource({
      require: "signature",
      goal_map: { buy: "sale", sub: "subscription" },
      status_map: { ok: { status: "approved", goal: "trial" } },
    });
    const warned = async (change: SourceInput) =>
      (await changeSource(deps, where, change)).warnings.map(
        ({ field }) => field,
      );
    expect(made.warnings.map(({ field }) => field)).toEqual([
      "require",
      "goal_map.sub",
      "status_map.ok.goal",
    ]);
    await addSecret(deps, where);
    expect(await warned({ goal_map: {}, status_map: {} })).toEqual([]);
    expect(await warned({ require: "none", enforce: false })).toEqual([
      "require",
      "enforce",
    ]);
    const platform = { preset: "tune", require: "token", enforce: true };
    expect(await warned(platform)).toEqual(["token"]);
    expect(await warned({ token: "a-token-of-tune" })).toEqual([]);
  });

  test("warns of secrets that another key sealed", async () => {
    const { where } = await aSource({ token: SECRET });
    await addSecret(deps, where);
    const other_key = sealKeyFrom(Buffer.from("another key"));
    const source = await readSource({ ...deps, seal_key: other_key }, where);
    expect(source.token?.masked).toBeNull();
    expect(source.warnings.map(({ field }) => field)).toEqual([
      "secrets",
      "token",
    ]);
  });

  test("is deleted while nothing came from it and nothing names it", async () => {
    const { advertiser_id, made, where } = await aSource();
    const seen = {
      advertiser_id,
      source_id: made.id,
      outcome: "recorded",
      received_at: START_MS,
      id: newId(clock),
      unmapped: [],
    };
    await db.transaction((tx) => countPostbacks(tx, [seen]));
    const in_use = { status: 409, code: "in_use" };
    await expect(deleteSource(deps, where)).rejects.toMatchObject(in_use);

    const input = { name: "Named" };
    const { id } = await createSource(deps, advertiser_id, input);
    await db.insert(backfillWindows).values({
      advertiser_id,
      source_id: id,
      opens_at: START_MS,
      closes_at: START_MS,
      event_from: START_MS,
      event_to: START_MS,
      created_at: START_MS,
    });
    const named = { advertiser_id, id };
    await expect(deleteSource(deps, named)).rejects.toMatchObject(in_use);

    const other = await createSource(deps, advertiser_id, { name: "Free" });
    await deleteSource(deps, { advertiser_id, id: other.id });
    expect(directory.byId(other.id)).toBeUndefined();
    expect(directory.byId(made.id)).toBeDefined();
  });
});

describe("the secrets of a source", () => {
  test("are live at once, kept sealed, and gone when taken out", async () => {
    const { made, where } = await aSource({ token: SECRET });
    const first = await addSecret(deps, where, { secret: SECRET });
    const second = await addSecret(deps, where);
    const live = directory.byId(made.id);
    expect(live?.secrets).toEqual([SECRET, second.secret]);
    expect(live?.token).toBe(SECRET);
    const kept = [
      JSON.stringify(await db.select().from(sources)),
      JSON.stringify(configuration.tables()),
    ];
    for (const place of kept) {
      expect(place).toContain(first.id);
      expect(place).not.toContain(SECRET);
      expect(place).not.toContain(second.secret);
    }
    await removeSecret(deps, where, first.id);
    expect(directory.byId(made.id)?.secrets).toEqual([second.secret]);
  });

  test("stay two when three are added at the same time", async () => {
    const { made, where } = await aSource();
    const adding = [1, 2, 3].map(() => addSecret(deps, where));
    const settled = await Promise.allSettled(adding);
    const added = settled.filter(({ status }) => status === "fulfilled");
    expect(added).toHaveLength(2);
    expect(directory.byId(made.id)?.secrets).toHaveLength(2);
  });

  test("include its token, which is given or made, and can be taken away", async () => {
    const { made, where } = await aSource();
    expect(made.token).toBeNull();
    const { token } = await rotateToken(deps, where);
    expect(directory.byId(made.id)?.token).toBe(token);
    await rotateToken(deps, where, { token: SECRET });
    expect(directory.byId(made.id)?.token).toBe(SECRET);
    await changeSource(deps, where, { token: null });
    expect(directory.byId(made.id)?.token).toBeNull();
  });
});
