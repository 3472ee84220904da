import { asc, inArray } from "drizzle-orm";
import type { Queryable } from "../../../db/mod.ts";
import { postbacks } from "../../../db/schema/mod.ts";
import type { EarlierVerdict } from "../../../db/schema/mod.ts";
import type { RawPostback } from "./raw_postback.ts";

/** Of a postback that is judged over and over the latest verdicts are kept. */
const VERDICTS_MAX = 20;

/** A postback that was kept before, with the verdicts on record, the latest last. */
export interface StoredPostback {
  raw: RawPostback;
  verdicts: EarlierVerdict[];
}

/** Reads postbacks as they came, with what was said of them, in order of arrival; an id that isn't on record is passed over. */
export async function loadStored(
  db: Queryable,
  ids: readonly string[],
): Promise<StoredPostback[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .select({
      id: postbacks.id,
      received_at: postbacks.received_at,
      method: postbacks.method,
      url: postbacks.url,
      headers: postbacks.headers,
      body: postbacks.body,
      ip: postbacks.ip,
      judged_at: postbacks.judged_at,
      http_status: postbacks.http_status,
      outcome: postbacks.outcome,
      detail: postbacks.detail,
      conversion_id: postbacks.conversion_id,
      earlier: postbacks.earlier,
    })
    .from(postbacks)
    .where(inArray(postbacks.id, [...ids]))
    .orderBy(asc(postbacks.received_at), asc(postbacks.id));
  return rows.map(
    ({
      judged_at,
      http_status,
      outcome,
      detail,
      conversion_id,
      earlier,
      ip,
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
      };
    },
  );
}
