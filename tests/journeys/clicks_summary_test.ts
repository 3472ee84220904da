// Where clicks went wrong is asked as a number first, and then by examples.
import { beforeAll, describe, expect, test } from "bun:test";
import { apiClient, ok } from "../client/api_client.ts";
import type { paths } from "../../web/api/api_types.ts";
import { setUp } from "../factory.ts";
import type { Setup } from "../factory.ts";
import { serviceForFile } from "../harness.ts";
import { AGENTS, BEHIND_PROXY, drainAll, visit } from "../visits.ts";

const service = await serviceForFile({ env: BEHIND_PROXY });
const { api } = service;
const client = apiClient(service);

type Query = paths["/api/v1/clicks/summary"]["get"]["parameters"]["query"];

/** Also asks what the document doesn't have. */
const summary = (asked: object) => {
  const query = asked as NonNullable<Query>;
  return client.GET("/api/v1/clicks/summary", { params: { query } });
};

let setup: Setup;
let other: Setup;
beforeAll(async () => {
  setup = await setUp(api);
  other = await setUp(api);
  const at = { ip: "73.1.2.3", user_agent: AGENTS.windows };
  for (let count = 0; count < 7; count++) {
    await visit(api, `${setup.slug}?source=feed`, at);
  }
  await visit(api, other.slug, at);
  const params = { path: { id: String(other.link_id) } };
  await ok(
    client.PATCH("/api/v1/links/{id}", { params, body: { paused: true } }),
  );
  await visit(api, other.slug, at);
  await ok(client.POST("/api/v1/links/{id}/test-click", { params }));
  await drainAll(service);
});

describe("GET /clicks/summary", () => {
  test("counts each verdict, also where there was none, with examples and without tests", async () => {
    const answer = await ok(summary({}));
    expect(answer).toMatchObject({ group_by: "verdict", total: 9 });
    expect(answer.totals).toMatchObject({
      count: 9,
      sent: 8,
      paused: 1,
      capped: 0,
    });
    expect(answer.data).toMatchObject([
      { key: "sent", verdict: "sent", count: 8 },
      { key: "paused", verdict: "paused", count: 1 },
    ]);
    const [sent, paused] = answer.data.map(({ example_ids }) => example_ids);
    expect([sent?.length, paused?.length]).toEqual([5, 1]);
    const id = paused?.[0] ?? "";
    const found = client.GET("/api/v1/clicks/{id}", {
      params: { path: { id } },
    });
    expect(await ok(found)).toMatchObject({ verdict: "paused" });
  });

  test("groups by any of its properties", async () => {
    const day = new Date(service.clock.nowMs()).toISOString().slice(0, 10);
    for (const [group_by, keys] of [
      ["code", ["sent", "paused"]],
      ["source", ["feed", null]],
      ["campaign", [setup.campaign_id, other.campaign_id]],
      ["affiliate", [setup.affiliate_id, other.affiliate_id]],
      ["day", [day]],
    ] as const) {
      const { data, totals } = await ok(summary({ group_by }));
      expect([group_by, data.map(({ key }) => key)]).toEqual([
        group_by,
        [...keys],
      ]);
      expect(totals).toMatchObject({ count: 9, sent: 8 });
    }
  });

  test("counts what its filters leave", async () => {
    for (const [query, count] of [
      [{ source_id: "feed" }, 7],
      [{ campaign_id: String(other.campaign_id) }, 2],
      [{ affiliate_id: String(setup.affiliate_id) }, 7],
      [{ advertiser_id: String(other.advertiser_id) }, 2],
      [{ to: "2026-11-01T00:00:00Z" }, 0],
    ] as const) {
      const { totals } = await ok(summary(query));
      expect([query, totals.count]).toEqual([query, count]);
    }
  });

  test.each([
    { group_by: "colour" },
    { from: "2026-01-01T00:00:00Z" },
    { from: "2026-11-22T00:00:00Z", to: "2026-11-21T00:00:00Z" },
    { colour: "red" },
  ])("has bounds: %j", async (query) => {
    const { response, error } = await summary(query);
    expect([response.status, error?.code]).toEqual([422, "invalid_request"]);
  });
});
