import { describe, expect, test } from "bun:test";
import {
  campaignBody,
  campaignValues,
} from "../../web/screens/campaigns/campaign_values.ts";
import type { Campaign } from "../../web/api/api_types.ts";
import { setUp } from "../factory.ts";
import { serviceForFile } from "../harness.ts";

const { api } = await serviceForFile();
const ZONE = "Asia/Kathmandu";

describe("a campaign's form", () => {
  test("has a field for everything that a change may name", async () => {
    const { body: document } = await api.fetch<Document>("/openapi.json");
    const { campaign_id } = await setUp(api);
    const campaign = await api.call<Campaign>(
      "GET",
      `/campaigns/${campaign_id}`,
    );
    const shown = Object.keys(campaignValues(campaign, ZONE));
    // The head of the page starts and pauses it; `over` is another name of `over_cap`.
    const elsewhere = ["status", "over"];
    const { properties } =
      document.paths["/api/v1/campaigns/{id}"].patch.requestBody.content[
        "application/json"
      ].schema;
    expect([...shown, ...elsewhere].sort()).toEqual(
      Object.keys(properties).sort(),
    );
  });

  test("sends times of the zone's clock as they were", async () => {
    const { campaign_id } = await setUp(api);
    const at = `/campaigns/${campaign_id}`;
    const body = campaignBody(
      {
        starts_at: "2026-12-01T00:00",
        ends_at: "2027-01-01T09:30",
        payout_currency: " eur ",
        backfill_days: "90",
        fallback_url: " ",
        deep_link_hosts: "shop.example, www.shop.example",
        creatives: [
          { name: "Boots", kind: "image", url: "https://shop.example/b.png" },
        ],
      },
      ZONE,
    );
    expect(body).toMatchObject({
      starts_at: "2026-11-30T18:15:00.000Z",
      fallback_url: null,
      payout_currency: "EUR",
      backfill_days: 90,
    });
    const saved = await api.call<Campaign>("PATCH", at, body);
    expect(campaignValues(saved, ZONE)).toMatchObject({
      starts_at: "2026-12-01T00:00",
      ends_at: "2027-01-01T09:30",
      payout_currency: "EUR",
      deep_link_hosts: "shop.example, www.shop.example",
    });
    const ended = campaignBody({ ends_at: "" }, ZONE);
    expect(ended).toEqual({ ends_at: null });
  });
});

interface Document {
  paths: {
    "/api/v1/campaigns/{id}": {
      patch: {
        requestBody: {
          content: {
            "application/json": { schema: { properties: object } };
          };
        };
      };
    };
  };
}
