// Whose rows a role sees is stated per route; this walk asks every route of the document as every
// role, with its own and with another's ids, and finds whatever isn't as stated.
import { afterAll, describe, expect, test } from "bun:test";
import type { PartyRole, RowRule } from "../../modules/http/mod.ts";
import { API } from "../../src/api_routes.ts";
import { createTestDatabase, startTestService } from "../harness.ts";
import type { TestService } from "../harness.ts";
import { ListWorld } from "../list_world.ts";
import { RoleWorld } from "../role_world.ts";
import { walkRoutes } from "../role_walk.ts";

const database = await createTestDatabase();
const service = await startTestService(database);
afterAll(async () => {
  await service.stop();
  await database.drop();
});
const world = await RoleWorld.open(await ListWorld.open(service));

const walk = async (role: PartyRole, tracker: TestService = service) =>
  walkRoutes(tracker, await world.tenants(role, tracker));

describe.each(["affiliate", "advertiser"] as const)("as %s", (role) => {
  test("every route shows its own rows, and nothing of another's", async () => {
    expect(await walk(role)).toEqual([]);
  });
});

interface Stated {
  own?: Record<string, RowRule>;
  answers?: unknown;
}

/** Walks a tracker on the same database whose route has another statement. */
async function walkWith(
  role: PartyRole,
  key: string,
  change: (stated: Stated) => Stated,
) {
  const routes = API as Record<string, Stated>;
  const stated = routes[key] ?? {};
  routes[key] = change(stated);
  try {
    const tracker = await startTestService(database, { clock: service.clock });
    try {
      return await walk(role, tracker);
    } finally {
      await tracker.stop();
    }
  } finally {
    routes[key] = stated;
  }
}

describe("a rule that is taken out is found", () => {
  test.each([
    ["affiliate", "GET /api/v1/payments"],
    ["affiliate", "GET /api/v1/payments/:id"],
    ["affiliate", "GET /api/v1/affiliates/:id/balance"],
    ["affiliate", "GET /api/v1/deliveries"],
    ["affiliate", "GET /api/v1/trace"],
    ["affiliate", "POST /api/v1/affiliates/:id/postbacks"],
    ["advertiser", "GET /api/v1/reconciliations/:id/rows"],
    ["advertiser", "POST /api/v1/reconciliations/:id/mapping"],
  ] as const)("as %s: %s", async (role, key) => {
    const found = await walkWith(role, key, (stated) => ({
      ...stated,
      own: { ...stated.own, [role]: "all" },
    }));
    expect(found.length).toBeGreaterThan(0);
    expect(found.filter((line) => !line.startsWith(`${key} `))).toEqual([]);
  });

  test.each([
    ["affiliate", "GET /api/v1/conversions", "revenue"],
    ["affiliate", "GET /api/v1/conversions/:id", "made_by"],
    ["advertiser", "GET /api/v1/conversions", "payout"],
  ] as const)("as %s: %s shows %s", async (role, key, field) => {
    const found = await walkWith(role, key, ({ answers, ...stated }) => ({
      ...stated,
      answers: withoutMark(answers, field),
    }));
    expect(found.join("\n")).toContain(`${key} shows ${field}`);
    expect(found.filter((line) => !line.startsWith(`${key} `))).toEqual([]);
  });
});

/** Answers with a field hidden from nobody. */
function withoutMark(value: unknown, field: string): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutMark(one, field));
  if (typeof value !== "object" || value === null) return value;
  const copy: Record<string | symbol, unknown> = { ...value };
  for (const [name, one] of Object.entries(value)) {
    const inner = withoutMark(one, field) as Record<string, unknown>;
    copy[name] = name === field ? { ...inner, "x-hidden-from": [] } : inner;
  }
  return copy;
}
