import { asc, eq, getTableColumns, sql } from "drizzle-orm";
import type { Database, Transaction } from "../../db/mod.ts";
import {
  advertisers,
  affiliates,
  campaigns,
  configVersion,
  goalPayouts,
  goalRules,
  goals,
  links,
} from "../../db/schema/mod.ts";
import type { Template } from "../kernel/mod.ts";
import { readDestination } from "./destination.ts";
import type { ConfigurationPart } from "./configuration_part.ts";
import { Domains } from "./domains/domains.ts";
import { mergeParamNames } from "./merge_param_names.ts";
import type { ParamNames } from "./merge_param_names.ts";
import { OldNames } from "./old_links/old_names.ts";
import { readOldLink } from "./old_links/read_old_link.ts";
import { EVERY_GOAL, PriceBook } from "./price_book.ts";
import type { Prices } from "./price_book.ts";
import { indexRouting, readRoutingTables } from "./routing_config.ts";
import type {
  CampaignPlan,
  CapConfig,
  RoutingIndex,
  SmartTargetConfig,
} from "./routing_config.ts";

/** Channel on which instances notify each other of configuration changes. */
const CHANNEL = "tallyho_config";

/** An advertiser, as used on hot paths. */
type AdvertiserConfig = Omit<typeof advertisers.$inferSelect, "tax_id">;
/** An affiliate, as used on hot paths. */
export type AffiliateConfig = Omit<
  typeof affiliates.$inferSelect,
  "min_payout_micros" | "tax_id"
>;
/** A link, as used on hot paths, with its fallback parsed. */
export type LinkConfig = typeof links.$inferSelect & {
  fallback: Template | null;
  /** Campaigns of a smart link; empty for a plain one. */
  smart: SmartTargetConfig[];
  /** Custom parameter names of the link and its affiliate. */
  names: ParamNames;
};
type OldLinkNames = OldNames<LinkConfig, CampaignConfig, AffiliateConfig>;
/** A goal, as used on hot paths, with its prices parsed. */
export type GoalConfig = Omit<typeof goals.$inferSelect, "revenue" | "payout"> &
  Prices & {
    /** All of its prices: by time and affiliate, and every version that may be referenced. */
    price_book: PriceBook;
  };
/** A campaign, as used on hot paths, with its templates parsed. */
export type CampaignConfig = typeof campaigns.$inferSelect & {
  destination: Template;
  fallback: Template | null;
  goals: GoalConfig[];
  plan: CampaignPlan;
};

/**
 * The whole configuration in memory, so that redirects and postbacks make no query. A change
 * applies at once on the instance that made it; others learn of it by `NOTIFY`, or by the version,
 * which is polled every second.
 */
export class Configuration {
  readonly #db: Database;
  readonly #parts: ConfigurationPart[] = [];
  readonly #listeners: ((tables: ConfigurationTables) => void)[] = [];
  #tables: ConfigurationTables | undefined;
  #version = 0;
  #loading: Promise<void> | undefined;
  #refreshing: Promise<void> | undefined;
  #turn: Promise<void> = Promise.resolve();
  #unlisten: (() => Promise<void>) | undefined;
  #advertisers = new Map<number, AdvertiserConfig>();
  #affiliates = new Map<number, AffiliateConfig>();
  #campaigns = new Map<number, CampaignConfig>();
  #caps = new Map<number, CapConfig>();
  #links = new Map<number, LinkConfig>();
  #slugs = new Map<string, LinkConfig>();
  #of_apps = new Map<number, CampaignConfig[]>();
  #old_names: OldLinkNames | undefined;
  /** The domains that lead here. */
  readonly domains = new Domains();

  constructor(db: Database) {
    this.#db = db;
    this.addPart(this.domains);
  }

  /** Registers a part that is loaded from now on. */
  addPart(part: ConfigurationPart): void {
    this.#parts.push(part);
  }

  /** Adds somebody who is told of everything that was loaded from the database. */
  onLoad(listener: (tables: ConfigurationTables) => void): void {
    this.#listeners.push(listener);
  }

