import type { Queryable } from "../../db/mod.ts";
import { bells } from "../../db/schema/mod.ts";
import { invalid, orNotFound } from "../http/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import type { Changes } from "./resources.ts";
import { BELL_NAMES, BELLS, WINDOW_HOURS_MAX } from "./bell.ts";
import type { BellName, BellSettings } from "./bell.ts";

type BellRow = typeof bells.$inferSelect;

/** How each bell watches now. */
export async function readSettings(
  db: Queryable,
): Promise<Record<BellName, BellSettings>> {
  const rows = new Map(
    (await db.select().from(bells)).map((row) => [row.name, row]),
  );
  const all = BELL_NAMES.map(
    (name) => [name, settingsOf(name, rows.get(name))] as const,
  );
  return Object.fromEntries(all) as Record<BellName, BellSettings>;
}

function settingsOf(name: BellName, row: BellRow | undefined): BellSettings {
  const { threshold, window_hours } = BELLS[name];
  return {
    enabled: row?.enabled ?? true,
    threshold: threshold === null ? null : (row?.threshold ?? threshold.value),
    window_hours:
      window_hours === null ? null : (row?.window_hours ?? window_hours),
  };
}

/** The bells as they are shown. */
export async function listBells(db: Queryable) {
  const rows = new Map(
    (await db.select().from(bells)).map((row) => [row.name, row]),
  );
  return BELL_NAMES.toSorted().map((name) => {
    const row = rows.get(name);
    const { description, threshold } = BELLS[name];
    return {
      name,
      description,
      ...settingsOf(name, row),
      threshold_means: threshold?.means ?? null,
      changed_at: row === undefined ? null : isoTime(row.updated_at),
    };
  });
}

/** One bell; throws 404 if there is none of the name. */
export async function readBell(db: Queryable, name: string) {
  const all = await listBells(db);
  return orNotFound(all.find((bell) => bell.name === name));
}

/** Changes how a bell watches, from its next run on. */
export async function changeBell(
  deps: { db: Queryable; clock: Clock; configuration: Changes },
  name: string,
  patch: Partial<BellSettings>,
) {
  const current = await readBell(deps.db, name);
  const bell = BELLS[current.name];
  const { threshold, window_hours } = patch;
  if (threshold !== undefined && threshold !== null) {
    const { threshold: known } = bell;
    if (known === null) throw invalid("threshold", "this bell has none");
    if (threshold < known.min || threshold > known.max) {
      throw invalid(
        "threshold",
        `must be ${known.min} to ${known.max} ${known.means}`,
      );
    }
  }
  if (window_hours !== undefined && window_hours !== null) {
    if (bell.window_hours === null) {
      throw invalid("window_hours", "this bell has none");
    }
    if (window_hours < 1 || window_hours > WINDOW_HOURS_MAX) {
      throw invalid("window_hours", `must be 1 to ${WINDOW_HOURS_MAX} hours`);
    }
  }
  const set = {
    enabled: patch.enabled ?? current.enabled,
    threshold: threshold === undefined ? current.threshold : threshold,
    window_hours:
      window_hours === undefined ? current.window_hours : window_hours,
    updated_at: deps.clock.nowMs(),
  };
  await deps.configuration.change((tx) =>
    tx
      .insert(bells)
      .values({ name, ...set })
      .onConflictDoUpdate({ target: bells.name, set }),
  );
  return await readBell(deps.db, name);
}
