import { actAs } from "../../../db/mod.ts";
import type { Transaction } from "../../../db/mod.ts";
import { links } from "../../../db/schema/mod.ts";
import { and, count, eq, inArray } from "drizzle-orm";
import { networkOf, within } from "../../kernel/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import type {
  AffiliateConfig,
  CampaignConfig,
  Configuration,
  LinkConfig,
} from "../configuration.ts";
import { mergeParamNames } from "../merge_param_names.ts";
import { whyNoLinks } from "../offers/promotion.ts";
import { newSlug } from "../smart_link.ts";

export interface AutoLinksDeps {
  clock: Clock;
  configuration: Configuration;
  /** Called where links could not be made. */
  failed(what: string, error: unknown): void;
}

/** An affiliate and a campaign that have no link yet. */
export interface Unlinked {
  campaign: CampaignConfig;
  affiliate: AffiliateConfig;
}

/** A link that was made. */
export interface MadeLink {
  id: number;
  campaign_id: number;
  affiliate_id: number;
}

/** Links that visitors at one address have made in an hour, at most, and all visitors of a process. */
const OF_ADDRESS_MAX = 20;
const OF_ALL_MAX = 1_000;
const HOUR_MS = 3_600_000;
/** Pairs that wait for the same change at most. */
const WAITING_MAX = 200;
/** The longest that a visitor waits for a link; it is made all the same. */
const WAIT_MS = 3_000;
/** As for the links that affiliates make themselves. */
const OF_AFFILIATE_MAX = 10_000;
const ACTOR = { kind: "job", job: "auto_links" } as const;

/**
 * Makes the link of an affiliate to a campaign at its first click, once, however many clicks and
 * instances want it at the same time.
 */
export class AutoLinks {
  readonly #deps: AutoLinksDeps;
  readonly #waiting = new Map<string, Unlinked>();
  readonly #of_addresses = new Map<string, number>();
  #of_all = 0;
  #hour = 0;
  #making: Promise<void> | undefined;

  constructor(deps: AutoLinksDeps) {
    this.#deps = deps;
  }

  /** Whether the affiliate may have a link to the campaign. */
  allows({ campaign, affiliate }: Unlinked): boolean {
    const status = campaign.plan.approvals.get(affiliate.id);
    return (
      whyNoLinks({
        affiliate_status: affiliate.status,
        campaign,
        approval: status === undefined ? null : { status },
        now_ms: this.#deps.clock.nowMs(),
      }) === null
    );
  }

  /** A link as it would be made, for a look at where it leads. */
  preview({ campaign, affiliate }: Unlinked): LinkConfig {
    return {
      ...{ id: 0, slug: "", external_id: null, kind: "plain", subs: {} },
      ...{ campaign_id: campaign.id, affiliate_id: affiliate.id },
      ...{ fallback_url: null, fallback: null, deep_link: null },
      ...{ paused: false, paused_by_network: false, archived: false },
      ...{ param_names: {}, smart: [], created_at: 0 },
      names: mergeParamNames(affiliate.param_names, {}),
    };
  }

  /** Makes a link for a visitor at an address; undefined where it isn't made, or not in time. */
  async make(pair: Unlinked, ip: string): Promise<LinkConfig | undefined> {
    if (!this.allows(pair)) return undefined;
    const { campaign, affiliate } = pair;
    const key = pairKey({
      affiliate_id: affiliate.id,
      campaign_id: campaign.id,
    });
    if (!this.#waiting.has(key)) {
      if (this.#waiting.size >= WAITING_MAX || !this.#take(ip))
        return undefined;
      this.#waiting.set(key, pair);
    }
    await within(WAIT_MS, this.#makeWaiting(), undefined);
    const { old_names } = this.#deps.configuration;
    return old_names.pair(campaign.id, affiliate.id);
  }

  /**
   * Makes the links of pairs that have none, as somebody who may make any asks for it; returns their
   * ids. It is in force when it returns. `keep` writes what the caller wants to remember of them, in
   * the same transaction; nothing is made if it throws.
   */
  async makeFor(
    pairs: readonly Unlinked[],
    keep?: (tx: Transaction, made: readonly MadeLink[]) => Promise<void>,
  ): Promise<number[]> {
    const { configuration } = this.#deps;
    return await configuration.change(async (tx) => {
      const made = await this.#insert(tx, pairs);
      if (made.length > 0) await keep?.(tx, made);
      return made.map(({ id }) => id);
    });
  }

  /** Those who come during a change wait for the next one. */
  async #makeWaiting(): Promise<void> {
    while (this.#making !== undefined) await this.#making;
    if (this.#waiting.size === 0) return;
    const pairs = [...this.#waiting];
    this.#making = this.#makeAll(pairs.map(([, pair]) => pair)).finally(() => {
      for (const [key] of pairs) this.#waiting.delete(key);
      this.#making = undefined;
    });
    await this.#making;
  }

  async #makeAll(pairs: readonly Unlinked[]): Promise<void> {
    const { configuration, failed } = this.#deps;
    try {
      await actAs(ACTOR, () =>
        configuration.change((tx) => this.#insert(tx, pairs)),
      );
    } catch (error) {
      failed("links were not made at their first clicks", error);
    }
  }

  /** Changes of the configuration take turns, so that nobody makes one between the look and the rows. */
  async #insert(
    tx: Transaction,
    pairs: readonly Unlinked[],
  ): Promise<MadeLink[]> {
    const { affiliate_id, campaign_id, kind } = links;
    const ids = [...new Set(pairs.map(({ affiliate }) => affiliate.id))];
    const among = inArray(affiliate_id, ids);
    const campaigns = pairs.map(({ campaign }) => campaign.id);
    const there = await tx
      .selectDistinct({ affiliate_id, campaign_id })
      .from(links)
      .where(and(among, inArray(campaign_id, campaigns), eq(kind, "plain")));
    const linked = new Set(there.map((row) => pairKey(row)));
    const counts = await tx
      .select({ affiliate_id, n: count() })
      .from(links)
      .where(among)
      .groupBy(affiliate_id);
    const counted = new Map(counts.map((row) => [row.affiliate_id, row.n]));
    const created_at = this.#deps.clock.nowMs();
    const made = pairs.flatMap(({ campaign, affiliate }) => {
      const pair = { affiliate_id: affiliate.id, campaign_id: campaign.id };
      const n = counted.get(affiliate.id) ?? 0;
      if (linked.has(pairKey(pair)) || n >= OF_AFFILIATE_MAX) return [];
      counted.set(affiliate.id, n + 1);
      return [{ ...pair, slug: newSlug(), created_at }];
    });
    if (made.length === 0) return [];
    const { id } = links;
    return await tx
      .insert(links)
      .values(made)
      .returning({ id, campaign_id, affiliate_id });
  }

  /** Counts a link against what an address, and all together, may have made in an hour. */
  #take(ip: string): boolean {
    const hour = Math.floor(this.#deps.clock.nowMs() / HOUR_MS);
    if (hour !== this.#hour) {
      this.#hour = hour;
      this.#of_all = 0;
      this.#of_addresses.clear();
    }
    const network = networkOf(ip);
    const count = this.#of_addresses.get(network) ?? 0;
    if (count >= OF_ADDRESS_MAX || this.#of_all >= OF_ALL_MAX) return false;
    this.#of_addresses.set(network, count + 1);
    this.#of_all += 1;
    return true;
  }
}

function pairKey(pair: { affiliate_id: number; campaign_id: number }): string {
  return `${pair.campaign_id} ${pair.affiliate_id}`;
}
