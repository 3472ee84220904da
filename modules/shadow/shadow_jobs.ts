import { sql } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import { shadowExports } from "../../db/schema/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import type { JobDefinition } from "../scheduler/mod.ts";
import { compareShadow } from "./compare/compare.ts";
import type { CompareDeps } from "./compare/compare.ts";
import { COMPARE_TASK, forgetOldExports } from "./keep_export.ts";
import { tellDay } from "./tell_day.ts";

export interface ShadowJobsDeps extends CompareDeps {
  public_url: string;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
/** Days after its last export in which changes here may still change the outcome. */
const GOES_ON_DAYS = 7;

/** The comparison, which uploads ask for, and its renewal once a day. */
export function shadowJobs(deps: ShadowJobsDeps): JobDefinition[] {
  const compare = async (signal: AbortSignal) => {
    const compared = await compareShadow(deps, signal);
    await tellDay(deps);
    return compared;
  };
  return [
    {
      name: COMPARE_TASK,
      description: "Compares an old tracker's conversions with ours",
      is_task: true,
      run: ({ signal }) => compare(signal),
    },
    {
      name: "renew_shadow",
      description:
        "Compares both trackers again once a day, and forgets old exports",
      every_ms: HOUR_MS,
      async run({ signal }) {
        const gone = await forgetOldExports(deps);
        // Of what is forgotten, the outcome has nothing any more either.
        if (gone > 0 || (await isDue(deps))) await compare(signal);
      },
    },
  ];
}

/** Whether exports of the last days were compared more than a day ago. */
async function isDue({
  db,
  clock,
}: {
  db: Database;
  clock: Clock;
}): Promise<boolean> {
  const now_ms = clock.nowMs();
  const [found] = await db
    .select({
      is_due: sql<boolean>`coalesce(max(${shadowExports.to_at}) >= ${isoTime(now_ms - GOES_ON_DAYS * DAY_MS)}::timestamptz
        and max(${shadowExports.compared_at}) < ${isoTime(now_ms - DAY_MS)}::timestamptz, false)`,
    })
    .from(shadowExports);
  return found?.is_due === true;
}
