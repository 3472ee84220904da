import type { CapUsage, Configuration } from "../campaigns/mod.ts";
import { orNotFound, invalid } from "../http/mod.ts";
import type { Clock, Template } from "../kernel/mod.ts";
import { clickLocation } from "./destination_url.ts";
import { readLinkParams } from "./link_params.ts";
import { describeRouting, fallbackOf } from "./describe_routing.ts";
import { routeClick } from "./route_click.ts";
import type { RouteStep, Visitor } from "./routed.ts";
import { visitorOf } from "./click_recorder.ts";
import type { GeoReader } from "./enrich/mod.ts";

export interface SandboxDeps {
  clock: Clock;
  configuration: Pick<
    Configuration,
    "campaign" | "affiliate" | "link" | "linkBySlug"
  >;
  cap_usage: Pick<CapUsage, "isCapped">;
  /** Visitor facts, derived from address and user agent. */
  geo: Pick<GeoReader, "country" | "asn">;
  /** The network's fallback. */
  network_fallback: Template | null;
}

/** A simulated click. */
export interface SandboxClick {
  /** A link's full address; otherwise `slug` with `query`. */
  url?: string | undefined;
  slug?: string | undefined;
  query?: string | undefined;
  ip?: string | undefined;
  user_agent?: string | undefined;
  referrer?: string | undefined;
  /** Overrides the country of the address. */
  country?: string | undefined;
  /** Override those of the user agent. */
  device?: string | undefined;
  os?: string | undefined;
}

/** A placeholder click id for the destination: none is minted. */
const SPECIMEN_ID = "0".repeat(32);

/** Explains where a click would go and why; nothing is counted or stored. */
export function tryClick(deps: SandboxDeps, click: SandboxClick) {
  const { slug, query } = readAddress(click);
  const link = orNotFound(deps.configuration.linkBySlug(slug));
  const params = readLinkParams(query, link.names);
  const now_ms = deps.clock.nowMs();
  const ip = click.ip ?? "";
  const user_agent = click.user_agent ?? "";
  const visitor = withFacts(visitorOf(deps.geo, ip, user_agent), click);
  const steps: RouteStep[] = [];
  const routed = routeClick({
    link,
    configuration: deps.configuration,
    now_ms,
    params,
    referrer: click.referrer ?? null,
    visitor,
    isCapped: (cap_id) => deps.cap_usage.isCapped(cap_id),
    network_fallback: deps.network_fallback,
    steps,
  });
  const known = { ...routed.link.subs, ...params.known };
  const destination = clickLocation(routed, {
    click_id: SPECIMEN_ID,
    time_ms: now_ms,
    affiliate_id: link.affiliate_id,
    known,
    others: params.others,
    ip,
    user_agent,
    visitor,
  });
  const fallback = fallbackOf(routed, link, deps.network_fallback);
  return {
    verdict: routed.verdict,
    reason: routed.reason,
    sentence: describeRouting({ ...routed, destination, fallback }),
    fallback,
    destination,
    campaign_id: routed.campaign.id,
    affiliate_id: link.affiliate_id,
    link_id: routed.link.id,
    smart_link_id: link.kind === "smart" ? link.id : null,
    destination_id: routed.destination_id,
    deep_link: routed.deep_link,
    pays: routed.pays,
    flags: [...new Set([...params.flags, ...routed.flags])],
    labels: known,
    params: { ...params.others },
    visitor: {
      country: visitor.country(),
      asn: visitor.asn(),
      ...visitor.device(),
    },
    steps,
  };
}

function readAddress(click: SandboxClick): { slug: string; query: string } {
  if ((click.url === undefined) === (click.slug === undefined)) {
    throw invalid("url", "provide either `url` or `slug`");
  }
  if (click.url === undefined) {
    const query = click.query ?? "";
    return { slug: click.slug ?? "", query: query.replace(/^\?/, "") };
  }
  const [url = ""] = click.url.split("#", 1);
  const query_at = url.indexOf("?");
  const path = query_at < 0 ? url : url.slice(0, query_at);
  const query = query_at < 0 ? "" : url.slice(query_at + 1);
  const [, slug = ""] = /\/c\/([^/]+)\/?$/.exec(path) ?? [];
  if (slug !== "") return { slug, query };
  throw invalid("url", "must be the URL of a link, …/c/SLUG");
}

/** A visitor with the facts that a request states. */
function withFacts(
  visitor: Visitor,
  { country, device, os }: SandboxClick,
): Visitor {
  const upper = country?.toUpperCase();
  return {
    country: () => upper ?? visitor.country(),
    asn: () => visitor.asn(),
    device() {
      const seen = visitor.device();
      return { ...seen, device: device ?? seen.device, os: os ?? seen.os };
    },
    hash: () => visitor.hash(),
  };
}
