import { and, desc, inArray, isNull, or } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
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
import { ownRows } from "./find_things.ts";
import type { Thing } from "./find_things.ts";
import { firstRows, LOOKED_MAX, ROWS_MAX } from "./lookup.ts";
import type { Lookup } from "./lookup.ts";
import {
  deliveriesTo,
  entriesById,
  entriesOfSales,
  invoicesById,
  paymentsById,
} from "./read_money_rows.ts";
import type { FoundKind } from "./trace_answers.ts";

export interface RowsDeps {
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
  lookup: Lookup,
  things: readonly Thing[],
) {
  const ids = (kind: FoundKind) => idsOf(things, kind);
  lookup.checkTime();
  const [clicks, postbacks, deliveries, entries] = await Promise.all([
    ownClicks(deps, lookup, ids("click")),
    postbacksById(lookup, ids("postback")),
    deliveriesTo(lookup, { ids: ids("delivery") }),
    entriesById(lookup, ids("entry")),
  ]);
  const named = { clicks, postbacks, deliveries, entries };
  lookup.checkTime();
  const sold = await conversionsOf(lookup, named, ids("conversion"));
  const conversion_ids = sold.map(({ id }) => id);
  lookup.checkTime();
  const booked = await entriesOfSales(lookup, sold);
  const all_entries = onceEach([...entries, ...booked]);
  const sent = await deliveriesTo(lookup, { conversion_ids });
  lookup.checkTime();
  return {
    clicks: await relatedClicks(deps, lookup, clicks, [...sold, ...postbacks]),
    postbacks: await relatedPostbacks(lookup, named, sold),
    conversions: sold,
    versions: await versionsOf(lookup, sold),
    deliveries: onceEach([...deliveries, ...sent]),
    entries: all_entries,
    payments: await paymentsById(lookup, [
      ...ids("payment"),
      ...all_entries.flatMap(({ payment_id }) => payment_id ?? []),
    ]),
    invoices: await invoicesById(lookup, [
      ...ids("invoice"),
      ...all_entries.flatMap(({ invoice_id }) => invoice_id ?? []),
    ]),
  };
}

function onceEach<T extends { id: string }>(rows: readonly T[]): T[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

type Click = Awaited<ReturnType<typeof readClicks>>[number];

/** The clicks with these ids that are of whoever asks. */
async function ownClicks(
  deps: RowsDeps,
  lookup: Lookup,
  ids: readonly string[],
): Promise<Click[]> {
  if (ids.length === 0) return [];
  const { affiliate_ids, advertiser_ids } = lookup.asker;
  // Their ids begin with their time.
  const newest = firstRows(lookup, "click", ids.toSorted().toReversed());
  const clicks = await readClicks({ ...deps, db: lookup.db }, newest);
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
  lookup: Lookup,
  known: readonly Click[],
  of: readonly { click_id: Uint8Array | null }[],
): Promise<Click[]> {
  const ids = of.flatMap(({ click_id }) =>
    click_id === null || isClickless(click_id) ? [] : clickIdText(click_id),
  );
  const seen = new Set(known.map(({ click_id }) => click_id));
  const others = [...new Set(ids)].filter((id) => !seen.has(id));
  return [...known, ...(await ownClicks(deps, lookup, others))];
}

interface Named {
  clicks: readonly Click[];
  postbacks: readonly PostbackRow[];
  deliveries: readonly { conversion_id: string }[];
  entries: readonly { conversion_id: string }[];
}

/** Conversions that are named, and those of named clicks, postbacks, deliveries and entries. */
async function conversionsOf(
  lookup: Lookup,
  named: Named,
  ids: readonly string[],
): Promise<ConversionRow[]> {
  const { db, asker } = lookup;
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
    [of_ids, ofClicks(named.clicks)].map(async (condition) => {
      if (condition === null) return [];
      const some = db
        .select()
        .from(conversions)
        .where(and(condition, own))
        .limit(LOOKED_MAX)
        .as("some");
      return await db
        .select()
        .from(some)
        .orderBy(desc(some.id))
        .limit(ROWS_MAX + 1);
    }),
  );
  const newest = onceEach(rows.flat()).sort((one, other) =>
    other.id < one.id ? -1 : 1,
  );
  return firstRows(lookup, "conversion", newest);
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

/** The newest postbacks of one condition, without their raw requests. */
async function selectPostbacks(lookup: Lookup, condition: SQL | undefined) {
  const { db, asker } = lookup;
  const some = db
    .select(POSTBACK)
    .from(allPostbacks)
    .where(and(condition, ownRows(asker, allPostbacks)))
    .limit(LOOKED_MAX)
    .as("some");
  const rows = await db
    .select()
    .from(some)
    .orderBy(desc(some.id))
    .limit(ROWS_MAX + 1);
  return firstRows(lookup, "postback", rows);
}

async function postbacksById(
  lookup: Lookup,
  ids: readonly string[],
): Promise<PostbackRow[]> {
  if (ids.length === 0) return [];
  return await selectPostbacks(lookup, inArray(allPostbacks.id, [...ids]));
}

/** Postbacks that are named, those of named clicks, and those about the conversions. */
async function relatedPostbacks(
  lookup: Lookup,
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
      condition === null ? [] : selectPostbacks(lookup, condition),
    ),
  );
  return onceEach([...named.postbacks, ...found.flat()]);
}

/** The newest versions of conversions. */
async function versionsOf(lookup: Lookup, sold: readonly ConversionRow[]) {
  if (sold.length === 0) return [];
  const { campaign_id, conversion_id } = conversionVersions;
  const campaigns = sold.map((row) => row.campaign_id);
  const ids = sold.map(({ id }) => id);
  const some = lookup.db
    .select()
    .from(conversionVersions)
    .where(and(inArray(campaign_id, campaigns), inArray(conversion_id, ids)))
    .limit(LOOKED_MAX)
    .as("some");
  const rows = await lookup.db
    .select()
    .from(some)
    .orderBy(desc(some.changed_at), desc(some.version))
    .limit(ROWS_MAX + 1);
  return firstRows(lookup, "conversion", rows);
}
