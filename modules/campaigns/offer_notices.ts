import { and, eq, exists, isNull, ne, or } from "drizzle-orm";
import type { Transaction } from "../../db/mod.ts";
import {
  affiliates,
  campaignAffiliates,
  campaigns,
  links,
} from "../../db/schema/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { notify } from "../notices/mod.ts";

type Approval = typeof campaignAffiliates.$inferSelect;
type Campaign = typeof campaigns.$inferSelect;

const DECISIONS: Readonly<Record<string, string>> = {
  approved: "You may promote",
  refused: "Your application was refused:",
  blocked: "You are blocked from",
};

/** Mails an affiliate that the network decided about it and a campaign. */
export async function notifyDecided(
  tx: Transaction,
  clock: Clock,
  { before, after }: { before: Approval | undefined; after: Approval },
): Promise<void> {
  const { affiliate_id, campaign_id, status, reason } = after;
  const decision = DECISIONS[status];
  if (decision === undefined || before?.status === status) return;
  const campaign = await readCampaignRow(tx, campaign_id);
  if (campaign === undefined) return;
  const subject = `${decision} ${campaign.name}`;
  await notify(tx, clock, {
    to: { affiliate_id },
    event: "affiliate.decided",
    subject,
    text: reason === null ? `${subject}.` : `${subject}.\n\nReason: ${reason}`,
  });
}

/** Mails an affiliate that it is approved for a campaign no longer. */
export async function notifyWithdrawn(
  tx: Transaction,
  clock: Clock,
  { affiliate_id, campaign_id }: { affiliate_id: number; campaign_id: number },
): Promise<void> {
  const campaign = await readCampaignRow(tx, campaign_id);
  if (campaign === undefined) return;
  const subject = `Your approval for ${campaign.name} was withdrawn`;
  await notify(tx, clock, {
    to: { affiliate_id },
    event: "affiliate.decided",
    subject,
    text: `${subject}. Your offers show whether you may promote it.`,
  });
}

/** Mails the office that an affiliate waits for the network's decision. */
export async function notifyApplied(
  tx: Transaction,
  clock: Clock,
  { affiliate_id, campaign_id }: { affiliate_id: number; campaign_id: number },
): Promise<void> {
  const campaign = await readCampaignRow(tx, campaign_id);
  if (campaign === undefined) return;
  const { name, advertiser_id } = campaign;
  await notify(tx, clock, {
    to: { office: { affiliate_id, advertiser_id } },
    event: "affiliate.applied",
    subject: `Affiliate ${affiliate_id} applied for ${name}`,
    text: `Affiliate ${affiliate_id} applied for campaign ${campaign_id}, ${name}, and waits for your decision.`,
  });
}

/** Mails the affiliates that promote a campaign what changed for each; null is nothing. */
export async function notifyPromoters(
  tx: Transaction,
  clock: Clock,
  change: {
    campaign_id: number;
    whatFor(affiliate_id: number): string | null;
  },
): Promise<void> {
  const { campaign_id } = change;
  const campaign = await readCampaignRow(tx, campaign_id);
  if (campaign === undefined || campaign.status === "draft") return;
  const promoting = await promotersOf(tx, campaign_id);
  const by_what = Map.groupBy(promoting, (id) => change.whatFor(id));
  for (const [what, affiliate_ids] of by_what) {
    if (what === null) continue;
    await notify(tx, clock, {
      to: { affiliate_ids },
      event: "offer.changed",
      subject: `${campaign.name}: ${what}`,
      text: `Of the campaign ${campaign.name} that you promote: ${what}. Your offers show it as it is now.`,
    });
  }
}

/** Active affiliates that are approved, or have links of a campaign that needs no approval. */
async function promotersOf(
  tx: Transaction,
  campaign_id: number,
): Promise<number[]> {
  const own_links = tx
    .select({ id: links.id })
    .from(links)
    .where(
      and(
        eq(links.campaign_id, campaign_id),
        eq(links.affiliate_id, affiliates.id),
        eq(links.archived, false),
      ),
    );
  const of_campaign = and(
    eq(campaignAffiliates.campaign_id, campaign_id),
    eq(campaignAffiliates.affiliate_id, affiliates.id),
  );
  const rows = await tx
    .select({ id: affiliates.id })
    .from(affiliates)
    .innerJoin(campaigns, eq(campaigns.id, campaign_id))
    .leftJoin(campaignAffiliates, of_campaign)
    .where(
      and(
        eq(affiliates.status, "active"),
        or(
          eq(campaignAffiliates.status, "approved"),
          and(
            eq(campaigns.visibility, "public"),
            or(
              isNull(campaignAffiliates.status),
              ne(campaignAffiliates.status, "blocked"),
            ),
            exists(own_links),
          ),
        ),
      ),
    );
  return rows.map(({ id }) => id);
}

async function readCampaignRow(
  tx: Transaction,
  id: number,
): Promise<Campaign | undefined> {
  const [row] = await tx.select().from(campaigns).where(eq(campaigns.id, id));
  return row;
}
