// Whose rows a role sees is stated per route; this walk asks every route of the document as every
// role, with its own and with another's ids, and finds whatever isn't as stated.
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
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

type Change = (stated: Stated) => Stated;

/** Walks a tracker on the same database some of whose routes have other statements. */
async function walkWith(
  role: PartyRole,
  changes: ReadonlyMap<string, Change>,
): Promise<string[]> {
  const routes = API as Record<string, Stated>;
  const stated = new Map([...changes].map(([key]) => [key, routes[key] ?? {}]));
  for (const [key, change] of changes) routes[key] = change(routes[key] ?? {});
  try {
    const tracker = await startTestService(database, { clock: service.clock });
    try {
      return await walk(role, tracker);
    } finally {
      await tracker.stop();
    }
  } finally {
    for (const [key, before] of stated) routes[key] = before;
  }
}

/** Routes that show all rows once a rule is taken out, and those that show a field. */
const TAKEN_OUT: Record<
  PartyRole,
  {
    rows: readonly string[];
    fields: readonly (readonly [key: string, name: string])[];
  }
> = {
  affiliate: {
    rows: [
      "GET /api/v1/payments",
      "GET /api/v1/payments/:id",
      "GET /api/v1/affiliates/:id/balance",
      "GET /api/v1/deliveries",
      "GET /api/v1/trace",
      "POST /api/v1/affiliates/:id/postbacks",
    ],
    fields: [
      ["GET /api/v1/conversions", "revenue"],
      ["GET /api/v1/conversions/:id", "made_by"],
    ],
  },
  advertiser: {
    rows: [
      "GET /api/v1/reconciliations/:id/rows",
      "POST /api/v1/reconciliations/:id/mapping",
    ],
    fields: [["GET /api/v1/conversions", "payout"]],
  },
};

// A walk takes seconds: one finds all rules of a role that are taken out, each at its own route.
describe.each(["affiliate", "advertiser"] as const)(
  "a rule that is taken out is found, as %s",
  (role) => {
    const { rows, fields } = TAKEN_OUT[role];
    let found: string[] = [];
    beforeAll(async () => {
      const changes = new Map<string, Change>([
        ...rows.map(
          (key) =>
            [
              key,
              (stated: Stated) => ({
                ...stated,
                own: { ...stated.own, [role]: "all" as const },
              }),
            ] as const,
        ),
        ...fields.map(
          ([key, field]) =>
            [
              key,
              ({ answers, ...stated }: Stated) => ({
                ...stated,
                answers: withoutMark(answers, field),
              }),
            ] as const,
        ),
      ]);
      found = await walkWith(role, changes);
    });

    test.each(rows)("%s", (key) => {
      expect(found.filter((line) => line.startsWith(`${key} `))).not.toEqual(
        [],
      );
    });

    test.each(fields)("%s shows %s", (key, field) => {
      expect(found.join("\n")).toContain(`${key} shows ${field}`);
    });

    test("and nothing at any other route", () => {
      const keys = [...rows, ...fields.map(([key]) => key)];
      const isOther = (line: string) =>
        !keys.some((key) => line.startsWith(`${key} `));
      expect(found.filter(isOther)).toEqual([]);
    });
  },
);

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
