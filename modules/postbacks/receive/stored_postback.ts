import { asc, inArray } from "drizzle-orm";
import type { Queryable } from "../../../db/mod.ts";
import { allPostbacks } from "../../../db/schema/mod.ts";
import type { Cut, EarlierVerdict } from "../../../db/schema/mod.ts";
import type { RawPostback } from "../../sources/mod.ts";

/** Maximum number of verdicts kept for a postback that is replayed repeatedly. */
const VERDICTS_MAX = 20;

/** A stored postback with its verdicts, oldest first. */
export interface StoredPostback {
  raw: RawPostback;
  verdicts: EarlierVerdict[];
  /** Null: the whole request is stored. */
  cut: Cut | null;
  /** Stored in the strangers' table. */
  is_stranger: boolean;
}

/** Loads stored postbacks with their verdicts in order of arrival; unknown ids are skipped. */
export async function loadStored(
  db: Queryable,
  ids: readonly string[],
): Promise<StoredPostback[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({
      id: allPostbacks.id,
      received_at: allPostbacks.received_at,
      method: allPostbacks.method,
      url: allPostbacks.url,
      headers: allPostbacks.headers,
      body: allPostbacks.body,
      ip: allPostbacks.ip,
      judged_at: allPostbacks.judged_at,
      http_status: allPostbacks.http_status,
      outcome: allPostbacks.outcome,
      detail: allPostbacks.detail,
      conversion_id: allPostbacks.conversion_id,
      earlier: allPostbacks.earlier,
      cut: allPostbacks.cut,
      is_stranger: allPostbacks.is_stranger,
    })
    .from(allPostbacks)
    .where(inArray(allPostbacks.id, [...ids]))
    .orderBy(asc(allPostbacks.received_at), asc(allPostbacks.id));
  return rows.map(
    ({
      judged_at,
      http_status,
      outcome,
      detail,
      conversion_id,
      earlier,
      ip,
      cut,
      is_stranger,
      ...raw
    }) => {
      const latest = {
        judged_at: judged_at ?? raw.received_at,
        http_status,
        outcome,
        detail,
        conversion_id,
      };
      return {
        raw: { ...raw, ip: ip ?? "", is_kept: true },
        verdicts: [...(earlier ?? []), latest].slice(-VERDICTS_MAX),
        cut,
        is_stranger,
      };
    },
  );
}
