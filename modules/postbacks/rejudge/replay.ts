import { and, asc, gt, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { isConnectionFault } from "../../../db/mod.ts";
import type { Database } from "../../../db/mod.ts";
import { allPostbacks } from "../../../db/schema/mod.ts";
import type { Cut } from "../../../db/schema/mod.ts";
import { orNotFound, invalid } from "../../http/mod.ts";
import {
  isUuid,
  Problem,
  QueueFullError,
  StoppedError,
} from "../../kernel/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import { partiesOf } from "../../payouts/mod.ts";
import { bookingOf, isBooked } from "../../conversions/mod.ts";
import type { Receiver } from "../receive/receiver.ts";
import { loadStored } from "../receive/stored_postback.ts";
import type { StoredPostback } from "../receive/stored_postback.ts";
import { arrivedBefore, filterCondition } from "../postback_filter.ts";
import type { PostbackFilter } from "../postback_filter.ts";
import { Difference } from "./difference.ts";
import type { ConversionStep } from "./difference.ts";
import { recordedSteps } from "./recorded_steps.ts";
import { rehearse } from "./rehearse.ts";
import type { Rehearsed } from "./rehearse.ts";

/** Batch size per transaction. */
const PIECE = 500;
/** Maximum without an explicit limit, and for a dry run, which is a single transaction. */
const UNASKED_MAX = 10_000;
const LIMIT_MAX = 100_000;
/** A dry run holds all its requests in memory. */
const DRY_RUN_BYTES_MAX = 64 * 1_048_576;
/** Stops before the caller's connection counts as idle; the next call continues. */
const REPLAY_TIME_MS = 6_000;
const ERRORS_SHOWN = 20;

/** Dependencies of a replay. */
export interface ReplayDeps {
  db: Database;
  clock: Clock;
  receiver: Pick<Receiver, "replay" | "rehearse">;
}

/** Selects the postbacks to replay. */
export interface ReplayRequest {
  filter: PostbackFilter;
  dry_run?: boolean | undefined;
  limit?: number | undefined;
  /** `next_after` of a replay that stopped before its end. */
  after?: string | undefined;
}

/** Replays one postback, or tries it out; 404 if it doesn't exist. */
export async function replayPostback(
  deps: ReplayDeps,
  id: string,
  dry_run: boolean,
) {
  const [stored] = isUuid(id) ? await loadStored(deps.db, [id]) : [];
  const replay = new Replay(deps);
  const { cut } = orNotFound(stored);
  if (cut !== null && !isInBooks(orNotFound(stored))) {
    throw new Problem(409, "request_not_kept", WHY_NOT_KEPT[cut]);
  }
  const verdicts = await replay.judge([orNotFound(stored)], dry_run);
  const [after] = verdicts;
  return { ...replay.present(dry_run), ...after };
}

const WHY_NOT_KEPT: Record<Cut, string> = {
  size: "Cannot judge it again: of a stranger's postback only the first 4 KiB are kept",
  age: "Cannot judge it again: its request was dropped at the end of TALLYHO_POSTBACK_RETENTION_DAYS",
};

/** Replays the postbacks of a filter in order of arrival, or tries it out. */
export async function replayPostbacks(
  deps: ReplayDeps,
  request: ReplayRequest,
) {
  const { filter, dry_run = false } = request;
  const asked = filterCondition(filter);
  if (asked === undefined) {
    throw invalid("filter", "at least one condition is expected");
  }
  const started_at = deps.clock.nowMs();
  // Later arrivals are judged by the current configuration anyway.
  const condition = and(asked, arrivedBefore(started_at + 1));
  let after = readAfter(request.after);
  let left = await limitOf(deps, request, and(condition, beyond(after)));
  const replay = new Replay(deps);
  if (dry_run) {
    const stored: StoredPostback[] = [];
    while (left > stored.length) {
      const ids = await idsOf(deps.db, condition, after, left - stored.length);
      stored.push(...(await loadStored(deps.db, ids)));
      after = ids.at(-1) ?? after;
      if (ids.length < PIECE) break;
    }
    await replay.judge(stored, true);
    return { ...replay.present(true), next_after: null };
  }
  while (left > 0) {
    const ids = await idsOf(deps.db, condition, after, left);
    await replay.judge(await loadStored(deps.db, ids), false);
    after = ids.at(-1) ?? after;
    left -= ids.length;
    if (ids.length < PIECE) left = 0;
    if (deps.clock.nowMs() - started_at > REPLAY_TIME_MS) break;
  }
  const more = await idsOf(deps.db, condition, after, 1);
  return {
    ...replay.present(false),
    next_after: more.length > 0 ? after : null,
  };
}

function readAfter(given: string | undefined): string | null {
  if (given === undefined || isUuid(given)) return given ?? null;
  throw invalid("after", "the next_after of a replay is expected");
}

function beyond(after: string | null): SQL | undefined {
  return after === null ? undefined : gt(allPostbacks.id, after);
}

/** Ids begin with the time of arrival. */
async function idsOf(
  db: Database,
  condition: SQL | undefined,
  after: string | null,
  left: number,
): Promise<string[]> {
  const rows = await db
    .select({ id: allPostbacks.id })
    .from(allPostbacks)
    .where(and(condition, beyond(after)))
    .orderBy(asc(allPostbacks.id))
    .limit(Math.min(PIECE, left));
  return rows.map(({ id }) => id);
}

/** Returns how many to replay; refuses unexpectedly many, and says how many matched. */
async function limitOf(
  { db }: ReplayDeps,
  { dry_run, limit }: ReplayRequest,
  condition: SQL | undefined,
): Promise<number> {
  const max = dry_run === true ? UNASKED_MAX : LIMIT_MAX;
  if (limit !== undefined && limit > max) {
    throw invalid("limit", `at most ${max} are judged again at once`);
  }
  const matching = db
    .select({
      bytes: sql`coalesce(octet_length(${allPostbacks.body}), 0)`.as("bytes"),
    })
    .from(allPostbacks)
    .where(condition)
    .orderBy(asc(allPostbacks.id))
    .limit(limit ?? LIMIT_MAX + 1)
    .as("matching");
  const [sums] = await db
    .select({
      count: sql<string>`count(*)`,
      bytes: sql<string>`coalesce(sum(${matching.bytes}), 0)`,
    })
    .from(matching);
  const count = Number(sums?.count ?? 0);
  if (limit === undefined && count > UNASKED_MAX) {
    const many = count > LIMIT_MAX ? `More than ${LIMIT_MAX}` : String(count);
    throw tooMany(
      `${many} postbacks match; without a limit at most ${UNASKED_MAX} are judged again`,
    );
  }
  if (dry_run === true && Number(sums?.bytes) > DRY_RUN_BYTES_MAX) {
    throw tooMany(
      `${count} postbacks match, with larger bodies than a dry run can hold: give a smaller limit`,
    );
  }
  return limit ?? UNASKED_MAX;
}

function tooMany(detail: string): Problem {
  return new Problem(422, "too_many", detail, {
    errors: [{ field: "limit", message: "the first so many are taken" }],
  });
}

/** Verdicts before and after a replay. */
interface Verdicts {
  before: { outcome: string; detail: string | null };
  after: { outcome: string; detail: string | null; http_status: number };
  trace: unknown[];
}

/** A replay or dry run, with the changes it makes. */
class Replay {
  readonly #deps: ReplayDeps;
  readonly #difference = new Difference();
  readonly #errors: { postback_id: string; detail: string }[] = [];
  #failed = 0;

  constructor(deps: ReplayDeps) {
    this.#deps = deps;
  }

  /**
   * Judges postbacks in order. One that is already booked counts as a duplicate, and its stored
   * verdict stays.
   */
  async judge(
    all: readonly StoredPostback[],
    dry_run: boolean,
  ): Promise<Verdicts[]> {
    const able = all.filter((stored) => this.#isAble(stored));
    const open = able.filter((stored) => !isInBooks(stored));
    const judged = new Map<string, Rehearsed>();
    const failed = dry_run
      ? await this.#tryOut(open, judged)
      : await this.#judge(open, judged);
    const verdicts: Verdicts[] = [];
    for (const stored of able) {
      const { id } = stored.raw;
      const now = judged.get(id);
      if (failed.has(id)) continue;
      const before = latestOf(stored);
      const after = now === undefined ? BOOKED : now.answer;
      this.#difference.add(id, before.outcome, after.outcome);
      if (now !== undefined) this.#note(id, now, dry_run);
      verdicts.push({
        before: { outcome: before.outcome, detail: before.detail },
        after: {
          outcome: after.outcome,
          detail: after.detail,
          http_status: after.status,
        },
        trace: now?.trace.steps ?? [],
      });
    }
    return verdicts;
  }

  async #tryOut(
    open: readonly StoredPostback[],
    judged: Map<string, Rehearsed>,
  ): Promise<Set<string>> {
    const raws = open.map(({ raw }) => raw);
    const tried = await rehearse(this.#deps, raws);
    for (const [index, { id }] of raws.entries()) {
      const now = tried[index];
      if (now !== undefined) judged.set(id, now);
    }
    return new Set();
  }

  /** If one postback throws, judges them one by one, so that the others are still judged. */
  async #judge(
    open: readonly StoredPostback[],
    judged: Map<string, Rehearsed>,
  ): Promise<Set<string>> {
    try {
      for (const now of await this.#deps.receiver.replay(open)) {
        judged.set(now.work.read.raw.id, now);
      }
      return new Set();
    } catch (error) {
      if (isForAll(error)) throw error;
      return await this.#judgeOneByOne(open, judged);
    }
  }

  async #judgeOneByOne(
    open: readonly StoredPostback[],
    judged: Map<string, Rehearsed>,
  ): Promise<Set<string>> {
    const { db, receiver } = this.#deps;
    const done = new Set<string>();
    for (const { raw, verdicts } of open) {
      const [stored] = await loadStored(db, [raw.id]);
      if (stored === undefined) continue;
      if (isJudgedAnew(stored, verdicts)) {
        await this.#noteRecorded(stored, verdicts.at(-1)?.outcome ?? "");
        done.add(raw.id);
        continue;
      }
      try {
        for (const now of await receiver.replay([stored])) {
          judged.set(raw.id, now);
        }
      } catch (error) {
        if (isForAll(error)) throw error;
        done.add(raw.id);
        this.#fail(raw.id, "Judging it failed; its verdict stays as it was");
      }
    }
    return done;
  }

  /** It was replayed before another one failed. */
  async #noteRecorded(stored: StoredPostback, before: string): Promise<void> {
    const { id } = stored.raw;
    const { outcome, conversion_id } = latestOf(stored);
    this.#difference.add(id, before, outcome);
    const steps = await recordedSteps(this.#deps.db, { id, conversion_id });
    for (const step of steps) this.#difference.addStep(id, step);
  }

  #note(id: string, { step }: Rehearsed, dry_run: boolean): void {
    if (step === null) return;
    const is_made = step.before === null;
    this.#difference.addStep(id, {
      before: step.before,
      after: step.after,
      conversion_id: dry_run && is_made ? null : step.after.id,
      is_test: !isBooked(step),
      money: isBooked(step) ? partiesOf(bookingOf(step)) : [],
    } satisfies ConversionStep);
  }

  #isAble(stored: StoredPostback): boolean {
    const { raw, cut } = stored;
    if (cut === null || isInBooks(stored)) return true;
    this.#fail(raw.id, WHY_NOT_KEPT[cut]);
    return false;
  }

  #fail(postback_id: string, detail: string): void {
    this.#failed += 1;
    if (this.#errors.length === ERRORS_SHOWN) return;
    this.#errors.push({ postback_id, detail });
  }

  present(dry_run: boolean) {
    const errors = { count: this.#failed, examples: this.#errors };
    return { dry_run, ...this.#difference.present(), errors };
  }
}

const BOOKED = { outcome: "duplicate", detail: null, status: 200 };
const BOOKING = new Set(["recorded", "updated"]);

function isInBooks({ verdicts }: StoredPostback): boolean {
  return verdicts.some(
    ({ outcome, conversion_id }) =>
      BOOKING.has(outcome) && conversion_id !== null,
  );
}

function latestOf({ verdicts }: StoredPostback) {
  const latest = verdicts.at(-1);
  if (latest === undefined) throw new Error("A postback has no verdict");
  return latest;
}

function isJudgedAnew(
  { verdicts }: StoredPostback,
  before: StoredPostback["verdicts"],
): boolean {
  const is_later = verdicts.at(-1)?.judged_at !== before.at(-1)?.judged_at;
  return is_later || verdicts.length !== before.length;
}

/** Whether the error concerns all postbacks rather than one. */
function isForAll(error: unknown): boolean {
  return (
    isConnectionFault(error) ||
    error instanceof QueueFullError ||
    error instanceof StoppedError
  );
}
