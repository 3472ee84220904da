// An app that reports its install learns where its click leads, also where the database fails just after the install
// was recorded: it asks again, and is counted once.
import { afterAll, expect, test } from "bun:test";
import { closeDatabase, openDatabase } from "../../db/mod.ts";
import { setUp } from "../factory.ts";
import { createTestDatabase, startTestService } from "../harness.ts";
import { AGENTS, drainAll, visit } from "../visits.ts";

const database = await createTestDatabase();
const owner = openDatabase(database.owner, { connections_max: 1 });
const service = await startTestService(database);
const { api } = service;
afterAll(async () => {
  await service.stop();
  await closeDatabase(owner);
  await database.drop();
});

const DEEP_LINK = "https://shop.example/shoes/7";

test("an install behind which the database fails is answered whole when it is sent again", async () => {
  const { campaign_id, slug } = await setUp(api, {
    campaign: {
      goals: [
        {
          key: "install",
          revenue: { type: "fixed", amount: "3.00" },
          payout: { type: "fixed", amount: "2.00" },
        },
      ],
      destination_url:
        "https://play.google.com/store/apps/details?id=com.northwind.shoes",
      deep_link_hosts: ["shop.example"],
    },
  });
  const { url } = await visit(api, slug, {
    user_agent: AGENTS.android,
    query: `?deep_link=${encodeURIComponent(DEEP_LINK)}`,
  });
  const click_id = url?.searchParams.get("click_id") ?? "";
  await drainAll(service);
  const install = () =>
    api.fetch("/v1/install", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ referrer: `click_id=${click_id}` }),
    });
  await owner.$client.unsafe("alter table clicks rename to taken_away");
  const first = await install();
  expect([first.status, first.body.code]).toEqual([503, "unavailable"]);
  expect(first.headers.get("retry-after")).toMatch(/^\d+$/);
  expect(first.headers.get("access-control-allow-origin")).toBe("*");
  await owner.$client.unsafe("alter table taken_away rename to clicks");
  const again = await install();
  expect([again.status, again.body]).toMatchObject([
    200,
    { outcome: "duplicate", deep_link: DEEP_LINK },
  ]);
  const { data } = await api.call<{ data: unknown[] }>(
    "GET",
    `/conversions?campaign_id=${campaign_id}`,
  );
  expect(data).toHaveLength(1);
});
