import type { CapUsage, Configuration, LinkConfig } from "../campaigns/mod.ts";
import { CLICK_VERDICTS, Counter } from "../kernel/mod.ts";
import type { Clock, Template } from "../kernel/mod.ts";
import { encodeClick } from "./click_record.ts";
import { clickLocation } from "./destination_url.ts";
import { MARK, readDevice } from "./enrich/mod.ts";
import type { Journal } from "./journal/mod.ts";
import { readLinkParams } from "./link_params.ts";
import { TimeUsedUp, LeaseExpired } from "./minter.ts";
import type { MintedClick, Minter, NodeLease } from "./minter.ts";
import { RECORD_TYPE } from "./record_type.ts";
import { routeClick } from "./route_click.ts";
import { leadsBack, strayLocation } from "./send_back.ts";
import type { Routed, Visitor } from "./routed.ts";
import type { GeoReader } from "./enrich/mod.ts";

const SLUG_CHARS_MAX = 64;
const HEADER_CHARS_MAX = 1024;

export interface ClickRecorderDeps {
  clock: Clock;
  configuration: Configuration;
  caps: Pick<CapUsage, "isCapped" | "capsOf" | "noteClick">;
  journal: Journal;
  minter: Minter;
  /** Mints the ids of test clicks, with a node number that is never leased. */
  test_minter: Minter;
  lease: Pick<NodeLease, "renew">;
  geo: Pick<GeoReader, "country" | "asn">;
  network_fallback: Template | null;
  /** Called with errors of the journal. */
  failed(what: string, error: unknown): void;
}

/** A request for a link. */
export interface Visit {
  /** The link's query, as sent. */
  query: string;
  ip: string;
  user_agent: string;
  referrer: string | null;
  is_test?: boolean;
  /** Names of parameters in the system that made the link, each with ours. */
  names?: ReadonlyMap<string, string> | null;
  /** The fallback of the domain that was asked. */
  domain_fallback?: Template | null;
}

/** A recorded click: its id (empty if none was minted) and its destination (null if there is none). */
export interface RecordedClick {
  click_id: string;
  location: string | null;
  routed: Routed;
}

/** A link's own names come before those of the system that made it. */
function namesOf({ names }: LinkConfig, visit: Visit) {
  const theirs = visit.names ?? null;
  if (names === null || theirs === null) return names ?? theirs;
  return new Map([...theirs, ...names]);
}

/** Fills in the link's own labels where the visit has none; most links have none. */
function withSubs(
  subs: Readonly<Record<string, string>>,
  known: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  for (const _name in subs) return { ...subs, ...known };
  return known;
}

function readReferrer(referrer: string | null): string | null {
  return referrer === null
    ? null
    : referrer.slice(0, HEADER_CHARS_MAX).toWellFormed();
}

/** Records clicks: routes them, mints their ids, and journals them before they are answered. */
export class ClickRecorder {
  readonly #deps: ClickRecorderDeps;
  #not_stored = 0;
  /** Clicks by verdict, without test clicks. */
  readonly verdicts = new Counter(["verdict"], CLICK_VERDICTS.length);

  constructor(deps: ClickRecorderDeps) {
    this.#deps = deps;
  }

  /** The number of clicks redirected without being stored. */
  get not_stored(): number {
    return this.#not_stored;
  }

  /** The link of a slug in the loaded configuration. */
  known(slug: string): LinkConfig | undefined {
    return this.#deps.configuration.linkBySlug(slug);
  }

  /** The link of a slug. An unknown slug triggers one check of the configuration's version. */
  async resolve(slug: string): Promise<LinkConfig | undefined> {
    const { configuration } = this.#deps;
    const known = configuration.linkBySlug(slug);
    if (known !== undefined || slug === "" || slug.length > SLUG_CHARS_MAX) {
      return known;
    }
    await this.refresh();
    return configuration.linkBySlug(slug);
  }

  /** The fallback of the domain that a request came to; null where it has none. */
  domainFallback(request: Request): Template | null {
    const { domains } = this.#deps.configuration;
    return domains.has_none ? null : domains.fallbackOf(request);
  }

  /** Where a visit goes whose link isn't known; null: nowhere. */
  strayLocation(request: Request, visit: Visit): string | null {
    const template = visit.domain_fallback ?? null;
    if (template === null) return null;
    const { configuration, clock } = this.#deps;
    const now_ms = clock.nowMs();
    const stray = { ...visit, names: visit.names ?? null, now_ms };
    const location = strayLocation(template, null, stray);
    const { old_names } = configuration;
    return leadsBack(request, location, old_names) ? null : location;
  }

  /** Checks the configuration's version, for what isn't known here. */
  async refresh(): Promise<void> {
    const { configuration, failed } = this.#deps;
    try {
      await configuration.refresh();
    } catch (error) {
      failed("an unknown link was not looked up", error);
    }
  }

