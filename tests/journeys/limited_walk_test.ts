// A manager who keeps some parties sees nothing of the others': this walk asks every route as one
// limited to the owners of its rows, and as one limited to others.
import { afterAll, describe, expect, test } from "bun:test";
import type { RowRule } from "../../modules/http/mod.ts";
import { API } from "../../src/api_routes.ts";
import { APP_ROUTES } from "../api_document.ts";
import { createTestDatabase, startTestService } from "../harness.ts";
import type { TestService } from "../harness.ts";
import { walkLimited } from "../limited_walk.ts";
import { ListWorld } from "../list_world.ts";
import { RoleWorld } from "../role_world.ts";

const database = await createTestDatabase();
const service = await startTestService(database);
afterAll(async () => {
  await service.stop();
  await database.drop();
});
const world = await RoleWorld.open(await ListWorld.open(service));

const walk = async (tracker: TestService = service) =>
  walkLimited(tracker, await world.managers(tracker));

test("a limited manager gets what is stated, and nothing of others", async () => {
  expect(await walk()).toEqual([]);
});

interface Stated {
  limited?: Record<string, RowRule>;
}

describe("a rule that is taken out is found", () => {
  test.each([
    "GET /api/v1/conversions",
    "GET /api/v1/campaigns/:id",
    "GET /api/v1/affiliates",
    "PATCH /api/v1/conversions/:id",
  ])("%s", async (key) => {
    const routes = API as Record<string, Stated>;
    const stated = routes[key] ?? {};
    const none = { affiliate: "none", advertiser: "none" } as const;
    routes[key] = { ...stated, limited: none };
    try {
      const tracker = await startTestService(database, {
        clock: service.clock,
      });
      try {
        const found = await walk(tracker);
        expect(found.length).toBeGreaterThan(0);
        expect(found.filter((line) => !line.startsWith(`${key} `))).toEqual([]);
      } finally {
        await tracker.stop();
      }
    } finally {
      routes[key] = stated;
    }
  });
});

test("managers may not call what is about users' rights", () => {
  const users = /^\/api\/v1\/(?:users|invitations)(?:\/|$)/;
  const office = APP_ROUTES.filter(
    ({ path, roles }) => users.test(path) && roles !== undefined,
  );
  expect(office.length).toBeGreaterThan(8);
  for (const { roles } of office) expect(roles).toEqual(["admin"]);
});
