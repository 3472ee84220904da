import { and, asc, eq, gt, gte, inArray, lte, ne } from "drizzle-orm";
import type { Database } from "../../../db/mod.ts";
import {
  backfillWindows,
  conversions,
  postbacks,
} from "../../../db/schema/mod.ts";
import type { Configuration } from "../../campaigns/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import type { ReadPostback } from "../read/read_result.ts";
import type { Receiver } from "../receive/receiver.ts";
import { oneAtATime } from "../one_at_a_time.ts";
import type { BackfillWindowRow } from "./backfill_directory.ts";
import { addPiece, readProgress } from "./backfill_report.ts";
import type { Progress } from "./backfill_report.ts";
import { closeWithReport } from "./backfill_window.ts";
import { rejudge, withPiece } from "./rejudge.ts";
import type { RejudgeCursor, Selector } from "./rejudge.ts";

export interface BackfillRunnerDeps {
  db: Database;
  clock: Clock;
  configuration: Configuration;
}

/** Batch size and maximum per run, so that new arrivals hardly wait. */
const PIECE = 200;
const PIECES_MAX = 25;
/** An event's time may be this much after its arrival, by the sender's clock. */
const DRIFT_MS_MAX = 86_400_000;
/** Ids are assigned before their rows are committed, so the youngest wait for the next run. */
const SETTLED_MS = 10_000;
const REFUSALS_THAT_WAIT = ["outside_window", "late_needs_proof"];

/** Opens and closes backfill windows, and replays postbacks that were refused for their age. */
export class BackfillRunner {
  readonly #deps: BackfillRunnerDeps;
  #receiver: Pick<Receiver, "replay"> | undefined;

  constructor(deps: BackfillRunnerDeps) {
    this.#deps = deps;
  }

  /** Sets the receiver that replays. */
  open(receiver: Pick<Receiver, "replay">): void {
    this.#receiver = receiver;
  }

