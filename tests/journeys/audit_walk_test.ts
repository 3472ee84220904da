// A network is filled and changed through every route that changes anything: each changed row has
// its line, exactly one, and no line is without a change.
import { describe, expect, test } from "bun:test";
import { sql } from "drizzle-orm";
import { routeKey } from "../../modules/http/mod.ts";
import { APP_ROUTES } from "../api_document.ts";
import { changeRest } from "../audit_rest.ts";
import { thingsToChange } from "../audit_things.ts";
import { WatchedClient } from "../audit_watch.ts";
import type { WatchedRequest } from "../audit_watch.ts";
import { serviceForFile } from "../harness.ts";
import { ListWorld } from "../list_world.ts";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import { PASSWORD, signedIn } from "../people.ts";
import type { Person } from "../people.ts";
import { RoleWorld } from "../role_world.ts";

const service = await serviceForFile();
const api = new WatchedClient(service.api, service.db);
const watched = { ...service, api };

const world = await ListWorld.open(watched);
await RoleWorld.open(world);

/** Changes everything that a filled network has, as an admin with a token. */
async function changeAll(): Promise<void> {
  const setup = await setUp(api);
  const { advertiser_id, affiliate_id, campaign_id, link_id } = setup;
  await changeTables(setup);
  await openWindow(advertiser_id);
  await changePeople(affiliate_id);
  await changeSales(setup);
  await changeRest(world, setup);
  const campaign = `/campaigns/${campaign_id}`;
  await call("PUT", `${campaign}/targeting`, { countries: { deny: ["FR"] } });
  await call("PUT", `/advertisers/${advertiser_id}/tolerance`, {
    row_amount: "0.01",
  });
  const details = { iban: "DE02120300000000202051", name: "Hannah Meyer" };
  for (const value of Object.values(details)) api.secrets.add(value);
  await call("PUT", `/affiliates/${affiliate_id}/payment-details`, { details });
  const items = [1, 2].map((n) => ({ name: `By bulk ${n}` }));
  await call("POST", "/bulk/affiliates", { items });
  await call("POST", "/bulk/advertisers", { items });
  await call("POST", `/links/${link_id}/test-click`, {});
  await call("POST", "/jobs/end_sessions/run", {});
  for (const path of [`/links/${link_id}`, campaign])
    await call("DELETE", path);
}

const call = <T = Record<string, unknown>>(
  method: string,
  path: string,
  body?: unknown,
) => api.call<T>(method, path, body);

/** Creates, changes and deletes a row of each table that is set up. */
async function changeTables(setup: Setup): Promise<void> {
  api.secrets.add("of-the-partner-1");
  for (const [path, body, change, key = "id"] of thingsToChange(setup)) {
    const made = await call("POST", path, body);
    const at = `${path}/${String(made[key])}`;
    await call("PATCH", at, change);
    if (path.endsWith("/sources")) await changeSource(at);
    if (path.endsWith("/postbacks")) await changeEndpoint(at);
    await call("DELETE", at);
  }
}

/** Opens a time for late sales, and takes it back. */
async function openWindow(advertiser_id: number): Promise<void> {
  const window = await call("POST", "/backfill-windows", {
    advertiser_id,
    opens_at: "2026-11-23T00:00:00Z",
    closes_at: "2026-11-24T00:00:00Z",
    event_from: "2026-10-01T00:00:00Z",
    event_to: "2026-10-02T00:00:00Z",
  });
  await call("POST", `/backfill-windows/${window["id"]}/close`);
  await call("DELETE", `/backfill-windows/${window["id"]}`);
}

async function changeSource(at: string): Promise<void> {
  const secret = await call("POST", `${at}/secrets`, {});
  await call("DELETE", `${at}/secrets/${secret["id"]}`);
  await call("POST", `${at}/rotate-key`, { keep_old_hours: 2 });
  await call("DELETE", `${at}/old-key`);
  await call("POST", `${at}/rotate-token`, {});
  await call("POST", `${at}/rotate-token`, { keep_old_hours: 2 });
  await call("DELETE", `${at}/old-token`);
  const link = await call("POST", `${at}/sheet/link`);
  await call("DELETE", `${at}/sheet/link/${link["id"]}`);
}

async function changeEndpoint(at: string): Promise<void> {
  const secret = await call("POST", `${at}/secrets`, {});
  await call("DELETE", `${at}/secrets/${secret["id"]}`);
  await call("POST", `${at}/pause`, {});
  await call("POST", `${at}/resume`, {});
}

