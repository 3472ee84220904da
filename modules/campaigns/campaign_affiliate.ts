import type { Static } from "@sinclair/typebox";
import { and, eq } from "drizzle-orm";
import type { Transaction } from "../../db/mod.ts";
import { campaignAffiliates } from "../../db/schema/mod.ts";
import { changeOne, listPage, selectList, orNotFound } from "../http/mod.ts";
import type { ListRequest } from "../http/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { recordEvents } from "../notices/mod.ts";
import type { NetworkEvent } from "../notices/mod.ts";
import { readCampaign } from "./campaign.ts";
import type { ApprovalBody, ApprovalPatch } from "./model.ts";
import { notifyDecided, notifyWithdrawn } from "./offer_notices.ts";
import { LIST_TABLES } from "./list_filters.ts";
import { withNamedConflicts } from "./setup.ts";
import type { SetupDeps } from "./setup.ts";

/** Identifies an affiliate's approval for a campaign. */
export interface ApprovalKey {
  campaign_id: number;
  affiliate_id: number;
}

/** Sets an affiliate's approval for a campaign, replacing any earlier one. */
export async function writeApproval(
  deps: SetupDeps,
  campaign_id: number,
  input: Static<typeof ApprovalBody>,
) {
  await readCampaign(deps, campaign_id);
  const now_ms = deps.clock.nowMs();
  const values = { reason: null, accepted_terms_version: null, ...input };
  const { affiliate_id: _, ...said } = values;
  const rows = await withNamedConflicts(
    deps.configuration.change(async (tx) => {
      const before = await lockApproval(tx, { ...input, campaign_id });
      const written = await tx
        .insert(campaignAffiliates)
        .values({
          ...values,
          campaign_id,
          created_at: now_ms,
          updated_at: now_ms,
        })
        .onConflictDoUpdate({
          target: [
            campaignAffiliates.campaign_id,
            campaignAffiliates.affiliate_id,
          ],
          set: { ...said, updated_at: now_ms },
        })
        .returning();
      await tellDecided(tx, deps.clock, before, written);
      return written;
    }),
  );
  return present(orNotFound(rows[0]));
}

/** Updates an approval. */
export async function changeApproval(
  deps: SetupDeps,
  key: ApprovalKey,
  input: Static<typeof ApprovalPatch>,
) {
  if (Object.keys(input).length === 0) return await readApproval(deps, key);
  const updated_at = deps.clock.nowMs();
  const row = await changeOne(deps.configuration, async (tx) => {
    const before = await lockApproval(tx, key);
    const written = await tx
      .update(campaignAffiliates)
      .set({ ...input, updated_at })
      .where(whereOf(key))
      .returning();
    await tellDecided(tx, deps.clock, before, written);
    return written;
  });
  return present(row);
}

async function lockApproval(
  tx: Transaction,
  key: ApprovalKey,
): Promise<Row | undefined> {
  const [row] = await tx
    .select()
    .from(campaignAffiliates)
    .where(whereOf(key))
    .for("update");
  return row;
}

async function tellDecided(
  tx: Transaction,
  clock: Clock,
  before: Row | undefined,
  written: readonly Row[],
): Promise<void> {
  for (const after of written) {
    const { status, reason } = after;
    if (before?.status === status && before.reason === reason) continue;
    await recordEvents(tx, clock, [offerEvent(after)]);
    await notifyDecided(tx, clock, { before, after });
  }
}

/** The event of what the network decided for an affiliate. */
function offerEvent(row: typeof campaignAffiliates.$inferSelect): NetworkEvent {
  const { campaign_id, affiliate_id, status, reason } = row;
  const data = { campaign_id, affiliate_id, status, reason };
  return { type: "offer.changed", campaign_id, affiliate_id, data };
}

/** An affiliate's approval for a campaign, or 404. */
export async function readApproval(deps: SetupDeps, key: ApprovalKey) {
  const [row] = await deps.db
    .select()
    .from(campaignAffiliates)
    .where(whereOf(key));
  return present(orNotFound(row));
}

/** Deletes an approval, as if the affiliate had never applied, which is told. */
export async function deleteApproval(deps: SetupDeps, key: ApprovalKey) {
  await deps.configuration.change(async (tx) => {
    const gone = await tx
      .delete(campaignAffiliates)
      .where(whereOf(key))
      .returning();
    const { status } = orNotFound(gone[0]);
    const after = { ...orNotFound(gone[0]), status: "none", reason: null };
    await recordEvents(tx, deps.clock, [offerEvent(after)]);
    if (status === "approved") await notifyWithdrawn(tx, deps.clock, key);
  });
}

/** Lists the approvals of a campaign by affiliate id. */
export async function listApprovals(
  deps: SetupDeps,
  campaign_id: number,
  page: ListRequest,
) {
  await readCampaign(deps, campaign_id);
  const rows = await selectList(deps.db, {
    from: campaignAffiliates,
    table: LIST_TABLES.approvals,
    list: page,
    own: eq(campaignAffiliates.campaign_id, campaign_id),
  });
  return listPage(LIST_TABLES.approvals, page, rows, present);
}

type Row = typeof campaignAffiliates.$inferSelect;

function whereOf({ campaign_id, affiliate_id }: ApprovalKey) {
  return and(
    eq(campaignAffiliates.campaign_id, campaign_id),
    eq(campaignAffiliates.affiliate_id, affiliate_id),
  );
}

function present(row: Row) {
  return {
    ...row,
    created_at: isoTime(row.created_at),
    updated_at: isoTime(row.updated_at),
  };
}