  /** Loads everything and listens for changes. */
  async start(): Promise<void> {
    if (this.#unlisten === undefined) {
      const listening = await this.#db.$client.listen(CHANNEL, () => {
        this.reload().catch(() => {});
      });
      this.#unlisten = listening.unlisten;
    }
    await this.reload();
  }

  /** Stops listening. Idempotent. */
  async stop(): Promise<void> {
    const unlisten = this.#unlisten;
    this.#unlisten = undefined;
    await unlisten?.();
  }

  /** Reloads everything. Concurrent callers share one load that began after they asked. */
  async reload(): Promise<void> {
    const before = this.#loading;
    if (before !== undefined) await before.catch(() => {});
    this.#loading ??= this.#load().finally(() => {
      this.#loading = undefined;
    });
    await this.#loading;
  }

  /**
   * Reloads if the version in the database differs. Concurrent callers share one check that began
   * after they asked.
   */
  async refresh(): Promise<void> {
    const before = this.#refreshing;
    if (before !== undefined) await before.catch(() => {});
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
   * Changes the configuration and its version in one transaction and notifies other instances; the
   * change is in force here when the promise resolves. Changes take turns, on all instances:
   * whatever one reads in its transaction stays so until it commits.
   */
  async change<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const result = await this.#inTurn(() =>
      this.#db.transaction(async (tx) => {
        await tx
          .update(configVersion)
          .set({ version: sql`${configVersion.version} + 1` })
          .where(eq(configVersion.id, 1));
        const value = await work(tx);
        await tx.execute(sql`select pg_notify(${CHANNEL}, '')`);
        return value;
      }),
    );
    await this.reload();
    return result;
  }

  /** Waits here for its turn, where waiting holds no connection. */
  async #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const before = this.#turn;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#turn = promise;
    await before;
    try {
      return await work();
    } finally {
      resolve();
    }
  }

  /** The link with a slug. */
  linkBySlug(slug: string): LinkConfig | undefined {
    return this.#slugs.get(slug);
  }

  /** Other systems' names of ours; indexed only where somebody asks. */
  get old_names(): OldLinkNames {
    return (this.#old_names ??= new OldNames({
      links: [...this.#links.values()],
      campaigns: [...this.#campaigns.values()],
      affiliates: [...this.#affiliates.values()],
    }));
  }

  /** Whether a path with its query is another system's link that is ours now. */
  isOldLink(path: string, query: string): boolean {
    const old = readOldLink(path, query);
    if (old === null) return false;
    const { link, campaign } = this.old_names.resolve(old);
    return link !== undefined || campaign !== undefined;
  }

  /** The link with an id. */
  link(id: number): LinkConfig | undefined {
    return this.#links.get(id);
  }

  /** The campaign with an id. */
  campaign(id: number): CampaignConfig | undefined {
    return this.#campaigns.get(id);
  }

  /** The campaigns that take the install postbacks of an app, oldest first. */
  campaignsOfApp(app_id: number): readonly CampaignConfig[] {
    return this.#of_apps.get(app_id) ?? [];
  }

  /** The links of a campaign. */
  linksOf(campaign_id: number): LinkConfig[] {
    return [...this.#links.values()].filter(
      (link) => link.campaign_id === campaign_id,
    );
  }

  /** The cap with an id. */
  cap(id: number): CapConfig | undefined {
    return this.#caps.get(id);
  }

  /** All campaigns. */
  campaigns(): Iterable<CampaignConfig> {
    return this.#campaigns.values();
  }

  /** The affiliate with an id. */
  affiliate(id: number): AffiliateConfig | undefined {
    return this.#affiliates.get(id);
  }

  /** The advertiser with an id. */
  advertiser(id: number): AdvertiserConfig | undefined {
    return this.#advertisers.get(id);
  }

  /** The last loaded tables, JSON-serializable, for a start while the database is down. */
  tables(): ConfigurationTables | undefined {
    return this.#tables;
  }

  /** Restores a result of `tables()` without querying the database. */
  restore(tables: ConfigurationTables): void {
    this.#build(tables);
    for (const part of this.#parts) part.build(tables.parts[part.name] ?? []);
  }

  async #load(): Promise<void> {
    const tables = await this.#db.transaction(
      async (tx) => {
        const [version] = await tx.select().from(configVersion);
        const parts: Record<string, unknown[]> = {};
        for (const part of this.#parts) parts[part.name] = await part.read(tx);
        return {
          ...(await readTables(tx)),
          version: version?.version ?? 0,
          parts,
        };
      },
      { isolationLevel: "repeatable read", accessMode: "read only" },
    );
    this.restore(tables);
    for (const listener of this.#listeners) listener(tables);
  }

  #build(tables: ConfigurationTables): void {
    const routing = indexRouting(tables);
    const links = buildLinks(tables, routing);
    this.#advertisers = byId(tables.advertisers);
    this.#affiliates = byId(tables.affiliates);
    const campaigns = buildCampaigns(tables, routing);
    this.#campaigns = byId(campaigns);
    this.#caps = byId(campaigns.flatMap(({ plan }) => plan.caps));
    this.#links = byId(links);
    this.#slugs = new Map(links.map((link) => [link.slug, link]));
    this.#of_apps = byApp(campaigns);
    this.#old_names = undefined;
    this.#version = tables.version;
    this.#tables = tables;
  }
}

