import { asc, eq, sql } from "drizzle-orm";
import type { Database, Transaction } from "../../db/mod.ts";
import {
  advertisers,
  affiliates,
  campaigns,
  configVersion,
  goals,
  links,
} from "../../db/schema/mod.ts";
import type { Template } from "../kernel/mod.ts";
import { readDestination } from "./destination.ts";
import { readRule } from "./money_rule.ts";
import type { PriceRule } from "./money_rule.ts";

/** The channel on which instances tell each other that the configuration changed. */
const CHANNEL = "tallyho_config";

/** An advertiser as the hot paths see it. */
export type AdvertiserConfig = typeof advertisers.$inferSelect;
/** An affiliate as the hot paths see it. */
export type AffiliateConfig = typeof affiliates.$inferSelect;
/** A link as the hot paths see it, its fallback parsed. */
export type LinkConfig = typeof links.$inferSelect & {
  fallback: Template | null;
};
/** A goal as the hot paths see it, its prices ready to be used. */
export type GoalConfig = Omit<
  typeof goals.$inferSelect,
  "revenue" | "payout"
> & { revenue: PriceRule; payout: PriceRule };
/** A campaign as the hot paths see it, its templates parsed. */
export type CampaignConfig = typeof campaigns.$inferSelect & {
  destination: Template;
  fallback: Template | null;
  goals: GoalConfig[];
};

/** Something that is read anew together with the configuration. */
export interface ConfigurationPart {
  load(db: Transaction): Promise<void>;
}

/**
 * All that is set up, in memory, so that a redirect or a postback asks the
 * database nothing. A change is in force at once on the instance that made it;
 * the others hear of it by `NOTIFY`, or by the version, which is looked at
 * every second.
 */
export class Configuration {
  readonly #db: Database;
  readonly #parts: ConfigurationPart[] = [];
  #version = 0;
  #loading: Promise<void> | undefined;
  #refreshing: Promise<void> | undefined;
  #unlisten: (() => Promise<void>) | undefined;
  #advertisers = new Map<number, AdvertiserConfig>();
  #affiliates = new Map<number, AffiliateConfig>();
  #campaigns = new Map<number, CampaignConfig>();
  #links = new Map<number, LinkConfig>();
  #slugs = new Map<string, LinkConfig>();

  constructor(db: Database) {
    this.#db = db;
  }

  /** Adds something that is loaded with the rest from now on. */
  addPart(part: ConfigurationPart): void {
    this.#parts.push(part);
  }

  /** Loads everything and listens for changes. */
  async start(): Promise<void> {
    const listening = await this.#db.$client.listen(CHANNEL, () => {
      this.reload().catch(() => {});
    });
    this.#unlisten = listening.unlisten;
    await this.reload();
  }

  /** Stops listening; double stop is fine. */
  async stop(): Promise<void> {
    const unlisten = this.#unlisten;
    this.#unlisten = undefined;
    await unlisten?.();
  }

  /** Reads everything anew. Callers at the same time share one reading that began after they asked. */
  async reload(): Promise<void> {
    const before = this.#loading;
    if (before !== undefined) await before.catch(() => {});
    this.#loading ??= this.#load().finally(() => {
      this.#loading = undefined;
    });
    await this.#loading;
  }

  /** Reads everything anew where the version in the database is another one. */
  async refresh(): Promise<void> {
    this.#refreshing ??= this.#refresh().finally(() => {
      this.#refreshing = undefined;
    });
    await this.#refreshing;
  }

  async #refresh(): Promise<void> {
    const [row] = await this.#db.select().from(configVersion);
    if (row?.version !== this.#version) await this.reload();
  }

  /**
   * Changes what is set up: in one transaction with the new version, which the
   * other instances hear of, and in force here when the promise settles.
   */
  async change<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const result = await this.#db.transaction(async (tx) => {
      const value = await work(tx);
      await tx
        .update(configVersion)
        .set({ version: sql`${configVersion.version} + 1` })
        .where(eq(configVersion.id, 1));
      await tx.execute(sql`select pg_notify(${CHANNEL}, '')`);
      return value;
    });
    await this.reload();
    return result;
  }

  /** The link of a slug. */
  linkBySlug(slug: string): LinkConfig | undefined {
    return this.#slugs.get(slug);
  }

  /** A link by its id. */
  link(id: number): LinkConfig | undefined {
    return this.#links.get(id);
  }

  /** A campaign by its id. */
  campaign(id: number): CampaignConfig | undefined {
    return this.#campaigns.get(id);
  }

  /** An affiliate by its id. */
  affiliate(id: number): AffiliateConfig | undefined {
    return this.#affiliates.get(id);
  }

  /** An advertiser by its id. */
  advertiser(id: number): AdvertiserConfig | undefined {
    return this.#advertisers.get(id);
  }

  async #load(): Promise<void> {
    await this.#db.transaction(
      async (tx) => {
        const [version] = await tx.select().from(configVersion);
        const loaded_advertisers = await tx.select().from(advertisers);
        const loaded_affiliates = await tx.select().from(affiliates);
        const loaded_campaigns = await loadCampaigns(tx);
        const loaded_links = (await tx.select().from(links)).map(withFallback);
        for (const part of this.#parts) await part.load(tx);
        this.#advertisers = byId(loaded_advertisers);
        this.#affiliates = byId(loaded_affiliates);
        this.#campaigns = byId(loaded_campaigns);
        this.#links = byId(loaded_links);
        this.#slugs = new Map(loaded_links.map((link) => [link.slug, link]));
        this.#version = version?.version ?? 0;
      },
      { isolationLevel: "repeatable read", accessMode: "read only" },
    );
  }
}

function byId<T extends { id: number }>(rows: readonly T[]): Map<number, T> {
  return new Map(rows.map((row) => [row.id, row]));
}

async function loadCampaigns(tx: Transaction): Promise<CampaignConfig[]> {
  const by_campaign = new Map<number, GoalConfig[]>();
  const goal_rows = await tx.select().from(goals).orderBy(asc(goals.position));
  for (const row of goal_rows) {
    const list = by_campaign.get(row.campaign_id) ?? [];
    by_campaign.set(row.campaign_id, list);
    list.push({
      ...row,
      revenue: readRule(row.revenue, "revenue"),
      payout: readRule(row.payout, "payout"),
    });
  }
  const rows = await tx.select().from(campaigns);
  return rows.map((row) => ({
    ...withFallback(row),
    destination: readDestination(row.destination_url, "destination_url"),
    goals: by_campaign.get(row.id) ?? [],
  }));
}

function withFallback<T extends { fallback_url: string | null }>(row: T) {
  const url = row.fallback_url;
  const fallback = url === null ? null : readDestination(url, "fallback_url");
  return { ...row, fallback };
}
