import { and, asc, inArray, isNull, or } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Queryable } from "../../db/mod.ts";
import {
  allPostbacks,
  conversions,
  conversionVersions,
} from "../../db/schema/mod.ts";
import type { Configuration } from "../campaigns/mod.ts";
import {
  clickIdBytes,
  clickIdText,
  isClickless,
  readClicks,
} from "../clicks/mod.ts";
import type { ProvingKeys } from "../clicks/mod.ts";
import type { Asker } from "./asker.ts";
import { ownRows } from "./find_things.ts";
import type { Thing } from "./find_things.ts";
import {
  deliveriesTo,
  entriesById,
  entriesOfSales,
  invoicesById,
  paymentsById,
} from "./read_money_rows.ts";
import type { FoundKind } from "./trace_answers.ts";

/** Conversions, postbacks, versions and so on of one timeline, each. */
const ROWS_MAX = 100;

export interface RowsDeps {
  db: Queryable;
  ring: ProvingKeys;
  configuration: Pick<Configuration, "campaign" | "link">;
}

type ConversionRow = typeof conversions.$inferSelect;
type PostbackRow = Awaited<ReturnType<typeof selectPostbacks>>[number];

/** All rows of a timeline. */
export type Rows = Awaited<ReturnType<typeof readRows>>;

/** Ids of one kind among what was found. */
function idsOf(things: readonly Thing[], kind: FoundKind): string[] {
  return things.flatMap((thing) => (thing.kind === kind ? [thing.id] : []));
}

/** Reads everything that belongs to the things found, of the rows of whoever asks. */
export async function readRows(
  deps: RowsDeps,
  asker: Asker,
  things: readonly Thing[],
) {
  const { db } = deps;
  const ids = (kind: FoundKind) => idsOf(things, kind);
  const [clicks, postbacks, deliveries, entries] = await Promise.all([
    ownClicks(deps, asker, ids("click")),
    postbacksById(db, asker, ids("postback")),
    deliveriesTo(db, asker, { ids: ids("delivery") }),
    entriesById(db, asker, ids("entry")),
  ]);
  const named = { clicks, postbacks, deliveries, entries };
  const sold = await conversionsOf(db, asker, named, ids("conversion"));
  const conversion_ids = sold.map(({ id }) => id);
  const booked = await entriesOfSales(db, asker, sold);
  const all_entries = onceEach([...entries, ...booked]);
  const sent = await deliveriesTo(db, asker, { conversion_ids });
  return {
    clicks: await relatedClicks(deps, asker, clicks, [...sold, ...postbacks]),
    postbacks: await relatedPostbacks(db, asker, named, sold),
    conversions: sold,
    versions: await versionsOf(db, sold),
    deliveries: onceEach([...deliveries, ...sent]),
    entries: all_entries,
    payments: await paymentsById(db, asker, [
      ...ids("payment"),
      ...all_entries.flatMap(({ payment_id }) => payment_id ?? []),
    ]),
    invoices: await invoicesById(
      db,
      asker,
      all_entries.flatMap(({ invoice_id }) => invoice_id ?? []),
    ),
  };
}

