import type { Answer } from "./api_client.ts";
import { setUp } from "./factory.ts";
import { serviceForFile } from "./harness.ts";
import { PayPalDouble } from "./paypal_double.ts";
import { makeSource } from "./senders.ts";
import type { MadeSource } from "./senders.ts";
import { SHOP_SECRETS, signedBy } from "./shop_signing.ts";
import type { Sent, TestedShop } from "./shop_signing.ts";
import { listPostbacks } from "./troubleshooting.ts";

const SHARE = {
  revenue: { type: "percent", percent: "10" },
  payout: { type: "percent", percent: "5" },
};

/** A tracker with a campaign, and a source for each shop. */
export async function openShops(price: Record<string, unknown> = SHARE) {
  const paypal = new PayPalDouble();
  const service = await serviceForFile({
    env: { TALLYHO_PAYPAL_CERTIFICATES_URL: paypal.url },
  });
  const { api, clock } = service;
  const setup = await setUp(api, {
    advertiser: { name: "Northwind" },
    campaign: {
      goals: [
        { key: "sale", ...price },
        { key: "rebill", lookback_days: 0, ...SHARE },
      ],
    },
  });
  const makeShop = async (
    preset: TestedShop,
    change: Record<string, unknown> = {},
  ) =>
    await makeSource(api, setup.advertiser_id, {
      name: preset,
      preset,
      require: "token",
      secrets: [SHOP_SECRETS[preset]],
      ...change,
    });
  const sources = new Map<TestedShop, MadeSource>();
  const sourceOf = async (preset: TestedShop) => {
    const known = sources.get(preset) ?? (await makeShop(preset));
    sources.set(preset, known);
    return known;
  };
  const post = async (
    { id, url }: Pick<MadeSource, "id" | "url">,
    { text, headers }: Sent,
  ): Promise<Answer> => {
    const sent = { method: "POST", headers, body: text };
    const answer = await api.fetch(new URL(url).pathname, sent);
    if (answer.body.text !== "OK") return answer;
    // A shop that wants this text alone: what became of it stands in the list.
    const [made] = await listPostbacks(api, `source_id=${id}&limit=1`);
    const status = made?.http_status ?? answer.status;
    return { ...answer, status, body: { ...made, postback_id: made?.id } };
  };
  /** Sends a body as a shop signs it now. */
  const send = async (
    shop: TestedShop,
    body: unknown,
    topic = "",
  ): Promise<Answer> => {
    const sent = signedBy(shop, body, { now_ms: clock.nowMs(), topic });
    return await post(await sourceOf(shop), sent);
  };
  /** A visitor's click, some time ago. */
  const visitor = async () => {
    const click_id = await api.click(setup.slug);
    clock.advance(60_000);
    return click_id;
  };
  const senders = { makeShop, sourceOf, post, send };
  const now = () => new Date(clock.nowMs()).toISOString();
  return { service, api, clock, paypal, ...setup, ...senders, visitor, now };
}

/** The click of the test of a source. */
export async function testClickOf(
  { api, clock, advertiser_id }: Pick<Shops, "api" | "clock" | "advertiser_id">,
  { id }: MadeSource,
): Promise<string> {
  const path = `/advertisers/${advertiser_id}/sources/${id}/test`;
  const made = await api.call<{ test_click: { click_id: string } }>(
    ...(["POST", path, {}] as const),
  );
  clock.advance(60_000);
  return made.test_click.click_id;
}

type Shops = Awaited<ReturnType<typeof openShops>>;
