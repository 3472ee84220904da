// Somebody asks who changed a price, when, from where, and what stood there before.
import { describe, expect, test } from "bun:test";
import { setUp } from "../factory.ts";
import { NewLines } from "../audit_lines.ts";
import { serviceForFile } from "../harness.ts";

const service = await serviceForFile();
const { api, db } = service;
const lines = new NewLines(db);

describe("a change", () => {
  test("leaves who made it, from where, and what it was before", async () => {
    const { campaign_id, advertiser_id } = await setUp(api);
    await lines.next();
    await api.fetch(`/api/v1/campaigns/${campaign_id}`, {
      method: "PATCH",
      headers: {
        authorization: `Bearer ${api.token}`,
        "content-type": "application/json",
        "user-agent": "curl/8.1",
        "x-request-id": "ask-1",
      },
      body: JSON.stringify({ name: "Spring shoes", lookback_days: 30 }),
    });
    expect(await lines.next()).toMatchObject([
      {
        kind: "token",
        name: "first admin",
        role: "admin",
        address: "127.0.0.1",
        user_agent: "curl/8.1",
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
});
