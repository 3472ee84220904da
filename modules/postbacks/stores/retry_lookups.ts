import { sql } from "drizzle-orm";
import type { Database } from "../../../db/mod.ts";
import { postbacks } from "../../../db/schema/mod.ts";
import { isoTime } from "../../kernel/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import { oneAtATime } from "../one_at_a_time.ts";
import type { Receiver } from "../receive/receiver.ts";
import { FROM_START, rejudge } from "../rejudge/rejudge.ts";
import type { Selector } from "../rejudge/rejudge.ts";

export interface RetryLookupsDeps {
  db: Database;
  clock: Clock;
  receiver(): Pick<Receiver, "replay">;
}

/** Purchases that are looked up in a run, one after the other. */
const LOOKUPS_MAX = 100;
/** Of one source, whose server may be slow. */
const SOURCE_LOOKUPS_MAX = 10;
/** A purchase that isn't known by then is left to whoever puts the source right, and replays. */
const GIVEN_UP_MS = 14 * 86_400_000;
/** The wait begins with a minute, and is a day after so many doublings. */
const DOUBLINGS_MAX = 11;

/**
 * Looks purchases up again that weren't known when their notifications came: Google did not answer, had none yet, or refused
 * the service account. Each waits twice as long as before.
 */
export async function retryLookups({
  db,
  clock,
  receiver,
}: RetryLookupsDeps): Promise<void> {
  await oneAtATime(db, "retry_lookups", async () => {
    const selector = selectorOf(db, clock.nowMs());
    await rejudge({ db, clock, receiver: receiver() }, selector, FROM_START);
  });
}

/** Due ones, those that were tried least lately first; index `postbacks_purchase_unknown`. */
function selectorOf(db: Database, now_ms: number): Selector {
  const { id, outcome, source_id, received_at, judged_at, earlier, cut } =
    postbacks;
  const tried_at = sql`coalesce(${judged_at}, ${received_at})`;
  const tries = sql`least(coalesce(jsonb_array_length(${earlier}), 0), ${DOUBLINGS_MAX}::integer)`;
  return {
    piece_max: LOOKUPS_MAX,
    async idsAfter(_, limit) {
      const rows = await db.execute<{ id: string }>(sql`
        select id from (
          select ${id}, ${tried_at} as tried_at,
            row_number() over (partition by ${source_id} order by ${tried_at}) as place
          from ${postbacks}
          where ${outcome} = 'purchase_unknown' and ${cut} is null
            and ${received_at} >= ${isoTime(now_ms - GIVEN_UP_MS)}::timestamptz
            and ${tried_at} + least(interval '1 minute' * (1 << ${tries}), interval '1 day')
              <= ${isoTime(now_ms)}::timestamptz) as due
        where place <= ${SOURCE_LOOKUPS_MAX} order by tried_at limit ${limit}`);
      return rows.map((row) => row.id);
    },
  };
}