/** Changes of people's own accounts, and an admin's of theirs. */
async function changePeople(affiliate_id: number): Promise<void> {
  const ada = await signedIn(api, "admin");
  const other = await signedIn(api, "affiliate", { affiliate_id });
  await other.signIn();
  const [, elsewhere] = await other.sessions();
  await other.ask("DELETE", `/sessions/${String(elsewhere?.["id"])}`);
  const next = "eight white swans";
  await other.ask("POST", "/session/password", {
    current: PASSWORD,
    new: next,
  });
  await other.ask("PUT", "/me/notifications", {
    events: { "payment.paid": false },
  });
  await changeSaved(other);
  await other.ask("POST", "/session/totp", { password: next });
  await other.ask("POST", "/tokens", { name: "mine" });
  await other.ask("DELETE", "/session");
  const token = await ada.ask("POST", "/tokens", {
    name: "t",
    role: "manager",
  });
  await ada.ask("DELETE", `/tokens/${String(token.body["id"])}`);
  const invited = { email: "guest@network.example", role: "manager" };
  const first = await ada.ask("POST", "/invitations", invited);
  await ada.ask("DELETE", `/invitations/${String(first.body["id"])}`);
  const second = await ada.ask("POST", "/invitations", invited);
  await byLink("/invitations/accept", second.body["url"], { name: "Guest" });
  const reset = await ada.ask("POST", `/users/${other.id}/reset`);
  await byLink("/password-resets", reset.body["url"]);
  await ada.ask("DELETE", "/sessions");
}

async function changeSaved(person: Person): Promise<void> {
  const query = { group_by: "day" };
  const body = { name: "Mine", query };
  const saved = await person.ask("POST", "/saved-reports", body);
  const path = `/saved-reports/${String(saved.body["id"])}`;
  await person.ask("PATCH", path, { name: "My days" });
  await person.ask("DELETE", path);
}

