import { sql } from "drizzle-orm";
import type { Database } from "../../db/mod.ts";
import {
  campaigns,
  endpointHealth,
  endpoints,
  webhooks,
} from "../../db/schema/mod.ts";
import type { CapUsage, Configuration } from "../campaigns/mod.ts";
import { isOffByHand } from "../deliveries/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import { FOUND_MAX, OVER_BELOW } from "./bell.ts";
import type { Observation, Watched } from "./bell.ts";

const HOUR_MS = 3_600_000;

/** Finds caps that are used by this share or more. */
export function watchCaps(input: {
  configuration: Pick<Configuration, "campaigns">;
  caps: Pick<CapUsage, "used">;
  threshold: number;
}): Watched {
  const { configuration, caps, threshold } = input;
  const found: Observation[] = [];
  for (const campaign of configuration.campaigns()) {
    if (campaign.status !== "active") continue;
    for (const cap of campaign.plan.caps) {
      const limit = Number(cap.limit);
      if (limit <= 0) continue;
      const percent = (Number(caps.used(cap.id).used) * 100) / limit;
      if (percent < threshold * OVER_BELOW) continue;
      found.push({
        subject: `cap ${cap.id}`,
        text: `Cap ${cap.id} (${cap.metric}) of campaign ${campaign.id} (${campaign.name}) is ${Math.floor(percent)}% used`,
        value: Math.floor(percent),
        is_on: percent >= threshold,
        campaign_id: campaign.id,
        advertiser_id: campaign.advertiser_id,
      });
    }
  }
  return { seen: found, is_whole: true };
}

/** Finds active campaigns that came to their end within the window, or before and rang then. */
export async function watchEnds(input: {
  db: Database;
  now_ms: number;
  window_hours: number;
}): Promise<Watched> {
  const { db, now_ms, window_hours } = input;
  const since = isoTime(now_ms - window_hours * HOUR_MS);
  const rows = await db.execute<{
    id: number;
    name: string;
    advertiser_id: number;
    is_recent: boolean;
  }>(sql`
    select id, name, advertiser_id, ends_at > ${since}::timestamptz as is_recent
    from ${campaigns}
    where status = 'active' and ends_at <= ${isoTime(now_ms)}::timestamptz
    order by ends_at desc, id desc limit ${FOUND_MAX}`);
  const seen = rows.map(({ id, name, advertiser_id, is_recent }) => ({
    subject: `campaign ${id}`,
    text: `Campaign ${id} (${name}) came to its end`,
    value: null,
    is_on: is_recent,
    campaign_id: id,
    advertiser_id,
  }));
  return { seen, is_whole: rows.length < FOUND_MAX };
}

/** Finds endpoints and webhooks that failed for the window, until they succeed or are off by hand. */
export async function watchEndpoints(input: {
  db: Database;
  now_ms: number;
  threshold: number;
  window_hours: number;
}): Promise<Watched> {
  const { db, now_ms, threshold, window_hours } = input;
  const since = isoTime(now_ms - window_hours * HOUR_MS);
  const rows = await db.execute<{
    id: number;
    kind: string;
    failures: number;
    is_on: boolean;
    last_error: string | null;
    affiliate_id: number | null;
    campaign_id: number | null;
  }>(sql`
    select h.endpoint_id as id, h.failures, h.last_error,
      h.failing_since <= ${since}::timestamptz as is_on,
      case when w.id is null then 'endpoint' else 'webhook' end as kind,
      coalesce(e.affiliate_id, w.affiliate_id) as affiliate_id,
      coalesce(e.campaign_id, w.campaign_id) as campaign_id
    from ${endpointHealth} as h
    left join ${endpoints} as e on e.id = h.endpoint_id
    left join ${webhooks} as w on w.id = h.endpoint_id
    where h.failing_since is not null and h.failures >= ${threshold}::float8
      and not ${isOffByHand(sql`coalesce(e.disabled_reason, w.disabled_reason, '')`)}
      and coalesce(e.id, w.id) is not null
    order by is_on desc, h.failing_since desc limit ${FOUND_MAX}`);
  const seen = rows.map(({ id, kind, failures, is_on, last_error, ...of }) => ({
    subject: `${kind} ${id}`,
    text: `${kind === "webhook" ? "Webhook" : "Endpoint"} ${id} has failed ${failures} times for over ${window_hours} hours: ${last_error ?? "no answer"}`,
    value: failures,
    is_on,
    ...of,
  }));
  return { seen, is_whole: rows.length < FOUND_MAX };
}
