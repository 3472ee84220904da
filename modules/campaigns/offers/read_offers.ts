import { and, eq, gt, inArray, isNotNull, isNull, ne, or } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import {
  affiliates,
  campaignAffiliates,
  campaigns,
} from "../../../db/schema/mod.ts";
import {
  listCondition,
  listOrder,
  listPage,
  orNotFound,
} from "../../http/mod.ts";
import type { ListRequest, Page } from "../../http/mod.ts";
import { isoTime } from "../../kernel/mod.ts";
import type { SetupDeps } from "../setup.ts";
import { presentTargeting } from "../targeting.ts";
import { readOfferCaps } from "./offer_caps.ts";
import { readOfferGoals } from "./offer_goals.ts";
import { OFFER_TABLE } from "./offer_list.ts";
import { targetingInWords } from "./offer_words.ts";
import { isSeen, standingOf, whyNoLinks, whyNotRunning } from "./promotion.ts";

/** An affiliate; null for one who has no account yet. */
type Affiliate = Pick<
  typeof affiliates.$inferSelect,
  "id" | "status" | "payout_currency"
> | null;

/** A campaign, and an affiliate's application or approval for it. */
interface OfferRow {
  campaign: typeof campaigns.$inferSelect;
  approval: typeof campaignAffiliates.$inferSelect | null;
}

/** Lists what an affiliate may promote or apply for, without one what any may. */
export async function listOffers(
  deps: SetupDeps,
  list: ListRequest,
): Promise<Page<Offer>> {
  const affiliate_id = list.filter["affiliate_id"] as number | undefined;
  const affiliate = await findAffiliate(deps, affiliate_id);
  if (affiliate === undefined) return { data: [], next_cursor: null };
  const rows = await selectOffers(deps, affiliate)
    .where(and(isListed(deps.clock.nowMs()), listCondition(OFFER_TABLE, list)))
    .orderBy(...listOrder(OFFER_TABLE, list))
    .limit(list.limit + 1);
  const offers = await presentOffers(
    deps,
    affiliate,
    rows.slice(0, list.limit),
  );
  const shown = new Map(offers.map((offer) => [offer.campaign_id, offer]));
  return listPage(
    OFFER_TABLE,
    list,
    rows,
    ({ campaign }) => orNotFound(shown.get(campaign.id)),
    ({ campaign }) => campaign,
  );
}

/** An offer, or 404 where the affiliate doesn't see it. */
export async function readOffer(
  deps: SetupDeps,
  key: { campaign_id: number; affiliate_id: number | undefined },
): Promise<Offer> {
  const affiliate = orNotFound(await findAffiliate(deps, key.affiliate_id));
  const rows = await selectOffers(deps, affiliate).where(
    eq(campaigns.id, key.campaign_id),
  );
  const seen = rows.filter((row) =>
    isSeen(row.campaign, row.approval !== null),
  );
  const [offer] = await presentOffers(deps, affiliate, seen);
  return orNotFound(offer);
}

/** Those that run, and those with which the affiliate has something to do. */
function isListed(now_ms: number): SQL | undefined {
  const is_known = isNotNull(campaignAffiliates.status);
  const runs_on = or(isNull(campaigns.ends_at), gt(campaigns.ends_at, now_ms));
  return or(
    and(
      eq(campaigns.status, "active"),
      ne(campaigns.visibility, "private"),
      runs_on,
    ),
    and(inArray(campaigns.status, ["active", "paused"]), is_known),
  );
}

function selectOffers({ db }: SetupDeps, affiliate: Affiliate) {
  const mine = and(
    eq(campaignAffiliates.campaign_id, campaigns.id),
    eq(campaignAffiliates.affiliate_id, affiliate?.id ?? 0),
  );
  return db
    .select({ campaign: campaigns, approval: campaignAffiliates })
    .from(campaigns)
    .leftJoin(campaignAffiliates, mine)
    .$dynamic();
}

/** The affiliate; null if none is asked for, undefined if there is none. */
async function findAffiliate(
  { db }: SetupDeps,
  id: number | undefined,
): Promise<Affiliate | undefined> {
  if (id === undefined) return null;
  const { status, payout_currency } = affiliates;
  const [row] = await db
    .select({ id: affiliates.id, status, payout_currency })
    .from(affiliates)
    .where(eq(affiliates.id, id));
  return row;
}

type Offer = Awaited<ReturnType<typeof presentOffers>>[number];

async function presentOffers(
  deps: SetupDeps,
  affiliate: Affiliate,
  rows: readonly OfferRow[],
) {
  const ids = rows.map(({ campaign }) => campaign.id);
  const reader = {
    ...deps,
    default_timezone: deps.default_timezone ?? "UTC",
    affiliate_id: affiliate?.id ?? null,
    now_ms: deps.clock.nowMs(),
  };
  const loaded = ids.flatMap((id) => deps.configuration.campaign(id) ?? []);
  const goals = await readOfferGoals(reader, loaded);
  const caps = await readOfferCaps(reader, ids);
  return rows.map((row) => {
    const { id } = row.campaign;
    return {
      ...presentOffer(row, affiliate, reader.now_ms),
      ...advertiserOf(deps, row.campaign),
      goals: (goals.get(id) ?? []).map(({ goal }) => goal),
      caps: (caps.get(id) ?? []).map(({ campaign_id: _, ...cap }) => cap),
    };
  });
}

/** The advertiser's name, where the campaign shows it. */
function advertiserOf(
  { configuration }: SetupDeps,
  { show_advertiser, advertiser_id }: OfferRow["campaign"],
) {
  const advertiser = configuration.advertiser(advertiser_id);
  if (!show_advertiser || advertiser === undefined) return {};
  return { advertiser: advertiser.name };
}

function presentOffer(
  { campaign, approval }: OfferRow,
  affiliate: Affiliate,
  now_ms: number,
) {
  const facts = {
    affiliate_status: affiliate?.status ?? "active",
    campaign,
    approval,
    now_ms,
  };
  const why_no_links = whyNoLinks(facts);
  const time = (at_ms: number | null) =>
    at_ms === null ? null : isoTime(at_ms);
  return {
    campaign_id: campaign.id,
    affiliate_id: affiliate?.id ?? null,
    name: campaign.name,
    description: campaign.description,
    visibility: campaign.visibility,
    status: standingOf(approval),
    reason: approval?.reason ?? null,
    applied_at: time(approval?.created_at ?? null),
    may_promote: why_no_links === null,
    why_not: why_no_links ?? whyNotRunning(campaign, now_ms),
    currency: campaign.currency,
    payout_currency:
      campaign.payout_currency ??
      affiliate?.payout_currency ??
      campaign.currency,
    targeting: {
      ...presentTargeting(campaign.targeting),
      text: targetingInWords(campaign.targeting),
    },
    terms: presentTerms(campaign, approval),
    creatives: campaign.creatives,
    deep_link_hosts: campaign.deep_link_hosts,
    lookback_days: campaign.lookback_days,
    starts_at: time(campaign.starts_at),
    ends_at: time(campaign.ends_at),
    created_at: isoTime(campaign.created_at),
  };
}

function presentTerms(
  { terms, terms_version }: OfferRow["campaign"],
  approval: OfferRow["approval"],
) {
  if (terms === null) return null;
  const version = String(terms_version);
  const accepted_version = approval?.accepted_terms_version ?? null;
  return {
    text: terms,
    version,
    accepted_version,
    to_accept: accepted_version !== version,
  };
}
