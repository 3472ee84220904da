import { lt, sql } from "drizzle-orm";
import { readTimestamp, recordset } from "../../db/mod.ts";
import type { Database } from "../../db/mod.ts";
import { jobFirings, jobs } from "../../db/schema/mod.ts";
import { isoTime, newId } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import type { JobDefinition } from "./job_definition.ts";

/**
 * Key of jobs fired by the clock or run by hand: only one waits at a time, and one that
 * is added during a run is run after it.
 */
export const CLOCK_KEY = "clock";

const CAUGHT_UP_MAX = 100;
const FIRINGS_KEPT_MS = 24 * 3_600_000;

const FIRING = {
  id: "uuid",
  name: "text",
  key: "text",
  is_task: "boolean",
  payload: "jsonb",
  scheduled_for: "timestamptz",
  due_at: "timestamptz",
  created_at: "timestamptz",
};

/**
 * Start of the period that contains a time, counted from the epoch: whole hours and
 * days are in UTC.
 */
export function slotOf(now_ms: number, every_ms: number): number {
  return now_ms - (now_ms % every_ms);
}

/** The slots to fire now, oldest first. */
export function dueSlots(
  definition: Pick<JobDefinition, "every_ms" | "missed">,
  input: { now_ms: number; last: number | null },
): number[] {
  const { every_ms, missed } = definition;
  if (every_ms === undefined) return [];
  const slot = slotOf(input.now_ms, every_ms);
  if (input.last === null) return [slot];
  if (input.last >= slot) return [];
  if (missed !== "catch_up") return [slot];
  const first = Math.max(
    slotOf(input.last, every_ms) + every_ms,
    slot - (CAUGHT_UP_MAX - 1) * every_ms,
  );
  const count = Math.max(1, (slot - first) / every_ms + 1);
  return Array.from({ length: count }, (_, index) => first + index * every_ms);
}

/** The payload of a job fired by the clock. */
export function slotPayload(definition: JobDefinition, slot: number) {
  return definition.missed === "catch_up"
    ? { scheduled_for: isoTime(slot) }
    : {};
}

/**
 * Fires the slots due since the last firings, and returns how many became jobs. `fired`
 * caches the slots, so that it only queries when a new one begins. A firing is a row
 * that can be inserted once, and only new rows become jobs. One statement does both: a
 * leader stopped (SIGSTOP) in the middle of a transaction would block the next leader.
 */
export async function fireJobs(
  deps: { db: Database; clock: Clock },
  definitions: readonly JobDefinition[],
  fired: Map<string, number>,
): Promise<number> {
  const { db, clock } = deps;
  const now_ms = clock.nowMs();
  const due = definitions.filter(({ name, every_ms }) => {
    const before = fired.get(name);
    if (every_ms === undefined) return false;
    return before === undefined || before < slotOf(now_ms, every_ms);
  });
  if (due.length === 0) return 0;
  const last = await lastFirings(db, due);
  const rows = due.flatMap((definition) => {
    const { name, missed, is_task } = definition;
    const slots = dueSlots(definition, {
      now_ms,
      last: last.get(name) ?? null,
    });
    return slots.map((slot) => ({
      id: newId(clock),
      name,
      key: missed === "catch_up" ? isoTime(slot) : CLOCK_KEY,
      is_task: is_task === true,
      payload: slotPayload(definition, slot),
      scheduled_for: isoTime(slot),
      due_at: isoTime(missed === "catch_up" ? slot : now_ms),
      created_at: isoTime(now_ms),
    }));
  });
  const made = rows.length === 0 ? 0 : await insertFirings(db, rows);
  for (const { name, every_ms = 1 } of due) {
    fired.set(name, slotOf(now_ms, every_ms));
  }
  await deleteOldFirings(db, now_ms);
  return made;
}

async function insertFirings(
  db: Database,
  rows: readonly object[],
): Promise<number> {
  const made = await db.execute(sql`
    with due as materialized (select * from ${recordset("r", rows, FIRING)}),
    fired as (
      insert into ${jobFirings} (name, scheduled_for)
      select name, scheduled_for from due
      on conflict do nothing
      returning name, scheduled_for
    )
    insert into ${jobs} (id, name, key, is_task, payload, due_at, created_at, is_after)
    select id, name, key, is_task, payload, due_at, created_at, exists (
      select from ${jobs} as before where before.name = due.name
        and before.key = due.key and before.state = 'running')
    from due join fired using (name, scheduled_for)
    on conflict do nothing
    returning id`);
  return made.length;
}

/** Keeps the last firing of each name, from which missed ones are computed. */
async function deleteOldFirings(db: Database, now_ms: number): Promise<void> {
  const is_old = lt(jobFirings.scheduled_for, now_ms - FIRINGS_KEPT_MS);
  await db.delete(jobFirings).where(
    sql`${is_old} and scheduled_for < (
      select max(later.scheduled_for) from ${jobFirings} as later
      where later.name = ${jobFirings}.name)`,
  );
}

async function lastFirings(
  db: Database,
  due: readonly JobDefinition[],
): Promise<Map<string, number>> {
  const asked = recordset("asked", due, { name: "text" });
  const rows = (await db.execute(
    sql`select name, (
      select max(f.scheduled_for) from ${jobFirings} as f where f.name = asked.name
    )::text as last from ${asked}`,
  )) as unknown as { name: string; last: string | null }[];
  return new Map(
    rows.flatMap(({ name, last }) =>
      last === null ? [] : [[name, readTimestamp(last)] as const],
    ),
  );
}
