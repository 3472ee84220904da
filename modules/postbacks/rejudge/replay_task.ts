import type { Database } from "../../../db/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import type { JobContext, JobDefinition } from "../../scheduler/mod.ts";
import { loadStored } from "../receive/stored_postback.ts";
import type { StoredPostback } from "../receive/stored_postback.ts";
import { rejudge, selectStored, withPiece } from "./rejudge.ts";
import type { RejudgeCursor, Selector } from "./rejudge.ts";
import { countAfter, replayCondition, tryOut } from "./replay.ts";
import type { ReplayDeps, ReplayPayload } from "./replay.ts";
import { ReplayTotals } from "./replay_totals.ts";
import type { SavedTotals } from "./replay_totals.ts";

/** Name of the task that replays postbacks. */
export const REPLAY_POSTBACKS = "replay_postbacks";

/** Batch size between checks for cancellation. */
const PIECE = 500;

/** Dependencies of the task; the receiver starts after the scheduler. */
export interface ReplayTaskDeps {
  db: Database;
  clock: Clock;
  receiver(): ReplayDeps["receiver"];
}

/**
 * Replays the postbacks of a filter, or tries it out, as a task: shows progress, can be stopped
 * and resumed, and survives a restart.
 */
export function postbackReplayJob(deps: ReplayTaskDeps): JobDefinition {
  return {
    name: REPLAY_POSTBACKS,
    description: "Judges the postbacks of a filter again",
    is_task: true,
    result_chars_max: RESULT_CHARS_MAX,
    run: (context) => run({ ...deps, receiver: deps.receiver() }, context),
  };
}

/** Room for the money of some thousand affiliates. */
const RESULT_CHARS_MAX = 1_048_576;

/** Fields are missing from tasks that an earlier version started. */
type StoredPayload = Pick<ReplayPayload, "filter"> & Partial<ReplayPayload>;

interface ReplayCursor extends RejudgeCursor {
  totals: SavedTotals | null;
}

async function run(deps: ReplayDeps, context: JobContext) {
  const payload: ReplayPayload = {
    dry_run: false,
    limit: null,
    after: null,
    arrived_before: deps.clock.nowMs() + 1,
    ...(context.payload as StoredPayload),
  };
  const condition = replayCondition(payload);
  const selector = selectStored(deps.db, condition, PIECE);
  return payload.dry_run
    ? await tryAll(deps, payload, selector)
    : await replayAll(deps, payload, selector, context);
}

/** Tries out what is to be replayed, without a task. */
export async function tryReplay(deps: ReplayDeps, payload: ReplayPayload) {
  const selector = selectStored(deps.db, replayCondition(payload), PIECE);
  return await tryAll(deps, payload, selector);
}

/** A dry run is one transaction, so that each postback meets what those before it did. */
async function tryAll(
  deps: ReplayDeps,
  { limit, after, mapping }: ReplayPayload,
  selector: Selector,
) {
  const all: StoredPostback[] = [];
  let left = limit ?? Infinity;
  let last = after;
  while (left > 0) {
    const ids = await selector.idsAfter(last, Math.min(PIECE, left));
    if (ids.length === 0) break;
    all.push(...(await loadStored(deps.db, ids)));
    last = ids.at(-1) ?? last;
    left -= ids.length;
  }
  const totals = new ReplayTotals(true);
  await totals.add(deps.db, await tryOut(deps, all, mapping));
  const more = left > 0 ? [] : await selector.idsAfter(last, 1);
  const next_after = more.length > 0 ? last : null;
  return { judged: all.length, ...totals.present(), next_after };
}

async function replayAll(
  deps: ReplayDeps,
  { filter, limit, after, arrived_before }: ReplayPayload,
  selector: Selector,
  context: JobContext,
) {
  const { db } = deps;
  let { done } = context;
  let cursor: ReplayCursor = {
    ...{ after, piece: null, totals: null },
    ...(context.cursor as Partial<ReplayCursor> | null),
  };
  const totals = new ReplayTotals(false, cursor.totals);
  const condition = replayCondition({ filter, arrived_before });
  const rest = { after: cursor.after, limit: limit && limit - done };
  const total = done + (await countAfter(db, condition, rest)).count;
  let is_resumed = cursor.piece !== null;
  for (;;) {
    context.signal.throwIfAborted();
    const left = limit === null ? PIECE : limit - done;
    if (left <= 0) break;
    const piece = await withPiece(deps, selector, cursor, left);
    if (piece.piece === null) break;
    await context.save(db, { done, total, cursor: { ...cursor, ...piece } });
    const judged = await rejudge(deps, selector, piece, { is_resumed });
    await totals.add(db, judged.results);
    done += piece.piece.ids.length;
    cursor = { ...judged.cursor, totals: totals.toJSON() };
    await context.progress({ done, total, cursor });
    is_resumed = false;
  }
  const more = await selector.idsAfter(cursor.after, 1);
  return {
    judged: done,
    ...totals.present(),
    next_after: more.length > 0 ? cursor.after : null,
  };
}
