import type { Transaction } from "../../../db/mod.ts";
import { backfillWindows } from "../../../db/schema/mod.ts";
import type { ConfigurationPart } from "../../campaigns/mod.ts";

/** A backfill window as stored. */
export type BackfillWindowRow = typeof backfillWindows.$inferSelect;

/** The properties of a late event that windows check. */
export interface LateEvent {
  advertiser_id: number;
  campaign_id: number;
  source_id: number | null;
  occurred_at: number;
}

/** The backfill windows that are not closed, kept in memory with the configuration. */
export class BackfillDirectory implements ConfigurationPart {
  readonly name = "backfill_windows";
  #by_advertiser = new Map<number, BackfillWindowRow[]>();

  async read(tx: Transaction): Promise<BackfillWindowRow[]> {
    const rows = await tx.select().from(backfillWindows);
    return rows.filter(({ state }) => state !== "closed");
  }

  build(rows: readonly unknown[]): void {
    this.#by_advertiser = Map.groupBy(
      rows as readonly BackfillWindowRow[],
      ({ advertiser_id }) => advertiser_id,
    );
  }

  /** Returns the open window that covers an event. */
  over(event: LateEvent, now_ms: number): BackfillWindowRow | undefined {
    return this.#by_advertiser
      .get(event.advertiser_id)
      ?.find(
        (window) =>
          now_ms >= window.opens_at &&
          now_ms < window.closes_at &&
          event.occurred_at >= window.event_from &&
          event.occurred_at < window.event_to &&
          (window.campaign_id ?? event.campaign_id) === event.campaign_id &&
          (window.source_id ?? event.source_id) === event.source_id,
      );
  }
}
