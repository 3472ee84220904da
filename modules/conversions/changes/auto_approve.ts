import { sql } from "drizzle-orm";
import type { Database } from "../../../db/mod.ts";
import { conversions as table } from "../../../db/schema/mod.ts";
import { isoTime } from "../../kernel/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import type { JobDefinition } from "../../scheduler/mod.ts";
import type { Changer } from "./change_types.ts";
import type { ConversionDoor } from "./conversion_door.ts";

export interface AutoApproveDeps {
  db: Database;
  clock: Clock;
  conversions: ConversionDoor;
}

const PIECE = 500;
const EVERY_MS = 60_000;

const BY: Changer = {
  origin: "auto_approve",
  made_by: "job auto_approve",
  why: null,
  reinstate: false,
};

/** Reasons that hold a conversion for manual review, whatever its goal says. */
const HELD_REASONS = [
  "late",
  "unproven",
  "cap_reached",
  "payout_above_revenue",
  "fx_rate_missing",
  "risk_hold",
];

/**
 * Approves due conversions in batches. Each change is fenced by the version that was
 * read, so that a concurrent rejection wins, and a batch repeated after a crash finds
 * nothing to do.
 */
export function autoApproveJob(deps: AutoApproveDeps): JobDefinition {
  return {
    name: "auto_approve",
    description:
      "Approves pending conversions after the days set by their goal",
    every_ms: EVERY_MS,
    run: ({ signal }) => approveDue(deps, signal),
  };
}

async function approveDue(
  { db, clock, conversions }: AutoApproveDeps,
  signal: AbortSignal,
): Promise<void> {
  const now = isoTime(clock.nowMs());
  let after: Due = {
    at: "-infinity",
    id: "00000000-0000-0000-0000-000000000000",
  };
  for (;;) {
    signal.throwIfAborted();
    const due = await findDue(db, now, after);
    const changes = due.map(({ id, version }) => ({
      id,
      version,
      status: "approved" as const,
      reason: null,
    }));
    await conversions.settle((tx) => conversions.change(tx, changes, BY));
    const last = due.at(-1);
    if (last === undefined || due.length < PIECE) return;
    after = last;
  }
}

interface Due {
  at: string;
  id: string;
}

/**
 * Paged by `conversions_auto_approve`, so that conversions that can't be approved don't
 * block the others.
 */
async function findDue(db: Database, now: string, after: Due) {
  return await db.execute<{ at: string; id: string; version: number }>(sql`
    select auto_approve_at::text as at, id, version from ${table}
    where status = 'pending' and auto_approve_at <= ${now}
      and (auto_approve_at, id) > (${after.at}::timestamptz, ${after.id}::uuid)
      and (reason is null or reason not in ${HELD_REASONS})
    order by auto_approve_at, id limit ${PIECE}`);
}
