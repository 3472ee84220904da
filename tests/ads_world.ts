import { serviceForFile } from "./harness.ts";
import type { TestService } from "./harness.ts";
import { setUp } from "./factory.ts";
import type { Setup } from "./factory.ts";
import { AD_TOKEN } from "./ad_doubles.ts";
import type { AdDouble } from "./ad_doubles.ts";
import { ADDRESSES, BEHIND_PROXY, visit } from "./visits.ts";

/** An endpoint of an ad platform, as the API shows it. */
export interface ShownAd {
  id: number;
  url: string;
  preset: string | null;
  enabled: boolean;
  disabled_reason: string | null;
  ad: Record<string, unknown> | null;
  credential: { id: string; masked: string | null } | null;
}

/** A tracker whose affiliates tell ad platforms, and helpers for it. */
export async function openAds(env: Record<string, string> = {}) {
  const service = await serviceForFile({ env: { ...BEHIND_PROXY, ...env } });
  return adsOf(service);
}

function adsOf(service: TestService) {
  const { api, deliverer } = service;
  const newSetup = async (campaign: Record<string, unknown> = {}) =>
    await setUp(api, { campaign });
  /** Makes an endpoint that tells a double. */
  const tell = async (
    { affiliate_id }: Setup,
    double: AdDouble,
    { ad, ...more }: Record<string, unknown> & { ad?: object },
  ) =>
    await api.call<ShownAd>("POST", `/affiliates/${affiliate_id}/postbacks`, {
      domain: double.url,
      credential: AD_TOKEN,
      ad: { account: "1234567890", event: "Purchase", ...ad },
      ...more,
    });
  const pathOf = ({ affiliate_id }: Setup, { id }: Pick<ShownAd, "id">) =>
    `/affiliates/${affiliate_id}/postbacks/${id}`;
  /** A sale on a click with this query, by a visitor with an address. */
  const sell = async (
    { slug }: Setup,
    query: string,
    parameters: Record<string, string> = {},
  ): Promise<string> => {
    const visitor = { query, ip: ADDRESSES.US };
    const { click_id } = await visit(api, slug, visitor);
    const { body } = await api.postback({ click_id, ...parameters });
    return String(body.conversion_id);
  };
  const send = async () => void (await deliverer.runOnce());
  return { ...service, newSetup, tell, pathOf, sell, send };
}