function onceEach<T extends { id: string }>(rows: readonly T[]): T[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

type Click = Awaited<ReturnType<typeof readClicks>>[number];

/** The clicks with these ids that are of whoever asks. */
async function ownClicks(
  deps: RowsDeps,
  { affiliate_ids, advertiser_ids }: Asker,
  ids: readonly string[],
): Promise<Click[]> {
  if (ids.length === 0) return [];
  const clicks = await readClicks(deps, ids.slice(0, ROWS_MAX));
  return clicks.filter((click) => {
    const campaign = deps.configuration.campaign(click.campaign_id ?? 0);
    const is_affiliates =
      affiliate_ids?.includes(click.affiliate_id ?? 0) ?? true;
    const is_advertisers =
      advertiser_ids?.includes(campaign?.advertiser_id ?? 0) ?? true;
    return is_affiliates && is_advertisers;
  });
}

async function relatedClicks(
  deps: RowsDeps,
  asker: Asker,
  known: readonly Click[],
  of: readonly { click_id: Uint8Array | null }[],
): Promise<Click[]> {
  const ids = of.flatMap(({ click_id }) =>
    click_id === null || isClickless(click_id) ? [] : clickIdText(click_id),
  );
  const seen = new Set(known.map(({ click_id }) => click_id));
  const others = [...new Set(ids)].filter((id) => !seen.has(id));
  return [...known, ...(await ownClicks(deps, asker, others))];
}

interface Named {
  clicks: readonly Click[];
  postbacks: readonly PostbackRow[];
  deliveries: readonly { conversion_id: string }[];
  entries: readonly { conversion_id: string }[];
}

/** Conversions that are named, and those of named clicks, postbacks, deliveries and entries. */
async function conversionsOf(
  db: Queryable,
  asker: Asker,
  named: Named,
  ids: readonly string[],
): Promise<ConversionRow[]> {
  const own = ownRows(asker, conversions);
  const wanted = [
    ...ids,
    ...named.postbacks.flatMap(({ conversion_id }) => conversion_id ?? []),
    ...[...named.deliveries, ...named.entries].map(
      ({ conversion_id }) => conversion_id,
    ),
  ];
  const of_ids = wanted.length === 0 ? null : inArray(conversions.id, wanted);
  const rows = await Promise.all(
    [of_ids, ofClicks(named.clicks)].map(async (condition) =>
      condition === null
        ? []
        : await db
            .select()
            .from(conversions)
            .where(and(condition, own))
            .limit(ROWS_MAX),
    ),
  );
  return onceEach(rows.flat());
}

function ofClicks(clicks: readonly Click[]): SQL | null {
  const campaigns = clicks.flatMap(({ campaign_id }) => campaign_id ?? []);
  const ids = clicks.flatMap(({ click_id }) => clickIdBytes(click_id) ?? []);
  if (campaigns.length === 0) return null;
  return (
    and(
      inArray(conversions.campaign_id, [...new Set(campaigns)]),
      inArray(conversions.click_id, ids),
    ) ?? null
  );
}

const POSTBACK = {
  id: allPostbacks.id,
  received_at: allPostbacks.received_at,
  campaign_id: allPostbacks.campaign_id,
  advertiser_id: allPostbacks.advertiser_id,
  affiliate_id: allPostbacks.affiliate_id,
  source_id: allPostbacks.source_id,
  http_status: allPostbacks.http_status,
  outcome: allPostbacks.outcome,
  detail: allPostbacks.detail,
  click_id: allPostbacks.click_id,
  order_id: allPostbacks.order_id,
  goal_key: allPostbacks.goal_key,
  conversion_id: allPostbacks.conversion_id,
  judged_at: allPostbacks.judged_at,
  earlier: allPostbacks.earlier,
};

/** Postbacks of one condition, oldest first, without their raw requests. */
async function selectPostbacks(
  db: Queryable,
  asker: Asker,
  condition: SQL | undefined,
) {
  return await db
    .select(POSTBACK)
    .from(allPostbacks)
    .where(and(condition, ownRows(asker, allPostbacks)))
    .orderBy(asc(allPostbacks.id))
    .limit(ROWS_MAX);
}

async function postbacksById(
  db: Queryable,
  asker: Asker,
  ids: readonly string[],
): Promise<PostbackRow[]> {
  if (ids.length === 0) return [];
  return await selectPostbacks(db, asker, inArray(allPostbacks.id, [...ids]));
}

/** Postbacks that are named, those of named clicks, and those about the conversions. */
async function relatedPostbacks(
  db: Queryable,
  asker: Asker,
  named: Named,
  sold: readonly ConversionRow[],
): Promise<PostbackRow[]> {
  const clicks = named.clicks.flatMap(
    ({ click_id }) => clickIdBytes(click_id) ?? [],
  );
  const ids = sold.map(({ id }) => id);
  const orders = sold.flatMap(({ order_id }) => order_id ?? []);
  const conditions = [
    clicks.length === 0 ? null : inArray(allPostbacks.click_id, clicks),
    sold.length === 0
      ? null
      : and(
          inArray(
            allPostbacks.click_id,
            sold.map(({ click_id }) => click_id),
          ),
          inArray(allPostbacks.conversion_id, ids),
        ),
    // Another advertiser may use the same order id.
    orders.length === 0
      ? null
      : and(
          inArray(allPostbacks.order_id, orders),
          or(
            isNull(allPostbacks.advertiser_id),
            inArray(
              allPostbacks.advertiser_id,
              sold.map(({ advertiser_id }) => advertiser_id),
            ),
          ),
        ),
  ];
  const found = await Promise.all(
    conditions.map((condition) =>
      condition === null ? [] : selectPostbacks(db, asker, condition),
    ),
  );
  return onceEach([...named.postbacks, ...found.flat()]);
}

async function versionsOf(db: Queryable, sold: readonly ConversionRow[]) {
  if (sold.length === 0) return [];
  const { campaign_id, conversion_id, version } = conversionVersions;
  return await db
    .select()
    .from(conversionVersions)
    .where(
      and(
        inArray(
          campaign_id,
          sold.map((row) => row.campaign_id),
        ),
        inArray(
          conversion_id,
          sold.map(({ id }) => id),
        ),
      ),
    )
    .orderBy(asc(conversion_id), asc(version))
    .limit(ROWS_MAX);
}
