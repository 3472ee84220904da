import type { Static } from "@sinclair/typebox";
import { and, eq } from "drizzle-orm";
import type { Transaction } from "../../../db/mod.ts";
import {
  affiliates,
  campaignAffiliates,
  campaigns,
} from "../../../db/schema/mod.ts";
import { orNotFound } from "../../http/mod.ts";
import { Problem } from "../../kernel/mod.ts";
import { recordEvents } from "../../notices/mod.ts";
import { notifyApplied } from "../offer_notices.ts";
import type { SetupDeps } from "../setup.ts";
import { checkTerms, judgeApplication } from "./judge_application.ts";
import type { AcceptTermsBody, ApplicationBody } from "./offer_model.ts";
import { isSeen, readOffer } from "./read_offers.ts";

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
  await deps.configuration.change(async (tx) => {
    const facts = await lockOffer(tx, key);
    const now_ms = deps.clock.nowMs();
    const status = judgeApplication({
      ...facts,
      now_ms,
      accepted_terms_version,
    });
    await writeApplication(tx, key, {
      status,
      answers: answers ?? facts.approval?.answers ?? null,
      accepted_terms_version: accepted_terms_version ?? null,
      now_ms,
    });
    if (facts.approval?.status === status) return;
    const data = { ...key, application_id: null };
    const event = { type: "affiliate.applied", ...key, data } as const;
    await recordEvents(tx, deps.clock, [event]);
    if (status === "applied") await notifyApplied(tx, deps.clock, key);
  });
  return await readOffer(deps, key);
}

/** Accepts the terms of a campaign as they are now. */
export async function acceptTerms(
  deps: SetupDeps,
  key: Key,
  { accepted_terms_version }: Static<typeof AcceptTermsBody>,
) {
  await deps.configuration.change(async (tx) => {
    const { campaign, approval } = await lockOffer(tx, key);
    checkTerms(campaign, accepted_terms_version);
    const is_open = campaign.visibility === "public" || approval !== null;
    if (!is_open) {
      throw new Problem(409, "not_applied", "Apply for this campaign first");
    }
    await writeApplication(tx, key, {
      status: approval?.status ?? "approved",
      answers: approval?.answers ?? null,
      accepted_terms_version,
      now_ms: deps.clock.nowMs(),
    });
  });
  return await readOffer(deps, key);
}

/** Reads a campaign as an affiliate sees it, within a change of the configuration. */
async function lockOffer(tx: Transaction, key: Key) {
  const [affiliate] = await tx
    .select({ status: affiliates.status })
    .from(affiliates)
    .where(eq(affiliates.id, key.affiliate_id));
  const mine = and(
    eq(campaignAffiliates.campaign_id, campaigns.id),
    eq(campaignAffiliates.affiliate_id, key.affiliate_id),
  );
  const [row] = await tx
    .select({ campaign: campaigns, approval: campaignAffiliates })
    .from(campaigns)
    .leftJoin(campaignAffiliates, mine)
    .where(and(eq(campaigns.id, key.campaign_id), isSeen()));
  return {
    affiliate_status: orNotFound(affiliate).status,
    ...orNotFound(row),
  };
}

interface Application {
  status: string;
  answers: Record<string, string> | null;
  accepted_terms_version: string | null;
  now_ms: number;
}

async function writeApplication(
  tx: Transaction,
  key: Key,
  { now_ms, ...application }: Application,
): Promise<void> {
  await tx
    .insert(campaignAffiliates)
    .values({ ...key, ...application, created_at: now_ms, updated_at: now_ms })
    .onConflictDoUpdate({
      target: [campaignAffiliates.campaign_id, campaignAffiliates.affiliate_id],
      set: { ...application, updated_at: now_ms },
    });
}