  /**
   * One bounded run over all windows, on one instance at a time; a piece interrupted by a crash
   * is repeated.
   */
  async runOnce(): Promise<void> {
    await oneAtATime(this.#deps.db, "run_backfill_windows", () => this.#run());
  }

  async #run(): Promise<void> {
    const { db, clock } = this.#deps;
    const now_ms = clock.nowMs();
    const windows = await db
      .select()
      .from(backfillWindows)
      .where(
        and(
          ne(backfillWindows.state, "closed"),
          lte(backfillWindows.opens_at, now_ms),
        ),
      )
      .orderBy(asc(backfillWindows.id));
    let pieces_left = PIECES_MAX;
    for (const window of windows) {
      if (now_ms >= window.closes_at) {
        await this.#finishPiece(window);
        await closeWithReport(this.#deps, window);
        continue;
      }
      if (window.state === "scheduled") {
        const where = eq(backfillWindows.id, window.id);
        await db.update(backfillWindows).set({ state: "open" }).where(where);
      }
      pieces_left = await this.#replay(window, pieces_left);
    }
  }

  /** Returns how many pieces are left for this run. */
  async #replay(given: BackfillWindowRow, pieces_max: number): Promise<number> {
    let window = await this.#finishPiece(given);
    for (let left = pieces_max; left > 0; left--) {
      const selector = this.#selectorOf(window);
      const { piece } = await withPiece(this.#deps, selector, cursorOf(window));
      if (piece === null) {
        await this.#update(window, { replay_done: true });
        return left;
      }
      const progress = { ...readProgress(window.report), piece };
      const begun = await this.#update(window, {
        replay_done: false,
        report: { ...progress },
      });
      window = await this.#finishPiece(begun);
      if (window.state === "closed") return left;
    }
    return 0;
  }

  /** Replays what is left of the current piece and counts its results from the stored verdicts. */
  async #finishPiece(window: BackfillWindowRow): Promise<BackfillWindowRow> {
    const { piece, after } = cursorOf(window);
    const receiver = this.#receiver;
    if (piece === null || window.state === "closed" || receiver === undefined) {
      return window;
    }
    const { results, cursor } = await rejudge(
      { ...this.#deps, receiver },
      this.#selectorOf(window),
      { after, piece },
      { is_resumed: true },
    );
    const failed = results
      .filter(({ kind }) => kind === "failed")
      .map(({ stored }) => ({ ...NOT_JUDGED, id: stored.raw.id }));
    const judged = [...(await this.#readPiece(piece)), ...failed];
    const counted = addPiece(readProgress(window.report), judged);
    return await this.#update(window, {
      replayed_to: cursor.after,
      report: { ...counted },
    });
  }

  /** The stored verdicts of a piece's replayed postbacks. */
  async #readPiece(piece: NonNullable<Progress["piece"]>) {
    return await this.#deps.db
      .select({
        id: postbacks.id,
        outcome: postbacks.outcome,
        currency: conversions.currency,
        revenue_micros: conversions.revenue_micros,
        payout_micros: conversions.payout_micros,
      })
      .from(postbacks)
      .leftJoin(
        conversions,
        and(
          eq(conversions.campaign_id, postbacks.campaign_id),
          eq(conversions.id, postbacks.conversion_id),
        ),
      )
      .where(
        and(
          inArray(postbacks.id, piece.ids),
          gte(postbacks.judged_at, piece.started_at),
        ),
      )
      .orderBy(asc(postbacks.id));
  }

  /** Postbacks refused for their age (index `postbacks_outside_window`). */
  #selectorOf(window: BackfillWindowRow): Selector {
    const { db, clock, configuration } = this.#deps;
    const campaign_ids =
      window.campaign_id === null
        ? [...configuration.campaigns()]
            .filter((own) => own.advertiser_id === window.advertiser_id)
            .map(({ id }) => id)
        : [window.campaign_id];
    return {
      piece_max: PIECE,
      wanted: (read) => mayFallIn(read, window),
      async idsAfter(after, limit) {
        if (campaign_ids.length === 0) return [];
        const rows = await db
          .select({ id: postbacks.id })
          .from(postbacks)
          .where(
            and(
              inArray(postbacks.campaign_id, campaign_ids),
              inArray(postbacks.outcome, REFUSALS_THAT_WAIT),
              gte(postbacks.received_at, window.event_from - DRIFT_MS_MAX),
              lte(postbacks.received_at, clock.nowMs() - SETTLED_MS),
              window.source_id === null
                ? undefined
                : eq(postbacks.source_id, window.source_id),
              after === null ? undefined : gt(postbacks.id, after),
            ),
          )
          .orderBy(asc(postbacks.id))
          .limit(limit);
        return rows.map(({ id }) => id);
      },
    };
  }

  /** Updates a window unless it was closed meanwhile. */
  async #update(
    window: BackfillWindowRow,
    change: Partial<BackfillWindowRow>,
  ): Promise<BackfillWindowRow> {
    const [row] = await this.#deps.db
      .update(backfillWindows)
      .set(change)
      .where(
        and(
          eq(backfillWindows.id, window.id),
          ne(backfillWindows.state, "closed"),
        ),
      )
      .returning();
    return row ?? { ...window, state: "closed" };
  }
}

function cursorOf({ report, replayed_to }: BackfillWindowRow): RejudgeCursor {
  return { after: replayed_to, piece: readProgress(report).piece };
}

const NOT_JUDGED = {
  outcome: "error",
  currency: null,
  revenue_micros: null,
  payout_micros: null,
};

/** A postback that can't be read any more is still judged, so that the report says why. */
function mayFallIn({ result }: ReadPostback, window: BackfillWindowRow) {
  if (result.kind !== "event") return result.kind === "refused";
  const { occurred_at } = result.event;
  return (
    occurred_at !== null &&
    occurred_at >= window.event_from &&
    occurred_at < window.event_to
  );
}
