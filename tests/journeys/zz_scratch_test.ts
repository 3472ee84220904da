import { expect, test } from "bun:test";
import { readdirSync, readFileSync, mkdtempSync } from "node:fs";
import { setUp } from "../factory.ts";
import { createTestDatabase, startTestService } from "../harness.ts";
import { BEHIND_PROXY, drainAll, visit } from "../visits.ts";
const database = await createTestDatabase();
test("restart cap", async () => {
  const a = await startTestService(database);
  const { slug, campaign_id, link_id } = await setUp(a.api, { campaign: { fallback_url: "https://f.example/" } });
  await a.api.call("POST", `/campaigns/${campaign_id}/caps`, { metric: "clicks", period: "day", limit: 1 });
  await visit(a.api, slug);
  expect((await visit(a.api, slug)).url?.host).toBe("f.example");
  await a.stop();
  const b = await startTestService(database);
  const host = (await visit(b.api, slug)).url?.host;
  await b.stop();
  expect(host).toBe("f.example");
});
test("test click counts", async () => {
  const a = await startTestService(database);
  const { slug, campaign_id, link_id } = await setUp(a.api, { campaign: { fallback_url: "https://f.example/" } });
  await a.api.call("POST", `/campaigns/${campaign_id}/caps`, { metric: "clicks", period: "day", limit: 1 });
  await a.api.call("POST", `/links/${link_id}/test-click`);
  const host = (await visit(a.api, slug)).url?.host;
  await a.stop();
  expect(host).toBe("shop.example");
});
test("test conversion counts", async () => {
  const a = await startTestService(database);
  const { slug, campaign_id, link_id } = await setUp(a.api);
  await a.api.call("POST", `/campaigns/${campaign_id}/caps`, { metric: "conversions", period: "day", limit: 1 });
  const { click_id } = await a.api.call<{ click_id: string }>("POST", `/links/${link_id}/test-click`);
  await a.api.postback({ click_id });
  const { data } = await a.api.call<{ data: { used: number }[] }>("GET", `/campaigns/${campaign_id}/caps`);
  await a.stop();
  expect(data).toMatchObject([{ used: 0 }]);
});
test("slash", async () => {
  const a = await startTestService(database);
  const { slug } = await setUp(a.api);
  const host = (await visit(a.api, `${slug}/`)).url?.host;
  await a.stop();
  expect(host).toBe("shop.example");
});
test("raw ip", async () => {
  const data_dir = mkdtempSync("/tmp/zz-");
  const a = await startTestService(database, { data_dir, env: { ...BEHIND_PROXY, TALLYHO_IP_STORAGE: "hashed" } });
  const { slug } = await setUp(a.api);
  await visit(a.api, slug, { ip: "81.2.69.160" });
  await drainAll(a);
  const holds = () => readdirSync(data_dir + "/journal").filter((n) => n.endsWith(".journal")).filter((n) => readFileSync(`${data_dir}/journal/${n}`, "latin1").includes("81.2.69.160"));
  const during = holds();
  await a.stop();
  expect([during, holds()]).toEqual([[], []]);
});
test("nul", async () => {
  const a = await startTestService(database);
  const { slug, link_id } = await setUp(a.api);
  const r = await a.api.try("POST", "/clicks", { slug, user_agent: "a\u0000b" });
  let e = "";
  await drainAll(a).catch((x) => { e = String(x); });
  const after = await visit(a.api, slug);
  await drainAll(a).catch((x) => { e += String(x); });
  const got = await a.api.try("GET", `/clicks/${after.click_id}`);
  await a.stop();
  expect([r.status, e, got.status]).toEqual([201, "", 200]);
});
