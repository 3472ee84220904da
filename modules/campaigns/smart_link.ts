import { eq } from "drizzle-orm";
import type { Transaction } from "../../db/mod.ts";
import { links, smartTargets } from "../../db/schema/mod.ts";
import type { SmartRules } from "../../db/schema/mod.ts";
import { orNotFound } from "../http/mod.ts";
import { randomToken } from "../kernel/mod.ts";

/** Random bytes of a slug: eight characters, hard to guess or to mistype into another. */
const SLUG_BYTES = 5;

/** A campaign of a smart link in API requests. */
export interface SmartTargetInput {
  campaign_id: number;
  weight?: number;
  rules?: SmartRules;
}

/** Makes a random slug. */
export function newSlug(): string {
  return randomToken(SLUG_BYTES);
}

/**
 * Sets the campaigns of a smart link. Each gets a plain link of the same affiliate to mint ids,
 * because a click id names one link with one campaign. Campaigns that stay keep their plain link.
 */
export async function writeSmartTargets(
  tx: Transaction,
  link: typeof links.$inferSelect,
  targets: readonly SmartTargetInput[],
): Promise<void> {
  const where = eq(smartTargets.link_id, link.id);
  const before = await tx.select().from(smartTargets).where(where);
  const plain_of = new Map(
    before.map((row) => [row.campaign_id, row.plain_link_id]),
  );
  for (const { campaign_id } of targets) {
    if (plain_of.has(campaign_id)) continue;
    const [plain] = await tx
      .insert(links)
      .values({
        slug: newSlug(),
        campaign_id,
        affiliate_id: link.affiliate_id,
        subs: link.subs,
        created_at: link.created_at,
      })
      .returning({ id: links.id });
    plain_of.set(campaign_id, orNotFound(plain).id);
  }
  await tx.delete(smartTargets).where(where);
  await tx.insert(smartTargets).values(
    targets.map((target, position) => ({
      link_id: link.id,
      position,
      campaign_id: target.campaign_id,
      plain_link_id: orNotFound(plain_of.get(target.campaign_id)),
      weight: target.weight ?? 1,
      rules: target.rules ?? {},
    })),
  );
}
