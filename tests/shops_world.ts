import { createHmac } from "node:crypto";
import type { Answer } from "./api_client.ts";
import { setUp } from "./factory.ts";
import { serviceForFile } from "./harness.ts";
import { makeSource } from "./senders.ts";
import type { MadeSource } from "./senders.ts";

/** Secrets as the shops have them: some are short. */
export const SHOP_SECRETS = {
  shopify: "0123456789abcdef0123456789abcdef",
  woocommerce: "a&b<c'd",
  stripe: "whsec_a-text-that-is-no-base64",
  paddle: "pdl_ntfset_0123456789",
  lemon_squeezy: "sixsix",
  typeform: "a form's secret",
  calendly: "a-signing-key",
} as const;

/** A shop of these tests. */
export type TestedShop = keyof typeof SHOP_SECRETS;

/** A request of a shop. */
export interface Sent {
  text: string;
  headers: Record<string, string>;
}

const SHARE = {
  revenue: { type: "percent", percent: "10" },
  payout: { type: "percent", percent: "5" },
};

/** Signs a body as a shop does. */
export function signedBy(
  shop: TestedShop,
  body: unknown,
  {
    now_ms,
    topic = "",
    secret,
  }: { now_ms: number; topic?: string | undefined; secret?: string },
): Sent {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const key = secret ?? SHOP_SECRETS[shop];
  const ts = Math.floor(now_ms / 1000);
  const hmac = (signed: string) => createHmac("sha256", key).update(signed);
  const headers = { "content-type": "application/json" };
  switch (shop) {
    case "shopify": {
      const signature = hmac(text).digest("base64");
      return {
        text,
        headers: {
          ...headers,
          "x-shopify-hmac-sha256": signature,
          "x-shopify-topic": topic,
          "x-shopify-webhook-id": "b54557e4-bdd9-4b37-8a5f-bf7d70bcd043",
        },
      };
    }
    case "woocommerce": {
      const signature = hmac(text).digest("base64");
      return {
        text,
        headers: {
          ...headers,
          "x-wc-webhook-signature": signature,
          "x-wc-webhook-topic": topic,
          // The same for all orders of one second.
          "x-wc-webhook-delivery-id": "60c5d5b8d7f0a",
        },
      };
    }
    case "stripe": {
      const signature = hmac(`${ts}.${text}`).digest("hex");
      const value = `t=${ts},v1=${signature},v0=${"0".repeat(64)}`;
      return { text, headers: { ...headers, "stripe-signature": value } };
    }
    case "paddle": {
      const signature = hmac(`${ts}:${text}`).digest("hex");
      const value = `ts=${ts};h1=${signature}`;
      return { text, headers: { ...headers, "paddle-signature": value } };
    }
    case "typeform": {
      const value = `sha256=${hmac(text).digest("base64")}`;
      return { text, headers: { ...headers, "typeform-signature": value } };
    }
    case "calendly": {
      const value = `t=${ts},v1=${hmac(`${ts}.${text}`).digest("hex")}`;
      const name = "calendly-webhook-signature";
      return { text, headers: { ...headers, [name]: value } };
    }
    case "lemon_squeezy": {
      const signature = hmac(text).digest("hex");
      return { text, headers: { ...headers, "x-signature": signature } };
    }
  }
}

/** A tracker with a campaign, and a source for each shop. */
export async function openShops(price: Record<string, unknown> = SHARE) {
  const service = await serviceForFile();
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
    source: { url: string },
    { text, headers }: Sent,
  ): Promise<Answer> =>
    await api.fetch(new URL(source.url).pathname, {
      method: "POST",
      headers,
      body: text,
    });
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
  return { service, api, clock, ...setup, ...senders, visitor, now };
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
