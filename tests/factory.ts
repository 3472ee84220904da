import type { ApiClient } from "./api_client.ts";
import { apiClient, ok } from "./client/api_client.ts";

/** Fixture with one object of each kind. */
export interface Setup {
  advertiser_id: number;
  affiliate_id: number;
  campaign_id: number;
  link_id: number;
  slug: string;
}

/**
 * Creates one object of each kind through the API; by default the campaign has
 * 20.00 revenue and 12.50 payout per sale.
 */
export async function setUp(
  api: ApiClient,
  change: {
    advertiser?: Record<string, unknown>;
    affiliate?: Record<string, unknown>;
    campaign?: Record<string, unknown>;
    link?: Record<string, unknown>;
  } = {},
): Promise<Setup> {
  const client = apiClient({ api });
  const advertiser = await ok(
    client.POST("/api/v1/advertisers", {
      body: { name: "Northwind Shoes", ...change.advertiser },
    }),
  );
  const affiliate = await ok(
    client.POST("/api/v1/affiliates", {
      body: { name: "Harbour Media", ...change.affiliate },
    }),
  );
  const campaign = await ok(
    client.POST("/api/v1/campaigns", {
      body: {
        advertiser_id: advertiser.id,
        name: "Winter shoes",
        destination_url: "https://shop.example/landing",
        currency: "USD",
        goals: [
          {
            key: "sale",
            revenue: { type: "fixed", amount: "20.00" },
            payout: { type: "fixed", amount: "12.50" },
          },
        ],
        ...change.campaign,
      },
    }),
  );
  const link = await ok(
    client.POST("/api/v1/links", {
      body: {
        campaign_id: campaign.id,
        affiliate_id: affiliate.id,
        ...change.link,
      },
    }),
  );
  return {
    advertiser_id: advertiser.id,
    affiliate_id: affiliate.id,
    campaign_id: campaign.id,
    link_id: link.id,
    slug: link.slug,
  };
}
