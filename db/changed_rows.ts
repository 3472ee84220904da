import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Queryable } from "./client.ts";

/** A row that was written since a snapshot. */
export interface ChangedRow {
  id: string;
  at_ms: number;
  affiliate_id: number | null;
  advertiser_id: number | null;
  /** How many changed rows its affiliate and advertiser have. */
  of_party: number;
  /** Its place among these; 1 is the newest. */
  place: number;
}

/** Which transactions had ended when one began: the rows that it sees. */
export class Snapshot {
  readonly #text: string;

  private constructor(text: string) {
    this.#text = text;
  }

  /** The snapshot of a transaction that is `repeatable read`. */
  static async of(tx: Queryable): Promise<Snapshot> {
    const [row] = await tx.execute<{ snapshot: string }>(
      sql`select pg_current_snapshot()::text as snapshot`,
    );
    return new Snapshot(row?.snapshot ?? "");
  }

  /**
   * The condition for rows of a table's alias that the snapshot doesn't have, or has as they were
   * before. Times and ids don't tell: rows become visible in the order of commits.
   */
  isWithout(alias: string): SQL {
    // A row has the lower half of its transaction's number, which is less than that of the next
    // one.
    const next = sql`pg_snapshot_xmax(pg_current_snapshot())::text::bigint`;
    const half = sql.raw(`${alias}.xmin::text::bigint`);
    const whole = sql`(${next} - ((${next} - ${half}) & 4294967295))::text::xid8`;
    return sql`not pg_visible_in_snapshot(${whole}, ${this.#text}::pg_snapshot)`;
  }

  /**
   * Of changed rows (`id`, `at`, `affiliate_id`, `advertiser_id`) the newest of each affiliate and
   * advertiser, with the number of all.
   */
  async newest(
    db: Queryable,
    changed: SQL,
    newest_max: number,
  ): Promise<ChangedRow[]> {
    const rows = await db.execute<ChangedRow & Record<string, unknown>>(sql`
      select id, affiliate_id, advertiser_id, of_party::int, place::int,
        (extract(epoch from at) * 1000)::float8 as at_ms
      from (
        select *, count(*) over party as of_party,
          row_number() over (party order by at desc, id desc) as place
        from (${changed}) as changed
        window party as (partition by affiliate_id, advertiser_id)
      ) as ranked
      where place <= ${newest_max}`);
    return [...rows];
  }
}
