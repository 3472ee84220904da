import { and, asc, eq, gt, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { currentActor, recordChanges } from "../../../db/mod.ts";
import type { Database } from "../../../db/mod.ts";
import { allPostbacks } from "../../../db/schema/mod.ts";
import { orNotFound, invalid } from "../../http/mod.ts";
import { isUuid, Problem } from "../../kernel/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import { arrivedBefore, postbackCondition } from "../postback_filter.ts";
import type { PostbackFilter } from "../postback_filter.ts";
import { checkMapping } from "../../sources/mod.ts";
import type { TriedMapping } from "../read/locate_sender.ts";
import type { Receiver } from "../receive/receiver.ts";
import { shownSteps } from "../read/sender_steps.ts";
import { loadStored } from "../receive/stored_postback.ts";
import type { StoredPostback } from "../receive/stored_postback.ts";
import {
  explainedSteps,
  signatureExplainer,
} from "../troubleshoot/explain_signature.ts";
import { rehearse } from "./rehearse.ts";
import {
  FROM_START,
  isBooked,
  latestVerdict,
  rejudge,
  selectStored,
  settledAlready,
  WHY_NOT_KEPT,
} from "./rejudge.ts";
import type { Rejudged } from "./rejudge.ts";
import { ReplayTotals } from "./replay_totals.ts";

/** Maximum without an explicit limit, and for a dry run, which is a single transaction. */
const UNASKED_MAX = 10_000;
const LIMIT_MAX = 100_000;
/** A dry run holds all its requests in memory. */
const DRY_RUN_BYTES_MAX = 64 * 1_048_576;

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
  /** Accepts any number of postbacks without a limit. */
  as_task?: boolean | undefined;
  mapping?: TriedMapping | undefined;
}

/** Payload of the task that replays the postbacks of a filter. */
export interface ReplayPayload {
  filter: PostbackFilter;
  dry_run: boolean;
  limit: number | null;
  after: string | null;
  /** Later arrivals are judged by the current configuration anyway. */
  arrived_before: number;
  /** Tried instead of the mapping of their source. */
  mapping?: TriedMapping | undefined;
}

/** Replays one postback, or tries it out; 404 if it doesn't exist. */
export async function replayPostback(
  deps: ReplayDeps,
  id: string,
  { dry_run = false, mapping }: Pick<ReplayRequest, "dry_run" | "mapping">,
) {
  checkTried({ dry_run, mapping });
  const [found] = isUuid(id) ? await loadStored(deps.db, [id]) : [];
  const stored = orNotFound(found);
  if (stored.cut !== null && !isBooked(stored)) {
    throw new Problem(409, "request_not_kept", WHY_NOT_KEPT[stored.cut]);
  }
  const one = {
    ...selectStored(deps.db, eq(allPostbacks.id, id), 1),
    replayed_by: currentActor(),
  };
  const results = dry_run
    ? await tryOut(deps, [stored], mapping)
    : (await rejudge(deps, one, FROM_START)).results;
  if (!dry_run && results[0]?.kind === "booked") {
    await recordBooked(deps.db, stored);
  }
  const totals = new ReplayTotals(dry_run);
  await totals.add(deps.db, results);
  return { ...totals.present(), ...verdictsOf(results[0]) };
}

/** Records who asked for one that stays as it is; others are recorded with their verdict. */
async function recordBooked(
  db: Database,
  stored: StoredPostback,
): Promise<void> {
  const { outcome } = latestVerdict(stored);
  const { advertiser_id, campaign_id } = allPostbacks;
  const [row = {}] = await db
    .select({ advertiser_id, campaign_id })
    .from(allPostbacks)
    .where(eq(allPostbacks.id, stored.raw.id));
  await recordChanges(db, [
    {
      action: "replayed",
      resource: "postbacks",
      resource_id: stored.raw.id,
      row,
      before: { outcome },
      after: { outcome },
    },
  ]);
}

/** The verdicts before and after, with the trace of the new one. */
function verdictsOf(result: Rejudged | undefined) {
  if (result === undefined || result.kind === "failed") return {};
  const { outcome, detail } = latestVerdict(result.stored);
  const before = { outcome, detail };
  if (result.kind !== "judged") return { before, after: BOOKED, trace: [] };
  const { answer, trace, work } = result.judged;
  const explain = signatureExplainer(work.read);
  return {
    before,
    after: {
      outcome: answer.outcome,
      detail: answer.detail === null ? null : explain(answer.detail),
      http_status: answer.status,
    },
    trace: shownSteps(explainedSteps(trace.steps, explain)),
  };
}

const BOOKED = { outcome: "duplicate", detail: null, http_status: 200 };