  /** Records a click; resolves once it is as safe as the journal's durability setting promises. */
  async record(link: LinkConfig, visit: Visit): Promise<RecordedClick> {
    const { clock, caps, journal } = this.#deps;
    const { routed, values } = this.#route(link, visit);
    if (visit.is_test !== true) this.verdicts.add(routed.verdict);
    const minted =
      this.#mint(routed, visit.is_test === true) ??
      (await this.#mintRenewed(routed));
    if (minted === null) {
      return { click_id: "", location: clickLocation(routed, values), routed };
    }
    values.click_id = minted.click_id;
    values.time_ms = minted.time_ms;
    const { known, others } = values;
    const { campaign, verdict, deep_link } = routed;
    const { affiliate_id } = routed.link;
    const is_counted = verdict === "sent" && visit.is_test !== true;
    if (is_counted && campaign.plan.caps.length > 0) {
      const facts = { campaign_id: campaign.id, affiliate_id, known };
      caps.noteClick(caps.capsOf(facts), clock.nowMs());
    }
    const text = encodeClick({
      click_id: minted.click_id,
      time_ms: minted.time_ms,
      campaign_id: campaign.id,
      link_id: routed.link.id,
      affiliate_id,
      marks: visit.is_test === true ? MARK.test : 0,
      pays: routed.pays,
      verdict,
      ip: values.ip,
      user_agent: values.user_agent,
      referrer: readReferrer(visit.referrer),
      known,
      others: deep_link === null ? others : { ...others, deep_link },
      flags: values.flags,
    });
    try {
      await journal.append({ type: RECORD_TYPE.click, text });
    } catch (error) {
      // The id alone still attributes, so the visitor goes on; the loss is counted.
      this.#not_stored++;
      this.#deps.failed("a click was not stored", error);
    }
    const location = clickLocation(routed, values);
    return { click_id: minted.click_id, location, routed };
  }

  /** Where a click would go, without minting or counting. */
  preview(link: LinkConfig, visit: Visit): RecordedClick {
    const { routed, values } = this.#route(link, visit);
    return { click_id: "", location: clickLocation(routed, values), routed };
  }

  #route(link: LinkConfig, visit: Visit) {
    const { configuration, clock, caps, network_fallback } = this.#deps;
    const now_ms = clock.nowMs();
    const user_agent = visit.user_agent.slice(0, HEADER_CHARS_MAX);
    const visitor = visitorOf(this.#deps.geo, visit.ip, user_agent);
    const params = readLinkParams(visit.query, namesOf(link, visit));
    const routed = routeClick({
      link,
      configuration,
      now_ms,
      params,
      referrer: visit.referrer,
      visitor,
      isCapped: (cap_id) => caps.isCapped(cap_id),
      network_fallback: visit.domain_fallback ?? network_fallback,
    });
    const flags =
      routed.flags.length === 0
        ? params.flags
        : [...new Set([...params.flags, ...routed.flags])];
    const values = {
      click_id: "",
      time_ms: now_ms,
      affiliate_id: routed.link.affiliate_id,
      known: withSubs(routed.link.subs, params.known),
      others: params.others,
      flags,
      ip: visit.ip,
      user_agent: user_agent.toWellFormed(),
      visitor,
    };
    return { routed, values };
  }

  /** Mints an id; null if the node's lease must be renewed first. */
  #mint(routed: Routed, is_test: boolean): MintedClick | null {
    const { minter, test_minter } = this.#deps;
    const link_id = routed.link.id;
    if (is_test) return test_minter.mint(link_id, routed.pays);
    try {
      return minter.mint(link_id, routed.pays);
    } catch (error) {
      if (error instanceof LeaseExpired || error instanceof TimeUsedUp) {
        return null;
      }
      throw error;
    }
  }

  /**
   * Mints after renewing the lease. Without a node number the visitor still goes on; the loss is
   * counted.
   */
  async #mintRenewed(routed: Routed): Promise<MintedClick | null> {
    const { minter, lease, failed } = this.#deps;
    try {
      await lease.renew();
      return minter.mint(routed.link.id, routed.pays);
    } catch (error) {
      this.#not_stored++;
      failed("a click got no id", error);
      return null;
    }
  }
}

/** Visitor facts, looked up when a rule or template asks. */
export function visitorOf(
  geo: Pick<GeoReader, "country" | "asn">,
  ip: string,
  user_agent: string,
): Visitor {
  return {
    country: () => geo.country(ip),
    asn: () => geo.asn(ip),
    device: () => readDevice(user_agent),
    hash: () => Bun.hash.xxHash32(`${ip}\n${user_agent}`),
  };
}
