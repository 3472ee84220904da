import type { Setup } from "./factory.ts";
import { PASSWORD } from "./people.ts";

/** A row to create at a path, a change of it, and the field that names it there. */
type Thing = [path: string, body: object, change: object, key?: string];

const DOMAIN: Thing = [
  "/domains",
  { host: "go.example" },
  { fallback_url: "https://shop.example/" },
];

/** One of each table that is set up. */
export function thingsToChange(setup: Setup): Thing[] {
  const { advertiser_id, affiliate_id, campaign_id } = setup;
  const campaign = `/campaigns/${campaign_id}`;
  const fixed = (amount: string) => ({ type: "fixed", amount });
  const lead = { key: "lead", revenue: fixed("3.00"), payout: fixed("2.00") };
  const valid_to = "2030-01-10T00:00:00.000Z";
  const rule = { field: "sub1", values: ["a"] };
  const name = "Changed";
  return [
    ["/advertisers", { name: "Acme" }, { name }],
    ["/affiliates", { name: "Beach" }, { name, min_payout: "10.00" }],
    [`${campaign}/goals`, lead, { name }, "key"],
    [
      `${campaign}/goals/sale/payouts`,
      { affiliate_id, payout: fixed("9.00") },
      { valid_to },
    ],
    [
      `${campaign}/click-prices`,
      { model: "cpc", revenue: "0.20", payout: "0.10" },
      { valid_to },
    ],
    [`${campaign}/destinations`, { url: "https://shop.example/b" }, { name }],
    [
      `${campaign}/caps`,
      { metric: "clicks", period: "day", limit: 10 },
      { limit: 20 },
    ],
    [
      `${campaign}/affiliates`,
      { affiliate_id, status: "approved" },
      { reason: "good" },
      "affiliate_id",
    ],
    ["/links", { campaign_id, affiliate_id }, { external_id: "my-link" }],
    [
      "/traffic-rules",
      { ...rule, op: "equals", action: "flag" },
      { reason: "odd" },
    ],
    DOMAIN,
    [
      "/conversion-rules",
      { ...rule, op: "eq", action: "pending" },
      { reason: "odd" },
    ],
    [
      "/moves/forwards",
      { url: "https://old-tracker.example/postback" },
      { stop_after_days: 30 },
    ],
    ["/risk-rules", { campaign_id, action: "pending" }, { hold_score: 80 }],
    [`/advertisers/${advertiser_id}/sources`, { name: "Shop" }, { name }],
    [
      `/affiliates/${affiliate_id}/postbacks`,
      {
        url: "https://partner.example/pb?id={delivery_id}",
        headers: { authorization: "Bearer of-the-partner-1" },
      },
      { timeout_s: 15 },
    ],
    [
      "/users",
      { email: "u@n.example", password: PASSWORD, role: "manager" },
      { name },
    ],
    ["/campaigns", { ...CAMPAIGN, advertiser_id }, { name }],
  ];
}

const CAMPAIGN = {
  name: "Summer",
  destination_url: "https://shop.example/",
  currency: "EUR",
  goals: [{ key: "lead", revenue: { type: "none" }, payout: { type: "none" } }],
};