async function byLink(
  path: string,
  url: unknown,
  more: object = {},
): Promise<void> {
  const token = String(url).split("#")[1];
  const answer = await api.fetch(`/api/v1${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ token, password: "nine brown bears", ...more }),
  });
  expect(answer.status).toBeWithin(200, 300);
}

/** Changes sales, payments, invoices and statements by hand. */
async function changeSales(setup: Setup): Promise<void> {
  const { link_id, affiliate_id } = setup;
  const sold = { link_id, order_id: "BY-HAND", reason: "told by phone" };
  const made = await call("POST", "/conversions", sold);
  const id = String(made["conversion_id"] ?? made["id"]);
  await call("PATCH", `/conversions/${id}`, {
    status: "reversed",
    reason: "sent back",
  });
  await call("POST", "/conversions/bulk", {
    ids: [id],
    status: "rejected",
    reason: "fraud",
  });
  await call("POST", "/ledger/adjustments", {
    affiliate_id,
    amount: "5.00",
    currency: "USD",
    reason: "thanks",
    kind: "bonus",
  });
  const first = async (path: string) =>
    (await world.walk(path, 50))[0] ?? { id: "none" };
  const payments = await world.walk("/payments");
  for (const [index, { id }] of payments.entries()) {
    const verb = ["pay", "fail", "void"][index % 3];
    const body = verb === "pay" ? { reference: "SEPA 7" } : { reason: "x" };
    await api.try("POST", `/payments/${String(id)}/${verb}`, body);
  }
  const invoice = await first("/invoices");
  await api.try("POST", `/invoices/${String(invoice["id"])}/receive`, {
    amount: "1.00",
    date: "2026-11-22",
    reference: "in 1",
  });
  await api.try("POST", `/invoices/${String(invoice["id"])}/void`, {
    reason: "x",
  });
  const click = await first("/clicks");
  await call(
    "DELETE",
    `/clicks/${String(click["id"] ?? click["click_id"])}/personal-data`,
  );
  const delivery = await first("/deliveries");
  await call("POST", `/deliveries/${String(delivery["id"])}/retry`, {
    force: true,
  });
  const postback = await first("/postbacks");
  await call("POST", `/postbacks/${String(postback["id"])}/replay`, {});
  const reconciliation = (await world.walk("/reconciliations")).find(
    ({ status }) => status === "applied",
  );
  await call(
    "POST",
    `/reconciliations/${String(reconciliation?.["id"])}/undo`,
    {
      reason: "wrong file",
    },
  );
}

const CHANGING = APP_ROUTES.filter(
  ({ method, path }) =>
    path.startsWith("/api/") && !["GET", "ALL"].includes(method),
);

function routeOf({ method, path }: WatchedRequest): string {
  const at = path.split("?")[0] ?? "";
  const fits = CHANGING.filter(
    (route) =>
      route.method === method &&
      new RegExp(`^${route.path.replaceAll(/:\w+/g, "[^/]+")}$`).test(at),
  );
  const [route] = fits.toSorted(
    (a, b) => a.path.split(":").length - b.path.split(":").length,
  );
  return route === undefined ? `${method} ${path}` : routeKey(route);
}

await changeAll();
const done = api.requests.filter(({ status }) => status < 300);

/** Changing routes that no request of this walk succeeds at. */
const UNTRIED = [
  "DELETE /api/v1/affiliates/:id/payment-details/pending",
  "DELETE /api/v1/users/:id/totp",
  "POST /api/v1/advertisers/:id/sources/:source_id/test",
  "POST /api/v1/affiliates/:id/postbacks/:endpoint_id/test",
  "POST /api/v1/imports/:id/mapping",
  "POST /api/v1/imports/:id/undo",
  "POST /api/v1/ledger/entries/:id/release",
  "POST /api/v1/payments/:id/close",
  "POST /api/v1/payments/fail",
  "POST /api/v1/payments/pay",
  "POST /api/v1/payments/void",
  "POST /api/v1/reconciliations/:id/match",
  "POST /api/v1/reports/discrepancy",
  "POST /api/v1/session/second-step",
  "POST /api/v1/session/totp/confirm",
  "POST /api/v1/session/totp/remove",
  "POST /api/v1/setup",
  "POST /api/v1/webhooks/:id/deliveries/:delivery_id/retry",
];

/** Routes that nobody has to be signed in for. */
const OPEN = CHANGING.filter(({ roles }) => roles === undefined).map(routeKey);

/** Lines of changes that are recorded, or only some of which are kept. */
const PARTLY = [
  "adjustments",
  "breaks",
  "deliveries",
  "personal-data",
  "postbacks",
  "tasks",
];

test("every changing route is tried, or said not to be", () => {
  const tried = new Set(done.map(routeOf));
  const left = CHANGING.filter(({ method }) => method !== "PUT")
    .map(routeKey)
    .filter((key) => !tried.has(key));
  expect(left.sort()).toEqual(UNTRIED.toSorted());
});

describe("each request", () => {
  test("leaves one line for each row that it changed, and none if it is refused", () => {
    expect(api.requests.length).toBeGreaterThan(150);
    for (const request of api.requests) {
      const { changes, lines, status } = request;
      const kept = lines
        .filter(({ resource }) => !PARTLY.includes(resource))
        .map(({ action, resource, resource_id }) =>
          [action, resource, resource_id].join(" "),
        );
      // A batch goes from one state to the next while its request runs.
      const once = kept.filter(
        (line) =>
          !/^changed (?:reconciliations|reconciliation-batches) /.test(line) ||
          !kept.includes(line.replace("changed", "created")),
      );
      const said = [routeOf(request), status];
      expect([...said, ...once.sort()]).toEqual([...said, ...changes]);
      if (status >= 400) expect([...said, ...lines]).toEqual(said);
    }
  });

  test("is by whose token or session it had, from its address", () => {
    for (const request of api.requests) {
      for (const line of request.lines) {
        const route = routeOf(request);
        // Whoever signs in, or follows a link, is a user by then.
        const is_applicant = line.resource === "applications";
        const opened = is_applicant ? "guest" : "user";
        const kind = OPEN.includes(route) ? opened : request.by;
        expect(line).toMatchObject({ kind, route, address: "127.0.0.1" });
        if (kind === "guest") continue;
        expect(line.name).toBeString();
        expect(line.user_id ?? line.token_id).toBeString();
      }
    }
  });

  test("leaves a line for what it asks of the large tables", () => {
    const recorded = (resource: string) =>
      done.flatMap(({ lines }) =>
        lines.filter((one) => one.resource === resource),
      );
    for (const resource of PARTLY) {
      expect([resource, recorded(resource).length > 0]).toEqual([
        resource,
        true,
      ]);
    }
  });
});

test.each([
  ["PATCH /api/v1/reconciliations/:id/breaks/:key", "changed breaks"],
  ["POST /api/v1/deliveries/replay", "created tasks"],
  ["POST /api/v1/postbacks/replay", "created tasks"],
  ["POST /api/v1/tasks/:id/cancel", "changed tasks"],
  ["POST /api/v1/tasks/:id/resume", "changed tasks"],
])("%s leaves one line", (route, line) => {
  const found = done.filter((request) => routeOf(request) === route);
  expect(found).not.toBeEmpty();
  for (const { lines } of found) {
    const said = lines.map(({ action, resource }) => `${action} ${resource}`);
    expect(said).toEqual([line]);
  }
});

test("no secret stands in any line", async () => {
  const [row] = await service.db.execute<{ text: string }>(
    sql`select string_agg(audit::text, ' ') as text from audit`,
  );
  expect(api.secrets.size).toBeGreaterThan(20);
  const found = [...api.secrets].filter((one) => row?.text.includes(one));
  expect(found).toEqual([]);
});
