import { arrayText } from "../../../db/mod.ts";
import type { Database, Queryable, Transaction } from "../../../db/mod.ts";
import { sql } from "drizzle-orm";
import { oldClicks } from "../../../db/schema/mod.ts";
import type {
  AffiliateConfig,
  AutoLinks,
  CampaignConfig,
  Configuration,
  LinkConfig,
  MadeLink,
} from "../../campaigns/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import { clickIdText } from "../click_id.ts";
import type { KeyRing } from "../key_ring.ts";
import { proveClickId } from "../prove_click_id.ts";
import {
  faultOf,
  faultOfAge,
  oldIdOf,
  refuse,
  windowDays,
} from "./old_click.ts";
import type {
  OldClick,
  OldClickRefusal,
  OldClickVerdict,
  PlacedClick,
} from "./old_click.ts";
import type { OldClickRowDeps } from "./old_click_row.ts";
import { forgetOldClicks, removeOldClicks } from "./remove_old_clicks.ts";
import type { RemovedOldClicks } from "./remove_old_clicks.ts";
import { judgeOldClicks, writeOldClicks } from "./write_old_clicks.ts";

/** Clicks that are imported in one transaction. */
const BATCH_MAX = 5_000;

export interface OldClicksDeps extends OldClickRowDeps {
  db: Database;
  clock: Clock;
  configuration: Configuration;
  auto_links: Pick<AutoLinks, "makeFor" | "preview">;
  ring: Pick<KeyRing, "key" | "keyOrReload" | "signing">;
  /** Days that clicks are kept; 0 for ever. */
  retention_days: number;
}

export interface OldClickBatch {
  /** The move that they are of; `remove` takes it. */
  move_id: string;
  rows: readonly OldClick[];
  /** Judges them, and writes nothing. */
  dry_run?: boolean;
  /** Writes down the links that are made for them, in one transaction with these. */
  keepLinks?(tx: Transaction, made: readonly MadeLink[]): Promise<void>;
}

/** The verdicts on a batch, and the links it got. */
export interface ImportedClicks {
  /** One for each row, in its order. */
  verdicts: OldClickVerdict[];
  /** Links that were made for it. */
  made_link_ids: number[];
}

/** Campaign, affiliate and link of a click; without a link if there is none yet. */
interface Target {
  campaign: CampaignConfig;
  affiliate: AffiliateConfig;
  link: LinkConfig | undefined;
}

/**
 * Clicks that another tracker counted. Each gets an id of ours for its own time, so that all that
 * follows from a click (postbacks, macros, prices, windows) follows from it too; by its old id
 * postbacks find it. Reports and caps don't count it: the old tracker's already did.
 */
export class OldClicks {
  /** Clicks that `import` takes at once. */
  readonly batch_max = BATCH_MAX;
  readonly #deps: OldClicksDeps;

  constructor(deps: OldClicksDeps) {
    this.#deps = deps;
  }

