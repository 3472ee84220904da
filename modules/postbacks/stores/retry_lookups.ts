import { inArray, sql } from "drizzle-orm";
import type { Database } from "../../../db/mod.ts";
import { postbacks } from "../../../db/schema/mod.ts";
import { isoTime, ticksMs } from "../../kernel/mod.ts";
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
/** Under one lock, whose transaction may be idle for a minute: a look-up may take nine seconds. */
const ROUND_MAX = 5;
/** No round begins later in a run. */
const RUN_MS = 30_000;
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
  const until_ms = ticksMs() + RUN_MS;
  const now_ms = clock.nowMs();
  const due = await idsDue(db, now_ms);
  for (let at = 0; at < due.length; at += ROUND_MAX) {
    if (at > 0 && ticksMs() >= until_ms) return;
    const wanted = due.slice(at, at + ROUND_MAX);
    const done = await oneAtATime(db, "retry_lookups", async () => {
      const selector: Selector = {
        piece_max: ROUND_MAX,
        // Another instance may have looked some up meanwhile.
        idsAfter: () => idsDue(db, now_ms, wanted),
      };
      await rejudge({ db, clock, receiver: receiver() }, selector, FROM_START);
      return true;
    });
    if (done === null) return;
  }
}

/** Due ones, or those of some: first what was tried least lately; index `postbacks_purchase_unknown`. */
async function idsDue(
  db: Database,
  now_ms: number,
  some?: readonly string[],
): Promise<string[]> {
  const { id, outcome, source_id, received_at, judged_at, earlier, cut } =
    postbacks;
  const tried_at = sql`coalesce(${judged_at}, ${received_at})`;
  const tries = sql`least(coalesce(jsonb_array_length(${earlier}), 0), ${DOUBLINGS_MAX}::integer)`;
  const among = some === undefined ? sql`` : sql`and ${inArray(id, [...some])}`;
  const rows = await db.execute<{ id: string }>(sql`
    select id from (
      select ${id}, ${tried_at} as tried_at,
        row_number() over (partition by ${source_id} order by ${tried_at}) as place
      from ${postbacks}
      where ${outcome} = 'purchase_unknown' and ${cut} is null ${among}
        and ${received_at} >= ${isoTime(now_ms - GIVEN_UP_MS)}::timestamptz
        and ${tried_at} + least(interval '1 minute' * (1 << ${tries}), interval '1 day')
          <= ${isoTime(now_ms)}::timestamptz) as due
    where place <= ${SOURCE_LOOKUPS_MAX} order by tried_at limit ${LOOKUPS_MAX}`);
  return rows.map((row) => row.id);
}