/** The rows of the whole configuration. */
export interface ConfigurationTables extends Awaited<
  ReturnType<typeof readTables>
> {
  version: number;
  /** The rows of the parts, by name. */
  parts: Record<string, unknown[]>;
}

// Leaves out columns no hot path uses: the rows are written to a JSON file, which can't hold
// bigints.
const { tax_id: _, ...HOT_ADVERTISER } = getTableColumns(advertisers);
const {
  min_payout_micros: _min,
  tax_id: _tax,
  ...HOT_AFFILIATE
} = getTableColumns(affiliates);

async function readTables(tx: Transaction) {
  return {
    advertisers: await tx.select(HOT_ADVERTISER).from(advertisers),
    affiliates: await tx.select(HOT_AFFILIATE).from(affiliates),
    campaigns: await tx.select().from(campaigns),
    goals: await tx.select().from(goals).orderBy(asc(goals.position)),
    goal_rules: await tx.select().from(goalRules),
    goal_payouts: await tx.select().from(goalPayouts),
    links: await tx.select().from(links),
    ...(await readRoutingTables(tx)),
  };
}

function byApp(
  campaigns: readonly CampaignConfig[],
): Map<number, CampaignConfig[]> {
  const of_apps = new Map<number, CampaignConfig[]>();
  for (const campaign of campaigns.toSorted((a, b) => a.id - b.id)) {
    const app_id = campaign.skan?.app_id;
    if (app_id === undefined || campaign.status === "archived") continue;
    of_apps.set(app_id, [...(of_apps.get(app_id) ?? []), campaign]);
  }
  return of_apps;
}

function byId<T extends { id: number }>(rows: readonly T[]): Map<number, T> {
  return new Map(rows.map((row) => [row.id, row]));
}

function buildLinks(
  tables: ConfigurationTables,
  routing: RoutingIndex,
): LinkConfig[] {
  const names_of = new Map(
    tables.affiliates.map(({ id, param_names }) => [id, param_names]),
  );
  return tables.links.map((row) => ({
    ...withFallback(row),
    smart: row.kind === "smart" ? routing.smartTargets(row.id) : [],
    names: mergeParamNames(names_of.get(row.affiliate_id), row.param_names),
  }));
}

function buildCampaigns(
  tables: ConfigurationTables,
  routing: RoutingIndex,
): CampaignConfig[] {
  const goals_of = Map.groupBy(tables.goals, (goal) => goal.campaign_id);
  const rules_of = Map.groupBy(tables.goal_rules ?? [], goalName);
  const payouts_of = Map.groupBy(tables.goal_payouts ?? [], goalName);
  const bookOf = (goal: (typeof tables.goals)[number]) => {
    const { campaign_id, key } = goal;
    return new PriceBook(
      goal,
      rules_of.get(goalName({ campaign_id, goal_key: key })) ?? [],
      [key, EVERY_GOAL].flatMap(
        (goal_key) => payouts_of.get(goalName({ campaign_id, goal_key })) ?? [],
      ),
    );
  };
  return tables.campaigns.map((row) => ({
    ...withFallback(row),
    destination: readDestination(row.destination_url, "destination_url"),
    plan: routing.plan(row),
    goals: (goals_of.get(row.id) ?? []).map((goal) => {
      const price_book = bookOf(goal);
      return { ...goal, ...price_book.of(goal), price_book };
    }),
  }));
}

function goalName(goal: { campaign_id: number; goal_key: string }): string {
  return `${goal.campaign_id} ${goal.goal_key}`;
}

function withFallback<T extends { fallback_url: string | null }>(row: T) {
  const url = row.fallback_url;
  const fallback = url === null ? null : readDestination(url, "fallback_url");
  return { ...row, fallback };
}
