import type { CampaignConfig } from "../campaigns/mod.ts";
import type { PixelPlace } from "./pixel_place.ts";

/** Parts of the shop's pages. */
export interface SheetPages {
  /** The tag of the script, for every page. */
  script: string;
  /** The call of the page that thanks for an order. */
  sale: string;
  /** For pages without scripts. */
  image: string;
  notes: string[];
}

const SALE = `(window.tallyho = window.tallyho || []).push(["convert", {
  order_id: "ORDER-1001", amount: "25.00", currency: "USD"
}])`;

const NOTES = [
  "The script keeps the click id of the landing page and hands it on: with data-forms (a selector) to forms, with data-domains to links and frames of these domains, with data-cart to the cart.",
  "What a page reports proves nothing, since anybody could report it: it waits as pending until a signed or secret postback says the same click and order id, which then counts as it says, once.",
];
const CONSENT =
  "A campaign asks for consent: the script keeps, hands on and sends nothing before tallyho.consent() is called, and deletes its cookie at tallyho.consent(false).";

/** The part of a sheet for the shop's pages; empty unless they may report. */
export function pagesOf(
  {
    pixel_key,
    pixel_url,
    campaigns,
  }: PixelPlace & { campaigns: readonly CampaignConfig[] },
  preset: string | null,
): { pages?: SheetPages } {
  if (pixel_key === null || pixel_url === null) return {};
  const asks_consent = campaigns.some((campaign) => campaign.asks_consent);
  const attributes = [
    ["source", pixel_key],
    ["param", campaigns[0]?.click_param ?? "click_id"],
    ["days", String(daysOf(campaigns))],
    ...(preset === "shopify" || preset === "woocommerce"
      ? [["cart", preset]]
      : []),
  ].map(([name, value]) => ` data-${name}="${value}"`);
  const tag = [...attributes, ...(asks_consent ? [" data-consent"] : [])];
  const address = pixel_url.slice(0, pixel_url.indexOf("/v1/pixel/"));
  const script = `${address}/t.js`;
  const query =
    "click_id=CLICK_ID&amp;order_id=ORDER-1001&amp;amount=25.00&amp;currency=USD";
  return {
    pages: {
      script: `<script async src="${script}"${tag.join("")}></script>`,
      sale: `<script>${SALE}</script>`,
      image: `<img src="${pixel_url}?${query}" width="1" height="1" alt="">`,
      notes: asks_consent ? [...NOTES, CONSENT] : NOTES,
    },
  };
}

/** As long as a sale of a click counts in any campaign; without a limit, as long as is usual. */
function daysOf(campaigns: readonly CampaignConfig[]): number {
  const days = campaigns.flatMap(({ lookback_days, goals }) => [
    lookback_days,
    ...goals.map((goal) => goal.lookback_days ?? lookback_days),
  ]);
  const longest = Math.max(0, ...days);
  return longest === 0 || days.includes(0) ? DAYS : longest;
}

const DAYS = 90;
