import { sql } from "drizzle-orm";
import { drain } from "./click_steps.ts";
import { RETENTION_DAYS } from "./world.ts";
import type { HistoryWorld } from "./world.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const JOBS = [
  "fold_conversions",
  "merge_report_blocks",
  "sort_report_days",
  "recount_reports",
  "drop_old_clicks",
] as const;

/** Time passes: minutes, hours or days. */
export async function wait(world: HistoryWorld): Promise<void> {
  const { chance, memory } = world;
  const ms = chance.oneOf([
    chance.between(1, 60) * MINUTE_MS,
    chance.between(1, 30) * HOUR_MS,
    chance.between(1, 4) * DAY_MS,
    chance.between(1, 25) * DAY_MS,
  ]);
  // A click that isn't stored a day after its sale is taken for lost.
  const is_sold = memory.sales.some(({ click }) => click.decided === null);
  if (is_sold || chance.happens(0.6)) await drain(world);
  memory.steps.push(`wait ${ms / HOUR_MS} h`);
  world.pass(ms);
}

/** Folds, sorts or recounts what reports are counted from. */
export async function runSomeJob(world: HistoryWorld): Promise<void> {
  const name = world.chance.oneOf(JOBS);
  world.memory.steps.push(name);
  if (name === "recount_reports") await noteDays(world);
  await world.runJob(name);
  await noteDropped(world);
}

/** Learns which clicks were deleted for their age: jobs that are due run with any other. */
export async function noteDropped({
  memory,
  service,
  clock,
}: HistoryWorld): Promise<void> {
  const old_ms = clock.nowMs() - RETENTION_DAYS * DAY_MS;
  const old = [...memory.stored].filter(
    ([, click]) => click.dropped_ms === null && click.at_ms < old_ms,
  );
  if (old.length === 0) return;
  const rows = await service.db.execute<{ id: string }>(
    sql`select encode(click_id, 'hex') as id from clicks`,
  );
  const left = new Set(rows.map(({ id }) => id));
  for (const [id, click] of old) {
    if (left.has(id)) continue;
    click.dropped_ms = clock.nowMs();
    memory.steps.push(`${click.ref} is deleted`);
  }
}

/** Folds what reports are counted from, in some order. */
export async function fold(world: HistoryWorld): Promise<void> {
  const { chance } = world;
  const jobs = ["fold_conversions", "merge_report_blocks", "sort_report_days"];
  if (chance.happens(0.5)) jobs.reverse();
  world.memory.steps.push(`meanwhile ${jobs.join()}`);
  for (const job of jobs) await world.runJob(job);
  await noteDropped(world);
}

/** Notes all days whose rows are there to be counted again. */
async function noteDays({ service }: HistoryWorld): Promise<void> {
  await service.db.$client`insert into report_recounts
    select distinct axis, day from report_blocks on conflict do nothing`;
}
