import type { Static } from "@sinclair/typebox";
import { and, asc, eq, inArray } from "drizzle-orm";
import type { Queryable, Transaction } from "../../db/mod.ts";
import { campaigns, links, smartTargets } from "../../db/schema/mod.ts";
import { listPage, selectList, orNotFound, invalid } from "../http/mod.ts";
import type { ListRequest } from "../http/mod.ts";
import { isoTime, Problem } from "../kernel/mod.ts";
import { checkDeepLink } from "./deep_link.ts";
import { readDestination, trimUrls } from "./destination.ts";
import { inUse } from "./in_use.ts";
import type { LinkBody, LinkPatch } from "./model.ts";
import { refuseOperatorsName, refuseUnpromoted } from "./offers/promoted.ts";
import { refuseOwnLink } from "./own_link.ts";
import { readParamNames } from "./read_param_names.ts";
import { LIST_TABLES } from "./list_filters.ts";
import { withNamedConflicts } from "./setup.ts";
import type { SetupDeps } from "./setup.ts";
import { newSlug, writeSmartTargets } from "./smart_link.ts";
import type { SmartTargetInput } from "./smart_link.ts";

type LinkRow = typeof links.$inferSelect;
type TargetRow = typeof smartTargets.$inferSelect;

/** Who asks: an affiliate for its own link, or the network. */
export interface LinkAsker {
  is_affiliate: boolean;
}

/** Each link is held in memory. Archived ones count, too: their clicks may be yet to come. */
const OWN_LINKS_MAX = 10_000;

const NETWORK: LinkAsker = { is_affiliate: false };

/** Creates an affiliate's link: to one campaign, or a smart link over several. */
export async function createLink(
  deps: SetupDeps,
  given: Static<typeof LinkBody>,
  { is_affiliate } = NETWORK,
) {
  const input = trimUrls(given);
  const { campaign_id, smart, ...rest } = input;
  if ((campaign_id === undefined) === (smart === undefined)) {
    throw invalid("campaign_id", "provide either `campaign_id` or `smart`");
  }
  const first_id = campaign_id ?? smart?.[0]?.campaign_id ?? 0;
  readFields(deps, input);
  const values = {
    ...rest,
    campaign_id: first_id,
    kind: smart === undefined ? "plain" : "smart",
    slug: newSlug(),
    created_at: deps.clock.nowMs(),
  };
  const campaign_ids = smart?.map((target) => target.campaign_id) ?? [first_id];
  if (is_affiliate) {
    refuseOperatorsName(input.external_id);
    const { affiliate_id } = input;
    refuseUnpromoted(deps, { affiliate_id, campaign_ids });
  }
  const made = await withNamedConflicts(
    deps.configuration.change(async (tx) => {
      if (is_affiliate) await refuseMoreLinks(tx, input.affiliate_id);
      await readDeepLink(tx, input.deep_link, campaign_ids);
      const [row] = await tx.insert(links).values(values).returning();
      const link = orNotFound(row);
      if (smart !== undefined) await writeSmartTargets(tx, link, smart);
      return link;
    }),
  );
  return await readLink(deps, made.id);
}

async function refuseMoreLinks(tx: Transaction, affiliate_id: number) {
  const own = eq(links.affiliate_id, affiliate_id);
  if ((await tx.$count(links, own)) < OWN_LINKS_MAX) return;
  const detail = `An affiliate makes at most ${OWN_LINKS_MAX} links: use subs, or ask the network for more`;
  throw new Problem(409, "too_many_links", detail);
}

/** Pauses or resumes a link, or changes its own destination settings. */
export async function changeLink(
  deps: SetupDeps,
  id: number,
  given: Static<typeof LinkPatch>,
  { is_affiliate } = NETWORK,
) {
  const before = await readLink(deps, id);
  const input = trimUrls(is_affiliate ? ownChange(deps, before, given) : given);
  const { smart, ...rest } = input;
  readFields(deps, input);
  if (smart !== undefined && before.kind !== "smart") {
    throw invalid("smart", "can't be set on a link that leads to one campaign");
  }
  if (Object.keys(input).length > 0) {
    await withNamedConflicts(
      deps.configuration.change(async (tx) => {
        const where = eq(links.id, id);
        const [row] = await tx.select().from(links).where(where);
        const link = orNotFound(row);
        if (link.archived && rest.paused === false && rest.archived !== false) {
          throw invalid(
            "paused",
            "can't be false while the link is archived: send `archived` false, too",
          );
        }
        if (smart !== undefined) {
          if (is_affiliate) await refuseMoreLinks(tx, link.affiliate_id);
          await writeSmartTargets(tx, link, smart);
        }
        await readDeepLink(tx, rest.deep_link, await campaignIdsOf(tx, link));
        const set = { ...rest, ...pausedBy(link, rest.paused, is_affiliate) };
        if (Object.keys(set).length > 0) {
          await tx.update(links).set(set).where(where);
        }
      }),
    );
  }
  return await readLink(deps, id);
}

/**
 * Archives a link: it no longer redirects, and lists leave it out. It stays, since its clicks may
 * lie in a journal and their postbacks are yet to come.
 */
