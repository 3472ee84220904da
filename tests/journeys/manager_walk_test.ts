// A manager does all but what decides who may do what: it reads what an admin reads, and of users,
// invitations and the audit it doesn't even learn that they exist.
import { describe, expect, test } from "bun:test";
import { routeKey } from "../../modules/http/mod.ts";
import { ApiClient } from "../api_client.ts";
import { APP_ROUTES } from "../api_document.ts";
import { serviceForFile } from "../harness.ts";
import { ListWorld } from "../list_world.ts";
import { ABOUT_CALLER } from "../role_walk.ts";

const service = await serviceForFile();
const { api, url } = service;
const world = await ListWorld.open(service);
const given = { name: "office", role: "manager" };
const { token } = await api.call<{ token: string }>("POST", "/tokens", given);
const manager = new ApiClient(url, token);

const ADMINS_ONLY =
  /^\/api\/v1\/(?:users|invitations|audit|moves(?!\/unresolved))(?:\/|$)/;

describe("a manager", () => {
  test("reads each list as an admin does", async () => {
    const compared: string[] = [];
    for (const { route, path } of world.lists) {
      if (ABOUT_CALLER.test(route.path) || ADMINS_ONLY.test(route.path)) {
        continue;
      }
      const [of_admin, of_manager] = await Promise.all([
        api.try("GET", path),
        manager.try("GET", path),
      ]);
      expect([path, of_manager.status]).toEqual([path, 200]);
      expect([path, of_manager.body]).toEqual([path, of_admin.body]);
      compared.push(path);
    }
    expect(compared.length).toBeGreaterThan(50);
  });

  test("may call every route but those of users, invitations, moves and the audit", async () => {
    const closed = APP_ROUTES.filter(
      ({ roles }) => roles?.includes("admin") && !roles.includes("manager"),
    );
    expect(closed.length).toBeGreaterThan(10);
    for (const route of closed) {
      expect([routeKey(route), ADMINS_ONLY.test(route.path)]).toEqual([
        routeKey(route),
        true,
      ]);
      const path = route.path.slice("/api/v1".length).replace(/:\w+/g, "1");
      const body = route.method === "GET" ? undefined : {};
      const { status } = await manager.try(route.method, path, body);
      expect([routeKey(route), status]).toEqual([routeKey(route), 404]);
    }
  });
});