  /**
   * Imports up to `batch_max` clicks in one transaction. Importing them again changes nothing, so a
   * move that was interrupted may begin anew wherever it likes. In a dry run a click may lack its
   * target, which the move would make: then only its id and time are judged.
   */
  async import(batch: OldClickBatch): Promise<ImportedClicks> {
    const { move_id, rows, dry_run = false } = batch;
    if (rows.length > BATCH_MAX) {
      throw new RangeError(
        `Cannot import ${rows.length} clicks at once: ${BATCH_MAX} are allowed`,
      );
    }
    await this.#deps.configuration.refresh();
    const verdicts: (OldClickVerdict | undefined)[] = [];
    const targets: (Target | null)[] = [];
    for (const [at, given] of rows.entries()) {
      const target = await this.#targetOf(given, dry_run);
      const is_refused = target !== null && "code" in target;
      if (is_refused) verdicts[at] = target;
      targets[at] = is_refused ? null : target;
    }
    const made_link_ids = dry_run ? [] : await this.#makeLinks(targets, batch);
    const placed: PlacedClick[] = [];
    for (const [at, given] of rows.entries()) {
      if (verdicts[at] !== undefined) continue;
      const link = this.#linkOf(targets[at] ?? null, dry_run);
      if (link !== null && "code" in link) verdicts[at] = link;
      else placed.push({ at, given, old_id: oldIdOf(given.old_id), link });
    }
    const { db } = this.#deps;
    const judged = dry_run
      ? await judgeOldClicks(db, placed)
      : await writeOldClicks(this.#deps, move_id, placed);
    for (const [at, verdict] of judged) verdicts[at] = verdict;
    return { made_link_ids, verdicts: verdicts.map(judgedOnly) };
  }

  /** Our click ids of old ones; unknown ones are left out. */
  async find(old_ids: readonly string[]): Promise<Map<string, string>> {
    return await findOldClicks(this.#deps.db, old_ids.map(oldIdOf));
  }

  /**
   * Removes the clicks that a move brought, but those that conversions are of. It works in small
   * transactions: after an interruption, calling it again removes the rest.
   */
  async remove(
    move_id: string,
    signal?: AbortSignal,
  ): Promise<RemovedOldClicks> {
    return await removeOldClicks(this.#deps.db, { move_id, signal });
  }

  /** Forgets the ids of clicks whose days were dropped, but those that conversions are of. */
  async forget(): Promise<void> {
    const { db, clock, retention_days } = this.#deps;
    if (retention_days === 0) return;
    await forgetOldClicks(db, clock.nowMs() - retention_days * DAY_MS);
  }

  /** Campaign, affiliate and link of a click, or why it isn't imported; null for a dry run's without them. */
  async #targetOf(
    given: OldClick,
    dry_run: boolean,
  ): Promise<Target | OldClickRefusal | null> {
    const { clock, ring, retention_days } = this.#deps;
    const now_ms = clock.nowMs();
    const fault = faultOf(given, now_ms);
    if (fault !== null) return fault;
    if ((await proveClickId(ring, oldIdOf(given.old_id))) !== null) {
      return refuse("our_own_id", "The id is one that this tracker gave out");
    }
    const { link_id, campaign_id, affiliate_id } = given;
    const named = [link_id, campaign_id, affiliate_id];
    const is_later = named.every((id) => id === undefined);
    const target = dry_run && is_later ? null : this.#find(given);
    if (target !== null && "code" in target) return target;
    const window_days = target === null ? null : windowDays(target.campaign);
    const limits = { window_days, retention_days };
    return faultOfAge(given, now_ms, limits) ?? target;
  }

  #find({
    link_id,
    campaign_id,
    affiliate_id,
  }: OldClick): Target | OldClickRefusal {
    const { configuration } = this.#deps;
    const given = link_id === undefined ? null : configuration.link(link_id);
    if (given === undefined || given?.kind === "smart") {
      return refuse("unknown_link", `There is no plain link ${link_id}`);
    }
    const ids = given ?? { campaign_id, affiliate_id };
    const campaign = configuration.campaign(ids.campaign_id ?? 0);
    if (campaign === undefined) {
      return refuse("unknown_campaign", "The click's campaign is unknown");
    }
    const affiliate = configuration.affiliate(ids.affiliate_id ?? 0);
    if (affiliate === undefined) {
      return refuse("unknown_affiliate", "The click's affiliate is unknown");
    }
    const { old_names } = configuration;
    const link = given ?? old_names.pair(campaign.id, affiliate.id);
    return { campaign, affiliate, link };
  }

  /** Makes the links of campaigns and affiliates that have none. */
  async #makeLinks(
    targets: readonly (Target | null)[],
    { keepLinks }: OldClickBatch,
  ): Promise<number[]> {
    const missing = new Map<string, Target>();
    for (const target of targets) {
      if (target === null || target.link !== undefined) continue;
      const { campaign, affiliate } = target;
      missing.set(`${campaign.id} ${affiliate.id}`, target);
    }
    if (missing.size === 0) return [];
    const { auto_links } = this.#deps;
    return await auto_links.makeFor([...missing.values()], keepLinks);
  }

  #linkOf(
    target: Target | null,
    dry_run: boolean,
  ): LinkConfig | OldClickRefusal | null {
    if (target === null) return null;
    const { configuration, auto_links } = this.#deps;
    const { campaign, affiliate } = target;
    const link =
      target.link ?? configuration.old_names.pair(campaign.id, affiliate.id);
    if (link !== undefined) return link;
    if (dry_run) return auto_links.preview(target);
    const detail = `Affiliate ${affiliate.id} has too many links to get another`;
    return refuse("unknown_link", detail);
  }
}

const DAY_MS = 86_400_000;

function judgedOnly(verdict: OldClickVerdict | undefined): OldClickVerdict {
  if (verdict === undefined) throw new Error("A click was not judged");
  return verdict;
}

/** Our click ids of old ones, in one statement; unknown ones are left out. */
async function findOldClicks(
  db: Queryable,
  old_ids: readonly string[],
): Promise<Map<string, string>> {
  if (old_ids.length === 0) return new Map();
  const { old_id, click_id } = oldClicks;
  const rows = await db
    .select({ old_id, click_id })
    .from(oldClicks)
    .where(sql`${old_id} = any(${arrayText([...new Set(old_ids)])}::text[])`);
  return new Map(rows.map((row) => [row.old_id, clickIdText(row.click_id)]));
}
