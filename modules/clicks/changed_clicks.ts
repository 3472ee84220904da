import { sql } from "drizzle-orm";
import type { ChangedRow, Queryable, Snapshot } from "../../db/mod.ts";
import type { Configuration } from "../campaigns/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import { clickIdText, ID_HEADS, timeInId } from "./click_id.ts";
import { readStored } from "./read_click.ts";
import type { ClickView } from "./read_click.ts";

/** A click that is stored later than that after it happened isn't looked for. */
const WITHIN_MS = 60_000;

/** Clicks as they are stored, and as the list shows them. */
export function clickChanges(configuration: Pick<Configuration, "campaign">) {
  return {
    readChanged: readChangedClicks,
    async read(
      db: Queryable,
      ids: readonly string[],
    ): Promise<ReadonlyMap<string, ClickView>> {
      const rows = await readStored({ db, configuration }, ids);
      return new Map(rows.map((row) => [row.click_id, row]));
    },
  };
}

/** The newest clicks that were stored since a snapshot. */
async function readChangedClicks(
  db: Queryable,
  { since, now_ms, newest_max }: ChangedClicks,
): Promise<ChangedRow[]> {
  const from_ms = now_ms - WITHIN_MS;
  const from = Buffer.from(timeInId(from_ms)).toString("hex");
  // The index is by id, where the time comes after a first byte of few values.
  const rows = await since.newest(
    db,
    sql`select encode(c.click_id, 'hex') as id, c.clicked_at as at, c.affiliate_id, g.advertiser_id
      from generate_series(${ID_HEADS.first}::int, ${ID_HEADS.last}::int) as head
      cross join lateral (
        select click_id, clicked_at, affiliate_id, campaign_id from clicks k
        where k.clicked_at >= ${isoTime(from_ms)}::timestamptz
          and k.click_id >= set_byte('\\x00'::bytea, 0, head) || decode(${from}, 'hex')
          and k.click_id < set_byte('\\x00'::bytea, 0, head) || '\\xffffffffffff'::bytea
          and ${since.isWithout("k")}
      ) as c
      left join campaigns g on g.id = c.campaign_id`,
    newest_max,
  );
  return rows.map((row) => ({
    ...row,
    id: clickIdText(Buffer.from(row.id, "hex")),
  }));
}

interface ChangedClicks {
  since: Snapshot;
  now_ms: number;
  /** Of each affiliate and advertiser. */
  newest_max: number;
}