export async function deleteLink(
  deps: SetupDeps,
  id: number,
  { is_affiliate } = NETWORK,
): Promise<void> {
  await deps.configuration.change(async (tx) => {
    await readLink({ ...deps, db: tx }, id);
    const own = eq(smartTargets.plain_link_id, id);
    if ((await tx.$count(smartTargets, own)) > 0) {
      throw inUse("this link", ["smart links"]);
    }
    await tx
      .update(links)
      .set({
        paused: true,
        archived: true,
        ...(is_affiliate ? {} : { paused_by_network: true }),
      })
      .where(eq(links.id, id));
  });
}

/** The part of a change that an affiliate may make to its link. */
function ownChange(
  deps: SetupDeps,
  before: Awaited<ReturnType<typeof readLink>>,
  { external_id, ...given }: Static<typeof LinkPatch>,
): Static<typeof LinkPatch> {
  if (external_id !== before.external_id) refuseOperatorsName(external_id);
  const known = before.smart?.map(({ campaign_id }) => campaign_id);
  const campaign_ids = (given.smart ?? [])
    .map(({ campaign_id }) => campaign_id)
    .filter((id) => known?.includes(id) !== true);
  if (campaign_ids.length > 0) {
    const { affiliate_id } = before;
    refuseUnpromoted(deps, { affiliate_id, campaign_ids });
  }
  return given;
}

/** A link that the network paused is resumed by the network only. */
function pausedBy(
  link: LinkRow,
  paused: boolean | undefined,
  is_affiliate: boolean,
): { paused_by_network?: boolean } {
  if (paused === undefined) return {};
  if (!is_affiliate) return { paused_by_network: paused };
  if (paused || !link.paused_by_network) return {};
  const message = "can't be false: the network paused this link";
  throw new Problem(403, "network_decides", `paused ${message}`, {
    errors: [{ field: "paused", message }],
  });
}

/** A link, or 404. */
export async function readLink(deps: SetupDeps, id: number) {
  const [row] = await deps.db.select().from(links).where(eq(links.id, id));
  const link = orNotFound(row);
  return presentLink(deps, link, await targetsOf(deps.db, [link]));
}

/** Lists links by id. */
export async function listLinks(deps: SetupDeps, page: ListRequest) {
  // A smart link's campaign column holds just its first campaign, and isn't shown.
  const plain =
    page.filter["campaign_id"] === undefined
      ? undefined
      : eq(links.kind, "plain");
  const is_shown =
    page.filter["archived"] === undefined
      ? eq(links.archived, false)
      : undefined;
  const rows = await selectList(deps.db, {
    from: links,
    table: LIST_TABLES.links,
    list: page,
    own: and(plain, is_shown),
  });
  const targets = await targetsOf(deps.db, rows);
  return listPage(LIST_TABLES.links, page, rows, (row) =>
    presentLink(deps, row, targets),
  );
}

async function targetsOf(
  db: Queryable,
  rows: readonly LinkRow[],
): Promise<TargetRow[]> {
  const ids = rows.filter(({ kind }) => kind === "smart").map(({ id }) => id);
  if (ids.length === 0) return [];
  return await db
    .select()
    .from(smartTargets)
    .where(inArray(smartTargets.link_id, ids))
    .orderBy(asc(smartTargets.link_id), asc(smartTargets.position));
}

async function campaignIdsOf(db: Queryable, link: LinkRow): Promise<number[]> {
  if (link.kind !== "smart") return [link.campaign_id];
  const targets = await targetsOf(db, [link]);
  return targets.map(({ campaign_id }) => campaign_id);
}

function presentLink(
  deps: SetupDeps,
  row: LinkRow,
  targets: readonly TargetRow[],
) {
  const is_smart = row.kind === "smart";
  const { advertiser_id = null } =
    deps.configuration.campaign(row.campaign_id) ?? {};
  const own = targets.filter(({ link_id }) => link_id === row.id);
  return {
    ...row,
    campaign_id: is_smart ? null : row.campaign_id,
    advertiser_id: is_smart ? null : advertiser_id,
    smart: is_smart ? own.map(presentTarget) : null,
    url: `${deps.configuration.domains.linkBase(deps.public_url)}/c/${row.slug}`,
    created_at: isoTime(row.created_at),
  };
}

function presentTarget(row: TargetRow): Required<SmartTargetInput> & {
  link_id: number;
} {
  const { campaign_id, weight, plain_link_id } = row;
  const rules = row.rules as Required<SmartTargetInput>["rules"];
  return { campaign_id, weight, rules, link_id: plain_link_id };
}

function readFields(deps: SetupDeps, input: Static<typeof LinkPatch>): void {
  refuseOwnLink(input.deep_link, "deep_link", deps);
  if (typeof input.fallback_url === "string") {
    readDestination(input.fallback_url, "fallback_url", deps);
  }
  readParamNames(input.param_names);
}

/** A deep link must lead to a host that (one of) the campaigns allow. */
async function readDeepLink(
  db: Queryable,
  deep_link: string | null | undefined,
  campaign_ids: readonly number[],
): Promise<void> {
  if (deep_link === null || deep_link === undefined) return;
  const rows = await db
    .select({ hosts: campaigns.deep_link_hosts })
    .from(campaigns)
    .where(inArray(campaigns.id, [...campaign_ids]));
  if (rows.length === 0) return;
  if (rows.some(({ hosts }) => checkDeepLink(deep_link, hosts) !== null)) {
    return;
  }
  throw invalid(
    "deep_link",
    "must be an http(s) URL on one of the campaign's deep_link_hosts",
  );
}
