// Somebody asks who changed a price, when, from where, and what stood there before.
import { afterAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Type } from "@sinclair/typebox";
import { sql } from "drizzle-orm";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import { audit } from "../../db/schema/mod.ts";
import { AuthorNames } from "../../src/author_names.ts";
import { startEmbeddedPostgres } from "../../src/postgres/embedded_postgres.ts";
import type { ApiClient } from "../api_client.ts";
import { auditLines, NewLines } from "../audit_lines.ts";
import type { AuditLine } from "../audit_lines.ts";
import { copyCluster } from "../cluster_copy.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { runProgram } from "../program.ts";
import { clientOf, PASSWORD, signedIn } from "../people.ts";

const service = await serviceForFile();
const { api, db, scheduler } = service;
const lines = new NewLines(db);

interface Listed {
  data: AuditLine[];
  next_cursor: string | null;
}

const list = (query: string) =>
  api.call<Listed>("GET", `/audit?${query}`).then(({ data }) => data);

describe("a change", () => {
  test("says who made it, from where, and what stood there before", async () => {
    const { campaign_id, advertiser_id } = await setUp(api);
    const ada = await signedIn(api, "manager");
    await lines.next();
    await api.fetch(`/api/v1/campaigns/${campaign_id}`, {
      method: "PATCH",
      headers: {
        cookie: ada.cookie,
        origin: api.url,
        "content-type": "application/json",
        "user-agent": "Firefox",
        "x-request-id": "ask-1",
      },
      body: JSON.stringify({ name: "Spring shoes", lookback_days: 30 }),
    });
    expect(await lines.next()).toMatchObject([
      {
        kind: "user",
        user_id: ada.id,
        session_id: expect.any(String),
        token_id: null,
        name: ada.email,
        role: "manager",
        address: "127.0.0.1",
        user_agent: "Firefox",
        request_id: "ask-1",
        route: "PATCH /api/v1/campaigns/:id",
        action: "changed",
        resource: "campaigns",
        resource_id: String(campaign_id),
        campaign_id,
        advertiser_id,
        before: { name: "Winter shoes" },
        after: { name: "Spring shoes" },
      },
    ]);
  });

  test("leaves no line if it is refused, or changes nothing", async () => {
    const { campaign_id } = await setUp(api);
    await lines.next();
    const path = `/campaigns/${campaign_id}`;
    const refused = [
      await api.try("PATCH", path, { name: "" }),
      await api.try("PATCH", path, { fallback_url: "ftp://x" }),
      await api.try("POST", "/campaigns", { name: "x", advertiser_id: 999 }),
      await api.try("POST", "/users", { email: "a@b.example" }),
      await api.try("POST", "/tokens", { name: "x", role: "affiliate" }),
      await api.try("DELETE", "/links/999999"),
    ];
    for (const { status } of refused) expect(status).toBeWithin(400, 500);
    await api.call("PATCH", path, { name: "Winter shoes" });
    expect(await lines.next()).toEqual([]);
  });

  test("by a bulk stands for each item, and none of a refused bulk", async () => {
    await lines.next();
    const items = Array.from({ length: 1000 }, (_, n) => ({ name: `A ${n}` }));
    await api.call("POST", "/bulk/affiliates", { items });
    const found = await lines.next();
    expect(found).toHaveLength(1000);
    expect(new Set(found.map(({ via, kind }) => `${via} ${kind}`))).toEqual(
      new Set(["bulk token"]),
    );
    const wrong = [...items.slice(0, 3), { name: "" }];
    await api.try("POST", "/bulk/affiliates", { items: wrong });
    expect(await lines.next()).toEqual([]);
  });

  test("by a task is by who asked for it", async () => {
    const { slug, campaign_id } = await setUp(api);
    const ada = await signedIn(api, "manager");
    const click_id = await api.click(slug);
    const sale = await api.postback({ click_id });
    await service.drain.runOnce();
    await lines.next();
    const asked = await ada.ask("POST", "/conversions/bulk", {
      filter: { campaign_id },
      status: "rejected",
      reason: "fraud",
      as_task: true,
    });
    expect(asked.status).toBeWithin(200, 300);
    await scheduler.runOnce();
    const found = await lines.next();
    expect(found.filter(({ kind }) => kind !== "job")).toMatchObject([
      { user_id: ada.id, resource: "tasks", action: "created" },
      {
        user_id: ada.id,
        via: "change_conversions",
        task_id: found[0]?.resource_id,
        resource: "conversions",
        resource_id: sale.body.conversion_id,
        campaign_id,
        before: { status: "approved", payout_micros: "12500000" },
        after: { status: "reversed", reason: "fraud", why: "fraud" },
      },
    ]);
  });

  test("by a postback leaves none", async () => {
    const { slug } = await setUp(api);
    const click_id = await api.click(slug);
    await service.drain.runOnce();
    await lines.next();
    const { status } = await api.postback({ click_id });
    expect(status).toBe(201);
    expect(await lines.next()).toEqual([]);
  });

  test("of one's own account, by a link or a password, is by the user", async () => {
    const made = await api.call("POST", "/invitations", {
      email: "grace@network.example",
      role: "manager",
    });
    const token = String(made["url"]).split("#")[1];
    await lines.next();
    const post = (path: string, body: object) =>
      api.fetch(`/api/v1${path}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      });
    const name = "Grace";
    await post("/invitations/accept", { token, name, password: PASSWORD });
    const found = await lines.next();
    const who = found.map(({ kind, name, action, resource }) =>
      [kind, name, action, resource].join(" "),
    );
    expect(who.sort()).toEqual([
      "user Grace changed invitations",
      "user Grace created sessions",
      "user Grace created users",
    ]);
  });

  test("keeps the name that its maker had, and the id", async () => {
    const ada = await signedIn(api, "admin");
    await ada.ask("PATCH", `/users/${ada.id}`, { name: "Ada" });
    await ada.ask("POST", "/advertisers", { name: "Acme" });
    await api.call("PATCH", `/users/${ada.id}`, { name: "Ada Lovelace" });
    const found = await list(`user_id=${ada.id}&resource=advertisers`);
    expect(found).toMatchObject([{ name: "Ada", user_id: ada.id }]);
  });
});

describe("GET /audit", () => {
  test("finds lines by who, what, whose and when, and shows one", async () => {
    const { affiliate_id, advertiser_id, campaign_id } = await setUp(api);
    const ada = await signedIn(api, "admin");
    await ada.ask("PATCH", `/affiliates/${affiliate_id}`, {
      min_payout: "150.00",
      payout_currency: "EUR",
    });
    const [line] = await list(`user_id=${ada.id}&resource=affiliates`);
    expect(line).toMatchObject({
      affiliate_id,
      before: { min_payout: null, payout_currency: null },
      after: { min_payout: "150.00", payout_currency: "EUR" },
    });
    expect(await api.call("GET", `/audit/${line?.id}`)).toEqual(line ?? {});
    const of = async (query: string) =>
      (await list(query)).map(({ resource }) => resource);
    expect(await of(`affiliate_id=${affiliate_id}`)).toEqual([
      "affiliates",
      "links",
      "affiliates",
    ]);
    expect(await of(`advertiser_id=${advertiser_id}&action=created`)).toEqual([
      "links",
      "goals",
      "campaigns",
      "advertisers",
    ]);
    expect(await of(`resource=goals&resource_id=${campaign_id}/sale`)).toEqual([
      "goals",
    ]);
    const at = String(line?.["at"]);
    const later = new Date(Date.parse(at) + 1).toISOString();
    const when = await list(`from=${at}&to=${later}&sort=at`);
    expect(when.map(({ id }) => id)).toContain(String(line?.id));
    expect(await of(`to=2020-01-01`)).toEqual([]);
    expect((await api.try("GET", "/audit/none")).status).toBe(404);
    expect((await api.try("GET", "/audit?resource=x")).status).toBe(422);
  });

  test("is for admins", async () => {
    const { affiliate_id, advertiser_id } = await setUp(api);
    for (const [role, party] of [
      ["manager", {}],
      ["affiliate", { affiliate_id }],
      ["advertiser", { advertiser_id }],
    ] as const) {
      const body = { name: role, role, ...party };
      const client = await clientOf(api, body);
      expect((await client.try("GET", "/audit")).status).toBe(404);
    }
  });

  test("finds lines of whoever, whatever and whichever request by an index, in order", async () => {
    const narrowed = [
      sql`true`,
      sql`affiliate_id = 1`,
      sql`advertiser_id = 1`,
      sql`campaign_id = 1`,
      sql`user_id = ${Bun.randomUUIDv7()}`,
      sql`token_id = ${Bun.randomUUIDv7()}`,
      sql`task_id = ${Bun.randomUUIDv7()}`,
      sql`request_id = 'r-1'`,
      sql`resource = 'campaigns' and resource_id = '1'`,
    ];
    for (const where of narrowed) {
      const plan = await db.transaction(async (tx) => {
        await tx.execute(sql`set local enable_seqscan = off`);
        await tx.execute(sql`set local enable_sort = off`);
        return await tx.execute(sql`
          explain select * from ${audit} where ${where} order by id desc limit 50`);
      });
      expect(JSON.stringify(plan)).not.toMatch(/Sort|Seq Scan|Filter/);
    }
  });
});

test("whoever made a thing is named beside its id", async () => {
  const ada = await signedIn(api, "admin");
  await ada.ask("PATCH", `/users/${ada.id}`, { name: "Ada" });
  const run = { currency: "USD", up_to: "2026-11-22T00:00:00Z" };
  await ada.ask("POST", "/payment-runs", run);
  await api.call("POST", "/payment-runs", run);
  const { data } = await api.call<{ data: object[] }>("GET", "/payment-runs");
  expect(data).toMatchObject([
    {
      created_by: expect.stringMatching(/^token /),
      created_by_name: "first admin",
    },
    { created_by: `session ${ada.id}`, created_by_name: "Ada" },
  ]);
});

test("a party is told the names of its own people, and of nobody else", async () => {
  const { advertiser_id } = await setUp(api);
  const body = { name: "shop", role: "advertiser", advertiser_id };
  const shop = await clientOf(api, body);
  for (const [n, client] of [api, shop].entries()) {
    await client.call("POST", "/reconciliations", {
      advertiser_id,
      from: "2026-11-01",
      to: "2026-11-20",
      file: `order_id,amount\nA-${n},10.00\n`,
    });
  }
  const namesFor = async (client: ApiClient) => {
    const path = `/reconciliations?advertiser_id=${advertiser_id}`;
    const { data } = await client.call<Listed>("GET", path);
    return data.map((row) => row["created_by_name"]);
  };
  expect(await namesFor(api)).toEqual(["shop", "first admin"]);
  expect(await namesFor(shop)).toEqual(["shop", "the network"]);
});

test("a name is put beside an author, not beside what somebody else called so", async () => {
  const Thing = Type.Object({
    made_by: Type.String(),
    made_by_name: Type.Optional(Type.String()),
    labels: Type.Record(Type.String(), Type.String()),
  });
  const answers = { 200: Type.Object({ data: Type.Array(Thing) }) };
  const names = new AuthorNames(db, { "GET /x": { summary: "", answers } });
  const ada = await signedIn(api, "manager");
  const made_by = `session ${ada.id}`;
  const labels = { made_by, created_by: made_by };
  const request = new Request("http://localhost/x");
  const response = { data: [{ made_by, labels }] };
  expect(await names.answer({ request, route: "/x", response })).toEqual({
    data: [{ made_by, made_by_name: ada.email, labels }],
  });
});

test("whoever changed a sale is named to the network, in its history and the trace", async () => {
  const { advertiser_id, affiliate_id, link_id } = await setUp(api);
  const affiliate = await clientOf(api, { role: "affiliate", affiliate_id });
  const shop = await clientOf(api, { role: "advertiser", advertiser_id });
  const sold = await api.call("POST", "/conversions", {
    link_id,
    order_id: "N-1",
    amount: "20.00",
    reason: "told by phone",
  });
  expect(
    await Promise.all(
      [api, affiliate, shop].map(async (client) => {
        const one = await client.call<{ history: Listed["data"] }>(
          "GET",
          `/conversions/${sold["id"]}`,
        );
        const story = await client.call<{
          timeline: { kind: string; evidence: Listed["data"][number] }[];
        }>("GET", "/trace?q=N-1");
        const step = story.timeline.find(({ kind }) => kind === "conversion");
        return [
          one.history[0]?.["made_by_name"],
          step?.evidence["made_by_name"],
          step?.evidence["made_by"] === undefined,
        ];
      }),
    ),
  ).toEqual([
    ["first admin", "first admin", false],
    ["the network", "the network", true],
    ["the network", "the network", true],
  ]);
  const path = `/conversions/${sold["id"]}`;
  const tag = (await api.try("GET", path)).headers.get("etag") ?? "";
  const changed = await fetch(`${api.url}/api/v1${path}`, {
    method: "PATCH",
    headers: {
      authorization: `Bearer ${api.token}`,
      "content-type": "application/json",
      "if-match": tag,
    },
    body: JSON.stringify({ status: "reversed", reason: "returned" }),
  });
  expect(changed.status).toBe(200);
});

test("a command is named by its words", async () => {
  const data_dir = mkdtempSync(join(tmpdir(), "tallyho-audit-"));
  afterAll(() => rmSync(data_dir, { recursive: true, force: true }));
  copyCluster(data_dir);
  const env = { TALLYHO_DATA_DIR: data_dir };
  const email = "ada@network.example";
  const words = ["user", "create", email, "admin"];
  expect(await runProgram(words, env, PASSWORD)).toMatchObject({ code: 0 });
  const server = await startEmbeddedPostgres({ data_dir, log: () => {} });
  const db = openDatabase(server.app, { connections_max: 1 });
  const found = await auditLines(db);
  await closeDatabase(db);
  await server.stop();
  expect(found).toMatchObject([
    {
      kind: "command",
      name: "tallyho user create",
      action: "created",
      resource: "users",
      after: { email, role: "admin", password_hash: "[secret]" },
    },
  ]);
});
