// An affiliate takes all that it sees into its spreadsheet: each of its lists is CSV to its end, and nothing
// that somebody has put into a name runs there.
import { expect, test } from "bun:test";
import { routeKey, rowSchemas } from "../../modules/http/mod.ts";
import { API } from "../../src/api_routes.ts";
import { ApiClient } from "../api_client.ts";
import { APP_ROUTES } from "../api_document.ts";
import { cellsOf } from "../csv_cells.ts";
import { serviceForFile } from "../harness.ts";
import { ListWorld } from "../list_world.ts";
import { ABOUT_CALLER } from "../role_walk.ts";
import { RoleWorld } from "../role_world.ts";

const service = await serviceForFile();
const world = await RoleWorld.open(await ListWorld.open(service));
const { own, paths, own_id } = await world.tenants("affiliate", service);

const LISTS = APP_ROUTES.filter(
  (route) =>
    route.roles?.includes("affiliate") === true &&
    rowSchemas(API[routeKey(route)] ?? { summary: "", answers: {} }).length > 0,
);

async function read(client: ApiClient, path: string, accept: string) {
  const at = path.startsWith("/api/") ? path : `/api/v1${path}`;
  const answer = await fetch(`${service.url}${at}`, {
    headers: { accept, authorization: `Bearer ${client.token}` },
  });
  return { answer, text: await answer.text() };
}

test("each list of an affiliate is CSV, with as many rows as NDJSON, and no formula", async () => {
  const name = '=HYPERLINK("https://thief.example")';
  const campaigns = await service.api.call<{ data: { id: number }[] }>(
    "GET",
    "/campaigns?limit=500",
  );
  for (const { id } of campaigns.data) {
    await service.api.call("PATCH", `/campaigns/${id}`, { name });
  }
  await service.api.call("PATCH", `/affiliates/${own_id}`, { name });
  expect(LISTS.length).toBeGreaterThan(10);
  let formulas = 0;
  for (const route of LISTS) {
    const path = paths.get(routeKey(route)) ?? route.path;
    const is_walked = paths.has(routeKey(route)) || ABOUT_CALLER.test(path);
    expect([path, is_walked]).toEqual([path, true]);
    const csv = await read(own, path, "text/csv");
    expect([path, csv.answer.status]).toEqual([path, 200]);
    expect(csv.answer.headers.get("content-type")).toStartWith("text/csv");
    const cells = cellsOf(csv.text);
    const { text } = await read(own, path, "application/x-ndjson");
    const lines = text.split("\n").filter((line) => line !== "");
    expect([path, Math.max(cells.length - 1, 0)]).toEqual([path, lines.length]);
    const running = cells.flat().filter((cell) => /^[=@\t\r]/.test(cell));
    expect([path, running]).toEqual([path, []]);
    if (csv.text.includes("'=HYPERLINK")) formulas += 1;
  }
  expect(formulas).toBeGreaterThan(0);
});
