import { inArray, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Database } from "../../../db/mod.ts";
import { conversions, goals, postbacks } from "../../../db/schema/mod.ts";
import type { Configuration } from "../../campaigns/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import { oneAtATime } from "../one_at_a_time.ts";
import type { ConversionRow } from "../../conversions/mod.ts";
import type { Receiver } from "../receive/receiver.ts";
import { FROM_START, rejudge } from "./rejudge.ts";
import type { RejudgeCursor, Selector } from "./rejudge.ts";

export interface WaitingChildrenDeps {
  db: Database;
  clock: Clock;
  configuration: Pick<Configuration, "campaign">;
}

const BATCH_MAX = 500;
const NOTED_MAX = 10_000;
/** Interval of a full scan, which finds what a crash or another instance left behind. */
const LOOK_MS = 60_000;

/**
 * Replays postbacks refused as `parent_missing` once their click has a conversion of the
 * preceding goal, or the sale of which a store gave back a part.
 */
export class WaitingChildren {
  readonly #deps: WaitingChildrenDeps;
  #receiver: Pick<Receiver, "replay"> | undefined;
  /** Clicks that reached a goal which another goal comes after, in hex. */
  readonly #noted = new Set<string>();
  #looked_at = -Infinity;
  /** How far the full scan has come. */
  #scan: RejudgeCursor = FROM_START;

  constructor(deps: WaitingChildrenDeps) {
    this.#deps = deps;
  }

  /** Sets the receiver that replays. */
  open(receiver: Pick<Receiver, "replay">): void {
    this.#receiver = receiver;
  }

  /**
   * Called with created or changed conversions; those of goals that precede no other are
   * ignored.
   */
  note(rows: readonly ConversionRow[]): void {
    for (const { campaign_id, goal_key, click_id } of rows) {
      const campaign = this.#deps.configuration.campaign(campaign_id);
      const is_parent = campaign?.goals.some(({ after }) => after === goal_key);
      if (is_parent !== true) continue;
      if (this.#noted.size < NOTED_MAX) {
        this.#noted.add(Buffer.from(click_id).toString("hex"));
      } else {
        this.#looked_at = -Infinity;
      }
    }
  }

  /** Replays a batch; true if more may be due at once. */
  async runOnce(): Promise<boolean> {
    const now_ms = this.#deps.clock.nowMs();
    const clicks = [...this.#noted].slice(0, BATCH_MAX);
    if (clicks.length > 0) {
      return await this.#judgeNoted(clicks);
    }
    const is_due = Math.abs(now_ms - this.#looked_at) >= LOOK_MS;
    if (!is_due) return false;
    const piece = await this.#judge(this.#scan);
    if (piece === null) return false;
    this.#scan = piece.cursor;
    if (piece.cursor.after === null) this.#looked_at = now_ms;
    return piece.cursor.after !== null;
  }

  /**
   * Forgets the clicks first: a conversion made here may be the parent of another on the same
   * click.
   */
  async #judgeNoted(clicks: readonly string[]): Promise<boolean> {
    for (const hex of clicks) this.#noted.delete(hex);
    let done: number | null = null;
    try {
      const bytes = clicks.map((hex) => Buffer.from(hex, "hex"));
      const of_clicks = inArray(postbacks.click_id, bytes);
      done = (await this.#judge(FROM_START, of_clicks))?.done ?? null;
    } finally {
      if (done === null || done === BATCH_MAX) {
        for (const hex of clicks) this.#noted.add(hex);
      }
    }
    return done !== null && this.#noted.size > 0;
  }

  /** Returns how many were let through; null if another instance is doing this. */
  async #judge(
    from: RejudgeCursor,
    condition?: SQL,
  ): Promise<{ done: number; cursor: RejudgeCursor } | null> {
    const receiver = this.#receiver;
    if (receiver === undefined) return null;
    const { db, clock } = this.#deps;
    return await oneAtATime(db, "judge_waiting", async () => {
      const deps = { db, clock, receiver };
      const selector = this.#selectorOf(condition);
      const { results, cursor } = await rejudge(deps, selector, from);
      const passed = results.filter(
        (result) =>
          result.kind === "judged" &&
          result.judged.answer.outcome !== "parent_missing",
      );
      return { done: passed.length, cursor };
    });
  }

  /**
   * Postbacks whose click has a live conversion of the preceding goal, and parts of sales that are known by now.
   * Index `postbacks_parent_missing` finds the waiting ones, `conversions_of_click` the parent:
   * materialized, lest all postbacks are walked in the order of their ids.
   * Times can't narrow this: a replayed parent keeps its arrival time.
   */
  #selectorOf(condition: SQL = sql`true`): Selector {
    const { db } = this.#deps;
    return {
      piece_max: BATCH_MAX,
      async idsAfter(after, limit) {
        const rows = await db.execute<{ id: string }>(sql`
          with waiting as materialized (
            select distinct ${postbacks.id} from ${postbacks}
            join ${goals} on ${goals.campaign_id} = ${postbacks.campaign_id}
              and ${goals.key} = ${postbacks.goal_key}
            join ${conversions} on ${conversions.campaign_id} = ${postbacks.campaign_id}
              and ${conversions.click_id} = ${postbacks.click_id}
              and ${conversions.goal_key} = ${goals.after}
              and ${conversions.status} in ('pending', 'approved')
            where ${postbacks.outcome} = 'parent_missing' and ${condition}
            union
            select ${postbacks.id} from ${postbacks}
            join ${conversions} on ${conversions.campaign_id} = ${postbacks.campaign_id}
              and ${conversions.click_id} = ${postbacks.click_id}
              and ${conversions.goal_key} = ${postbacks.goal_key}
              and ${conversions.order_id} = ${postbacks.order_id}
            where ${postbacks.outcome} = 'parent_missing' and ${condition})
          select id from waiting
          where id > coalesce(${after}::uuid, '00000000-0000-0000-0000-000000000000')
          order by id limit ${limit}`);
        return rows.map(({ id }) => id);
      },
    };
  }
}
