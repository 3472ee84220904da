import { inArray, sql } from "drizzle-orm";
import { readTimestamp, recordset } from "../../../db/mod.ts";
import type { Queryable } from "../../../db/mod.ts";
import {
  deliveryQueue,
  endpointHealth,
  openBreakers,
} from "../../../db/schema/mod.ts";
import { isoTime } from "../../kernel/mod.ts";
import type { SealKey } from "../../kernel/mod.ts";
import { SWITCH_OFF } from "../judge_health.ts";
import { originOf, ownerOf } from "./endpoint_config.ts";
import type { EndpointRow } from "./endpoint_config.ts";
import { adPlatform } from "../ads/ad_platforms.ts";
import { keyFileName } from "../ads/google_access.ts";
import { presentSecret, unsealSecret } from "../sealed_secret.ts";
import { maskedHeaders } from "../../http/mod.ts";
import type { SecretView } from "../../http/mod.ts";

/** Waiting deliveries are counted up to this. */
const WAITING_MAX = 10_001;
const HOUR_MS = 3_600_000;

type Health = Partial<Omit<typeof endpointHealth.$inferSelect, "endpoint_id">>;
type Breaker = typeof openBreakers.$inferSelect;

/** The waiting deliveries of an endpoint. */
interface Waiting {
  endpoint_id: number;
  waiting: number;
  oldest_due_at: string | null;
}

/** Presents endpoints with their health and their waiting deliveries. */
export async function presentEndpoints(
  deps: { db: Queryable; seal_key: SealKey },
  rows: readonly EndpointRow[],
) {
  if (rows.length === 0) return [];
  const { db, seal_key } = deps;
  const sending = await readSending(db, rows);
  return rows.map((row, at) => ({
    ...row,
    headers: maskedHeaders(row.headers),
    secrets: row.secrets.map((secret) =>
      presentSecret(seal_key, ownerOf(row), secret),
    ),
    credential: presentCredential(seal_key, row),
    created_at: isoTime(row.created_at),
    ...sending[at],
  }));
}

/** The access to an ad platform, by what tells it from others. */
function presentCredential(
  seal_key: SealKey,
  row: EndpointRow,
): SecretView | null {
  const { credential, preset } = row;
  if (credential === null) return null;
  const shown = presentSecret(seal_key, ownerOf(row), credential);
  if (adPlatform(preset)?.credential?.kind !== "google") return shown;
  try {
    const text = unsealSecret(seal_key, ownerOf(row), credential);
    return { ...shown, masked: keyFileName(text) };
  } catch {
    return shown;
  }
}

/** An endpoint or a webhook, as far as sending to it goes. */
type Sent = Pick<EndpointRow, "id" | "url" | "enabled">;

/** The health, destination and waiting deliveries of endpoints or webhooks, in their order. */
export async function readSending(db: Queryable, rows: readonly Sent[]) {
  const ids = rows.map(({ id }) => id);
  const [health, breakers, waiting] = await Promise.all([
    db
      .select()
      .from(endpointHealth)
      .where(inArray(endpointHealth.endpoint_id, ids)),
    db
      .select()
      .from(openBreakers)
      .where(
        inArray(
          openBreakers.origin,
          rows.map(({ url }) => originOf(url)),
        ),
      ),
    countWaiting(db, ids),
  ]);
  return rows.map((row) => ({
    health: presentHealth(
      row,
      health.find(({ endpoint_id }) => endpoint_id === row.id) ?? {},
    ),
    destination: presentDestination(row, breakers),
    waiting: presentWaiting(
      waiting.find(({ endpoint_id }) => endpoint_id === row.id),
    ),
  }));
}

/** The health of an endpoint, and when and by which rule it would be switched off. */
function presentHealth(row: Sent, health: Health) {
  const { failing_since = null, failures = 0, last_error = null } = health;
  return {
    failing_since: timeOrNull(failing_since),
    failures,
    last_success_at: timeOrNull(health.last_success_at),
    last_failure_at: timeOrNull(health.last_failure_at),
    last_error,
    switch_off_rule: {
      failing_hours: SWITCH_OFF.after_ms / HOUR_MS,
      failures: SWITCH_OFF.failures,
      http_status: 410,
    },
    switches_off_at:
      failing_since === null || !row.enabled
        ? null
        : isoTime(failing_since + SWITCH_OFF.after_ms),
  };
}

function presentDestination(row: Sent, breakers: readonly Breaker[]) {
  const origin = originOf(row.url);
  const breaker = breakers.find((open) => open.origin === origin);
  return {
    origin,
    breaker:
      breaker === undefined
        ? null
        : {
            opened_at: isoTime(breaker.opened_at),
            probe_at: isoTime(breaker.probe_at),
            reason: breaker.reason,
          },
  };
}

function presentWaiting(waiting: Waiting | undefined) {
  const { waiting: count = 0, oldest_due_at = null } = waiting ?? {};
  return {
    count,
    /** Whether there are more than counted. */
    is_more: count >= WAITING_MAX,
    oldest_due_at:
      oldest_due_at === null ? null : isoTime(readTimestamp(oldest_due_at)),
  };
}

function timeOrNull(ms: number | null | undefined): string | null {
  return ms === null || ms === undefined ? null : isoTime(ms);
}

/**
 * Reads only index entries: a bounded count, and one step to the oldest of first tries
 * and of retries.
 */
async function countWaiting(
  db: Queryable,
  ids: readonly number[],
): Promise<Waiting[]> {
  const given = recordset(
    "e",
    ids.map((id) => ({ id })),
    { id: "integer" },
  );
  const oldest = (is_retry: string) => sql`(select min(q.due_at)
    from ${deliveryQueue} as q
    where q.endpoint_id = e.id and (q.attempt > 0) = ${sql.raw(is_retry)})`;
  const rows = await db.execute(sql`
    select e.id as endpoint_id, w.waiting,
      least(${oldest("false")}, ${oldest("true")}) as oldest_due_at
    from ${given} cross join lateral (
      select count(*)::int as waiting from (
        select from ${deliveryQueue} as q
        where q.endpoint_id = e.id limit ${WAITING_MAX}) as counted) as w`);
  return rows as unknown as Waiting[];
}
