import type { OldLink } from "./old_link.ts";
import { readOldLink } from "./read_old_link.ts";

/** Links, campaigns and affiliates, of which the external ids are other systems' names. */
export interface Renamed<Link, Campaign, Affiliate> {
  links: readonly Link[];
  campaigns: readonly Campaign[];
  affiliates: readonly Affiliate[];
}

/** The meaning of another system's link here; whatever isn't known is undefined. */
export interface ResolvedLink<Link, Campaign, Affiliate> {
  link: Link | undefined;
  campaign: Campaign | undefined;
  affiliate: Affiliate | undefined;
}

interface NamedLink extends Named {
  kind: string;
  paused: boolean;
  campaign_id: number;
  affiliate_id: number;
}

interface Named {
  id: number;
  external_id: string | null;
}

/** Links, campaigns and affiliates by their `external_id`, and links by the two that they join. */
export class OldNames<
  Link extends NamedLink,
  Campaign extends Named,
  Affiliate extends Named,
> {
  readonly #links: ByName<Link>;
  readonly #campaigns: ByName<Campaign>;
  readonly #affiliates: ByName<Affiliate>;
  readonly #pairs = new Map<number, Map<number, Link>>();

  constructor({
    links,
    campaigns,
    affiliates,
  }: Renamed<Link, Campaign, Affiliate>) {
    this.#links = new ByName(links);
    this.#campaigns = new ByName(campaigns);
    this.#affiliates = new ByName(affiliates);
    for (const link of links) {
      if (link.kind !== "plain") continue;
      const of_campaign =
        this.#pairs.get(link.campaign_id) ?? new Map<number, Link>();
      this.#pairs.set(link.campaign_id, of_campaign);
      const { affiliate_id } = link;
      const before = of_campaign.get(affiliate_id);
      of_campaign.set(affiliate_id, chosen(before, link));
    }
  }

  /** The affiliate's link to a campaign: the oldest that runs, else the oldest. */
  pair(campaign_id: number, affiliate_id: number): Link | undefined {
    return this.#pairs.get(campaign_id)?.get(affiliate_id);
  }

  /** Reads a request in the form of another system's link. */
  read(path: string, query: string): OldLink | null {
    return readOldLink(path, query);
  }

  /** A link's own name comes first; then campaign and affiliate tell. */
  resolve(old: OldLink): ResolvedLink<Link, Campaign, Affiliate> {
    const of_code = old.form === "pair" ? undefined : this.#links.get(old.id);
    const is_own = old.form === "pair";
    const campaign = find(this.#campaigns, old.campaign, is_own);
    const affiliate = find(this.#affiliates, old.affiliate, is_own);
    const is_pair = campaign !== undefined && affiliate !== undefined;
    const of_pair = is_pair ? this.pair(campaign.id, affiliate.id) : undefined;
    return { link: of_code ?? of_pair, campaign, affiliate };
  }
}

/** In our own form a number is an id of ours; elsewhere it never is, since it would be another's. */
function find<T extends Named>(
  named: ByName<T>,
  text: string | null,
  is_own: boolean,
): T | undefined {
  if (text === null) return undefined;
  if (!is_own) return named.get(text);
  if (/^\d{1,10}$/.test(text)) return named.byId(Number(text));
  return named.get(text.replace(/^external_id:/, ""));
}

function chosen<Link extends NamedLink>(
  before: Link | undefined,
  link: Link,
): Link {
  if (before === undefined) return link;
  const [one, other] = before.id < link.id ? [before, link] : [link, before];
  return one.paused && !other.paused ? other : one;
}

/** Things by their `external_id`: as it is, else the only one that differs in case. */
class ByName<T extends Named> {
  readonly #exact = new Map<string, T>();
  /** Those whose own names aren't in lower case, by that; null for several. */
  readonly #folded = new Map<string, T | null>();
  readonly #things: readonly T[];
  #ids: ReadonlyMap<number, T> | undefined;

  constructor(things: readonly T[]) {
    this.#things = things;
    for (const thing of things) {
      const { external_id } = thing;
      if (external_id === null) continue;
      this.#exact.set(external_id, thing);
      const folded = external_id.toLowerCase();
      if (folded === external_id) continue;
      this.#folded.set(folded, this.#folded.has(folded) ? null : thing);
    }
  }

  get(external_id: string): T | undefined {
    const exact = this.#exact.get(external_id);
    if (exact !== undefined) return exact;
    const lower = external_id.toLowerCase();
    const plain = this.#exact.get(lower);
    const folded = this.#folded.get(lower);
    if (plain === undefined) return folded ?? undefined;
    return folded === undefined ? plain : undefined;
  }

  byId(id: number): T | undefined {
    this.#ids ??= new Map(this.#things.map((thing) => [thing.id, thing]));
    return this.#ids.get(id);
  }
}
