import type { Database } from "../db/mod.ts";
import { Configuration, readDestination } from "../modules/campaigns/mod.ts";
import type { ConfigurationTables } from "../modules/campaigns/mod.ts";

/** Time of the tests' clicks. */
export const NOW_MS = Date.UTC(2026, 10, 22, 10);
type Rows<K extends keyof ConfigurationTables> = Partial<
  ConfigurationTables[K] extends (infer Row)[] ? Row : never
>[];
/** Rows of a configuration; omitted tables are empty or have defaults. */
export type World = { [K in keyof ConfigurationTables]?: Rows<K> };

/**
 * Builds a configuration of campaign 1 and affiliate 3, joined by link 5, plus the
 * given rows.
 */
export function loadWorld(world: World = {}): Configuration {
  const campaign = {
    advertiser_id: 1,
    name: "Winter shoes",
    destination_url: "https://shop.example/",
    click_param: "click_id",
    currency: "USD",
    status: "active",
    starts_at: null,
    ends_at: null,
    fallback_url: null,
    timezone: null,
    visibility: "public",
    pass_query: false,
    asks_consent: false,
    deep_link_hosts: [],
    targeting: {},
  };
  const link = {
    campaign_id: 1,
    affiliate_id: 3,
    subs: {},
    fallback_url: null,
    paused: false,
    kind: "plain",
    deep_link: null,
    param_names: {},
  };
  const configuration = new Configuration({} as Database);
  configuration.restore({
    version: 1,
    parts: {},
    advertisers: [],
    goals: [],
    smart_targets: [],
    campaign_affiliates: [],
    destinations: [],
    traffic_rules: [],
    caps: [],
    ...world,
    affiliates: [
      { id: 3, status: "active", param_names: {} },
      ...(world.affiliates ?? []),
    ],
    campaigns: (world.campaigns ?? [{ id: 1 }]).map((row) => ({
      ...campaign,
      ...row,
    })),
    links: (world.links ?? [{ id: 5 }]).map((row) => ({
      ...link,
      slug: `slug${row.id}`,
      ...row,
    })),
  } as unknown as ConfigurationTables);
  return configuration;
}

/** A test's click. */
export interface Click {
  world?: World;
  slug?: string;
  query?: string;
  country?: string | null;
  asn?: number;
  device?: string;
  os?: string;
  hash?: number;
  referrer?: string;
  capped?: number[];
  network_fallback?: string;
}

/** Input of routing for a click, without its parameters. */
export function routeInput(configuration: Configuration, click: Click) {
  const link = configuration.linkBySlug(click.slug ?? "slug5");
  if (link === undefined) throw new RangeError("no such link");
  const url = click.network_fallback;
  return {
    link,
    configuration,
    now_ms: NOW_MS,
    referrer: click.referrer ?? null,
    visitor: {
      country: () => click.country ?? null,
      asn: () => click.asn ?? null,
      device: () => ({
        device: click.device ?? "desktop",
        os: click.os ?? "linux",
        browser: "firefox",
        is_bot: false,
      }),
      hash: () => click.hash ?? 1,
    },
    isCapped: (id: number) => click.capped?.includes(id) ?? false,
    network_fallback:
      url === undefined ? null : readDestination(url, "fallback_url"),
  };
}
