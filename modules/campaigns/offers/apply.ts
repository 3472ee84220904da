import type { Static } from "@sinclair/typebox";
import { and, eq } from "drizzle-orm";
import type { Queryable, Transaction } from "../../../db/mod.ts";
import {
  affiliates,
  campaignAffiliates,
  campaigns,
} from "../../../db/schema/mod.ts";
import { notFound, orNotFound } from "../../http/mod.ts";
import { recordEvents } from "../../notices/mod.ts";
import { notifyApplied } from "../offer_notices.ts";
import type { SetupDeps } from "../setup.ts";
import { judgeAcceptance, judgeApplication } from "./judge_application.ts";
import type { AcceptTermsBody, ApplicationBody } from "./offer_model.ts";
import { isSeen } from "./promotion.ts";
import { readOffer } from "./read_offers.ts";

type Key = { campaign_id: number; affiliate_id: number };

/**
 * Applies for a campaign; a public one is approved at once. The same application again changes
 * nothing.
 */
export async function applyForOffer(
  deps: SetupDeps,
  key: Key,
  { answers, accepted_terms_version }: Static<typeof ApplicationBody>,
) {
  return await change(deps, key, (facts) => ({
    status: judgeApplication({ ...facts, accepted_terms_version }),
    answers: answers ?? facts.approval?.answers ?? null,
    accepted_terms_version: acceptedOf(facts, accepted_terms_version),
  }));
}

/** Accepts the terms of a campaign as they are now; of a public one, it applies for it. */
export async function acceptTerms(
  deps: SetupDeps,
  key: Key,
  { accepted_terms_version }: Static<typeof AcceptTermsBody>,
) {
  return await change(deps, key, (facts) => ({
    status: judgeAcceptance({ ...facts, accepted_terms_version }),
    answers: facts.approval?.answers ?? null,
    accepted_terms_version: acceptedOf(facts, accepted_terms_version),
  }));
}

/** Writes what an affiliate's request leads to, unless it is so already. */
async function change(
  deps: SetupDeps,
  key: Key,
  judge: (facts: Facts) => Application,
) {
  const now_ms = deps.clock.nowMs();
  const before = await readFacts(deps.db, key, now_ms);
  if (!isWritten(before, judge(before))) {
    await deps.configuration.change(async (tx) => {
      const facts = await readFacts(tx, key, now_ms);
      const application = judge(facts);
      if (isWritten(facts, application)) return;
      await writeApplication(tx, key, { ...application, now_ms });
      const { status } = application;
      if (facts.approval?.status === status) return;
      const data = { ...key, application_id: null };
      const event = { type: "affiliate.applied", ...key, data } as const;
      await recordEvents(tx, deps.clock, [event]);
      if (status === "applied") await notifyApplied(tx, deps.clock, key);
    });
  }
  return await readOffer(deps, key);
}

interface Application {
  status: string;
  answers: Record<string, string> | null;
  accepted_terms_version: string | null;
}

type Facts = Awaited<ReturnType<typeof readFacts>>;

/** Reads an affiliate and a campaign that it sees. */
async function readFacts(db: Queryable, key: Key, now_ms: number) {
  const [affiliate] = await db
    .select({ status: affiliates.status })
    .from(affiliates)
    .where(eq(affiliates.id, key.affiliate_id));
  const mine = and(
    eq(campaignAffiliates.campaign_id, campaigns.id),
    eq(campaignAffiliates.affiliate_id, key.affiliate_id),
  );
  const [row] = await db
    .select({ campaign: campaigns, approval: campaignAffiliates })
    .from(campaigns)
    .leftJoin(campaignAffiliates, mine)
    .where(eq(campaigns.id, key.campaign_id));
  const { campaign, approval } = orNotFound(row);
  if (!isSeen(campaign, approval !== null)) throw notFound();
  const affiliate_status = orNotFound(affiliate).status;
  return { affiliate_status, campaign, approval, now_ms };
}

/** The version of the terms that stands as accepted; there is nothing to accept without terms. */
function acceptedOf(
  { campaign, approval }: Facts,
  given: string | null | undefined,
): string | null {
  const is_asked = campaign.terms !== null;
  return (is_asked ? given : approval?.accepted_terms_version) ?? null;
}

function isWritten({ approval }: Facts, application: Application): boolean {
  if (approval === null) return false;
  const { status, answers, accepted_terms_version } = approval;
  return Bun.deepEquals(
    { status, answers, accepted_terms_version },
    application,
  );
}

async function writeApplication(
  tx: Transaction,
  key: Key,
  { now_ms, ...application }: Application & { now_ms: number },
): Promise<void> {
  await tx
    .insert(campaignAffiliates)
    .values({ ...key, ...application, created_at: now_ms, updated_at: now_ms })
    .onConflictDoUpdate({
      target: [campaignAffiliates.campaign_id, campaignAffiliates.affiliate_id],
      set: { ...application, updated_at: now_ms },
    });
}
