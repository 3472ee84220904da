import { eq } from "drizzle-orm";
import type { Transaction } from "../../../db/mod.ts";
import { endpoints } from "../../../db/schema/mod.ts";
import type { ConfigurationPart } from "../../campaigns/mod.ts";

/** An endpoint as it is stored. */
export type EndpointRow = typeof endpoints.$inferSelect;

/** A change of a conversion, as far as endpoints choose by it. */
export interface Change {
  affiliate_id: number;
  campaign_id: number;
  goal_key: string;
  status: string;
  payout_micros: bigint;
}

/** The endpoints that are switched on, in memory with the rest of the configuration. */
export class EndpointDirectory implements ConfigurationPart {
  readonly name = "endpoints";
  #by_affiliate = new Map<number, EndpointRow[]>();

  async read(tx: Transaction): Promise<EndpointRow[]> {
    return await tx.select().from(endpoints).where(eq(endpoints.enabled, true));
  }

  build(rows: readonly unknown[]): void {
    this.#by_affiliate = Map.groupBy(
      rows as readonly EndpointRow[],
      (row) => row.affiliate_id,
    );
  }

  /** Who is to hear of a change. */
  matching(change: Change): EndpointRow[] {
    const rows = this.#by_affiliate.get(change.affiliate_id) ?? [];
    return matchEndpoints(rows, change);
  }
}

/**
 * Which of an affiliate's endpoints hear of a change: a campaign's own replace
 * the general ones; then status, goal, and whether there is anything to pay.
 */
export function matchEndpoints(
  rows: readonly EndpointRow[],
  change: Change,
): EndpointRow[] {
  const own = rows.filter((row) => row.campaign_id === change.campaign_id);
  const general = rows.filter((row) => row.campaign_id === null);
  const is_open = change.status === "approved" || change.status === "pending";
  const is_zero = is_open && change.payout_micros === 0n;
  return (own.length > 0 ? own : general).filter(
    (row) =>
      row.statuses.includes(change.status) &&
      (row.goals === null || row.goals.includes(change.goal_key)) &&
      (row.send_zero || !is_zero),
  );
}