/** Judges postbacks in order and rolls everything back. */
export async function tryOut(
  deps: Pick<ReplayDeps, "clock" | "receiver">,
  all: readonly StoredPostback[],
  mapping?: TriedMapping,
): Promise<Rejudged[]> {
  const settled = all.map((stored) => settledAlready(stored));
  const open = all.filter((_, index) => settled[index] === null);
  const raws = open.map(({ raw }) => raw);
  const read = { checks_nonce: false, mapping };
  const judged = (await rehearse(deps, raws, read)).values();
  return all.map((stored, index) => {
    const result = settled[index] ?? null;
    if (result !== null) return result;
    const { value } = judged.next();
    if (value === undefined) throw new Error("A postback was not judged");
    return { stored, kind: "judged", judged: value };
  });
}

/**
 * Checks what is to be replayed, for a task. Refuses an unexpected number without a limit, and
 * says how many matched.
 */
export async function planReplay(
  deps: Pick<ReplayDeps, "db" | "clock">,
  request: ReplayRequest,
): Promise<ReplayPayload> {
  const { filter, dry_run = false, limit = null, mapping } = request;
  checkTried({ dry_run, mapping });
  if (mapping !== undefined && filter.source_id === undefined) {
    throw invalid("mapping", "is tried on one source: filter by source_id");
  }
  if (postbackCondition(filter) === undefined) {
    throw invalid("filter", "must have at least one condition");
  }
  const max = dry_run ? UNASKED_MAX : LIMIT_MAX;
  if (limit !== null && limit > max) {
    throw invalid("limit", `must be at most ${max}`);
  }
  const after = readAfter(request.after);
  const arrived_before = deps.clock.nowMs() + 1;
  const payload = { filter, dry_run, limit, after, arrived_before, mapping };
  if (dry_run || request.as_task !== true) {
    await refuseTooMany(deps.db, payload);
  }
  return payload;
}

/** Throws a Problem unless a mapping is only tried, and is one. */
function checkTried({
  dry_run,
  mapping,
}: Pick<ReplayPayload, "dry_run" | "mapping">): void {
  if (mapping === undefined) return;
  if (!dry_run) {
    throw invalid("mapping", "is only tried out: send dry_run as true");
  }
  checkMapping(mapping);
}

/** The condition of a replay's postbacks. */
export function replayCondition({
  filter,
  arrived_before,
}: Pick<ReplayPayload, "filter" | "arrived_before">): SQL | undefined {
  return and(postbackCondition(filter), arrivedBefore(arrived_before));
}

/** Counts the postbacks after one, at most `limit`. */
export async function countAfter(
  db: Database,
  condition: SQL | undefined,
  { after, limit }: { after: string | null; limit: number | null },
): Promise<{ count: number; bytes: number }> {
  const beyond = after === null ? undefined : gt(allPostbacks.id, after);
  const query = db
    .select({
      bytes: sql`coalesce(octet_length(${allPostbacks.body}), 0)`.as("bytes"),
    })
    .from(allPostbacks)
    .where(and(condition, beyond))
    .$dynamic();
  const matching = (
    limit === null ? query : query.orderBy(asc(allPostbacks.id)).limit(limit)
  ).as("matching");
  const [sums] = await db
    .select({
      count: sql<string>`count(*)`,
      bytes: sql<string>`coalesce(sum(${matching.bytes}), 0)`,
    })
    .from(matching);
  return { count: Number(sums?.count ?? 0), bytes: Number(sums?.bytes ?? 0) };
}

async function refuseTooMany(
  db: Database,
  payload: ReplayPayload,
): Promise<void> {
  const { dry_run, limit, after } = payload;
  const { count, bytes } = await countAfter(db, replayCondition(payload), {
    after,
    limit: limit ?? LIMIT_MAX + 1,
  });
  if (limit === null && count > UNASKED_MAX) {
    const many = count > LIMIT_MAX ? `More than ${LIMIT_MAX}` : String(count);
    throw tooMany(
      `${many} postbacks match; without a limit at most ${UNASKED_MAX} are judged again`,
    );
  }
  if (dry_run && bytes > DRY_RUN_BYTES_MAX) {
    throw tooMany(
      `${count} postbacks match, with larger bodies than a dry run can hold: give a smaller limit`,
    );
  }
}

function readAfter(given: string | undefined): string | null {
  if (given === undefined || isUuid(given)) return given ?? null;
  throw invalid("after", "must be the next_after of a replay");
}

function tooMany(detail: string): Problem {
  return new Problem(422, "too_many", detail, {
    errors: [{ field: "limit", message: "can't be combined with a task" }],
  });
}
