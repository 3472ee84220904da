import { and, asc, eq, gt, gte, inArray, lte, ne } from "drizzle-orm";
import type { Database } from "../../../db/mod.ts";
import {
  backfillWindows,
  conversions,
  postbacks,
} from "../../../db/schema/mod.ts";
import type { Configuration } from "../../campaigns/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import type { ReadPostback } from "../read/read_postback.ts";
import type { Receiver } from "../receive/receiver.ts";
import { loadStored } from "../receive/stored_postback.ts";
import { oneAtATime } from "../one_at_a_time.ts";
import type { BackfillWindowRow } from "./backfill_directory.ts";
import { readProgress, withPiece } from "./backfill_report.ts";
import type { Progress } from "./backfill_report.ts";
import { closeWithReport } from "./backfill_window.ts";

/** Dependencies for running backfill windows. */
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
      const ids = await this.#nextPiece(window);
      if (ids.length === 0) {
        await this.#update(window, { replay_done: true });
        return left;
      }
      const piece = { ids, started_at: this.#deps.clock.nowMs() };
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
    const progress = readProgress(window.report);
    const { piece } = progress;
    if (piece === null || window.state === "closed") return window;
    const { db } = this.#deps;
    const waiting = await db
      .select({ id: postbacks.id })
      .from(postbacks)
      .where(
        and(
          inArray(postbacks.id, piece.ids),
          inArray(postbacks.outcome, REFUSALS_THAT_WAIT),
        ),
      );
    const stored = await loadStored(
      db,
      waiting.map(({ id }) => id),
    );
    await this.#receiver?.replay(stored, (read) => mayFallIn(read, window));
    const counted = withPiece(progress, await this.#readPiece(piece));
    const replayed_to = piece.ids.at(-1) ?? window.replayed_to;
    return await this.#update(window, {
      replayed_to,
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

  /**
   * The oldest postbacks refused for their age that are not yet replayed (index
   * `postbacks_outside_window`).
   */
  async #nextPiece(window: BackfillWindowRow): Promise<string[]> {
    const { db, clock, configuration } = this.#deps;
    const campaign_ids =
      window.campaign_id === null
        ? [...configuration.campaigns()]
            .filter((own) => own.advertiser_id === window.advertiser_id)
            .map(({ id }) => id)
        : [window.campaign_id];
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
          window.replayed_to === null
            ? undefined
            : gt(postbacks.id, window.replayed_to),
        ),
      )
      .orderBy(asc(postbacks.id))
      .limit(PIECE);
    return rows.map(({ id }) => id);
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
