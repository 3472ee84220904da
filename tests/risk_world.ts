import postgres from "postgres";
import { closeDatabase, openDatabase } from "../db/mod.ts";
import { scoreConversions } from "../modules/risk/mod.ts";
import { loadWorlds, makeDays } from "./bench/risk/load_world.ts";
import { makeWorld } from "./bench/risk/make_world.ts";
import type { WorldOptions } from "./bench/risk/make_world.ts";
import type { World } from "./bench/risk/traffic.ts";
import type { TestDatabase, TestService } from "./harness.ts";

const ENDS = "https://shop.example/";

/**
 * Makes a network's parties on an empty database, whose ids are the places in the world's lists from 1,
 * and loads and scores its clicks and conversions.
 */
export async function setUpRiskWorld(
  { api, clock }: TestService,
  database: TestDatabase,
  options: WorldOptions,
): Promise<World> {
  const world = makeWorld(options);
  await api.call("POST", "/advertisers", { name: "Shop", currency: "USD" });
  for (const { name, payout_micros } of world.campaigns) {
    const price = { type: "fixed", amount: String(payout_micros / 1_000_000n) };
    await api.call("POST", "/campaigns", {
      ...{ advertiser_id: 1, name, currency: "USD", destination_url: ENDS },
      goals: [{ key: "goal", revenue: price, payout: price }],
    });
  }
  for (const { name } of world.affiliates) {
    await api.call("POST", "/affiliates", { name });
  }
  const sql = postgres({ ...database.owner, max: 1, onnotice: () => {} });
  const db = openDatabase(database.app, { connections_max: 3 });
  try {
    await makeDays(sql, world);
    await loadWorlds(sql, [world]);
    const { from_ms, now_ms: to_ms } = world;
    await scoreConversions({ db, clock }, { from_ms, to_ms });
  } finally {
    await sql.end();
    await closeDatabase(db);
  }
  return world;
}
