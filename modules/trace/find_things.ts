import { and, desc, eq, inArray, ne, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import {
  advertisers,
  allPostbacks,
  campaigns,
  clicks,
  conversions,
  customers,
  deliveries,
  invoices,
  ledgerTransactions,
  links,
  oldClicks,
  payments,
} from "../../db/schema/mod.ts";
import { clickIdText } from "../clicks/mod.ts";
import { sees } from "./asker.ts";
import type { Asker, Field } from "./asker.ts";
import { LOOKED_MAX } from "./lookup.ts";
import type { Lookup } from "./lookup.ts";
import type { Question } from "./read_question.ts";
import type { FoundKind } from "./trace_answers.ts";

/** Things of one kind that are shown. */
export const EACH_MAX = 20;

/** A thing that the question names. */
export interface Thing {
  kind: FoundKind;
  id: string;
  /** The value it was found by. */
  by: string;
}

/** Columns that say whose a row is. */
interface Owned {
  affiliate_id?: PgColumn;
  advertiser_id?: PgColumn;
  campaign_id?: PgColumn;
}

/** Conditions for the rows of whoever asks; a campaign's are its advertiser's. */
export function ownRows(
  { affiliate_ids, advertiser_ids }: Asker,
  { affiliate_id, advertiser_id, campaign_id }: Owned,
): SQL | undefined {
  const of = (column: PgColumn | undefined, ids: readonly number[]) =>
    column === undefined ? sql`false` : inArray(column, [...ids]);
  const ofCampaigns = (column: PgColumn, ids: readonly number[]) =>
    sql`${column} in (select id from ${campaigns} where ${of(campaigns.advertiser_id, ids)})`;
  return and(
    affiliate_ids === undefined ? undefined : of(affiliate_id, affiliate_ids),
    advertiser_ids === undefined
      ? undefined
      : advertiser_id === undefined && campaign_id !== undefined
        ? ofCampaigns(campaign_id, advertiser_ids)
        : of(advertiser_id, advertiser_ids),
  );
}

/** Finds the things with the ids of a question, each by an index. Clicks are not checked. */
export async function findThings(
  lookup: Lookup,
  question: Question,
): Promise<Thing[]> {
  const { click_ids, click_refs, orders, customers, slugs, uuids } = question;
  const found = click_ids.map((id): Thing => ({
    kind: "click",
    id,
    by: "click_id",
  }));
  const seen = (field: Field, texts: readonly string[]) =>
    sees(lookup.asker, field) ? texts : [];
  const finds = [
    ...seen("click_ref", click_refs).map(
      (text) => () => ofClickRef(lookup, text),
    ),
    ...click_refs.map((text) => () => named(lookup, text, "click_ref")),
    ...click_refs.map((text) => () => ofOldId(lookup, text)),
    ...seen("order_id", orders).map((text) => () => ofOrder(lookup, text)),
    ...seen("customer_id", customers).flatMap((text) => [
      () => ofCustomer(lookup, text),
      () => named(lookup, text, "customer_id"),
    ]),
    () => ofSlugs(lookup, seen("slug", slugs)),
    () => ofUuids(lookup, uuids),
  ];
  // They share a connection, which asks them one after the other anyway.
  for (const find of finds) {
    lookup.checkTime();
    found.push(...(await find()));
  }
  const by_thing = new Map<string, Thing>();
  for (const thing of found) {
    const key = `${thing.kind} ${thing.id}`;
    if (!by_thing.has(key)) by_thing.set(key, thing);
  }
  return [...by_thing.values()];
}

/** The newest clicks with an affiliate's own id; it may give all of its clicks the same one. */
async function ofClickRef(
  { db, asker }: Lookup,
  click_ref: string,
): Promise<Thing[]> {
  const some = db
    .select({ click_id: clicks.click_id })
    .from(clicks)
    .where(and(eq(clicks.click_ref, click_ref), ownRows(asker, clicks)))
    .limit(LOOKED_MAX)
    .as("some");
  const rows = await db
    .select()
    .from(some)
    .orderBy(desc(some.click_id))
    .limit(EACH_MAX + 1);
  return rows.map(({ click_id }): Thing => {
    const id = clickIdText(click_id);
    return { kind: "click", id, by: "click_ref" };
  });
}

/** The click that another tracker gave an id out for. */
async function ofOldId({ db }: Lookup, old_id: string): Promise<Thing[]> {
  const rows = await db
    .select({ click_id: oldClicks.click_id })
    .from(oldClicks)
    .where(eq(oldClicks.old_id, old_id));
  return rows.map(({ click_id }): Thing => {
    return { kind: "click", id: clickIdText(click_id), by: "click_id" };
  });
}

async function ofOrder(lookup: Lookup, order_id: string): Promise<Thing[]> {
  const [sold, sent] = await Promise.all([
    newestOf(lookup, conversions, eq(conversions.order_id, order_id)),
    newestOf(lookup, allPostbacks, eq(allPostbacks.order_id, order_id)),
  ]);
  return [
    ...sold.map((id): Thing => ({ kind: "conversion", id, by: "order_id" })),
    ...sent.map((id): Thing => ({ kind: "postback", id, by: "order_id" })),
  ];
}

/** The newest rows of a condition. */
async function newestOf(
  { db, asker }: Lookup,
  table: typeof conversions | typeof allPostbacks,
  condition: SQL,
): Promise<string[]> {
  const some = db
    .select({ id: sql<string>`id`.as("id") })
    .from(table)
    .where(and(condition, ownRows(asker, table)))
    .limit(LOOKED_MAX)
    .as("some");
  const rows = await db
    .select()
    .from(some)
    .orderBy(desc(some.id))
    .limit(EACH_MAX + 1);
  return rows.map(({ id }) => id);
}

/**
 * A customer with its first click. The index of customers begins with the advertiser, so each
 * advertiser is asked for.
 */
async function ofCustomer(
  lookup: Lookup,
  customer_id: string,
): Promise<Thing[]> {
  const { db, asker } = lookup;
  const { advertiser_ids, affiliate_ids } = asker;
  const asked =
    advertiser_ids === undefined
      ? sql`true`
      : sql`a.id in (${sql.join([...advertiser_ids], sql`, `)})`;
  const rows = await db.execute<{ click_id: Uint8Array }>(sql`
    select c.click_id from ${advertisers} as a cross join lateral (
      select click_id from ${customers} as k
      where k.advertiser_id = a.id and k.customer_id = ${customer_id} offset 0) as c
    where ${asked}
    limit ${EACH_MAX + 1}`);
  const first_clicks = rows.map(({ click_id }): Thing => {
    const id = clickIdText(click_id);
    return { kind: "click", id, by: "customer_id" };
  });
  const ids = await newestOf(
    lookup,
    conversions,
    eq(conversions.customer_id, customer_id),
  );
  const sold = ids.map((id): Thing => {
    return { kind: "conversion", id, by: "customer_id" };
  });
  const is_shown = first_clicks.length > 0 && affiliate_ids === undefined;
  const customer: Thing[] = is_shown
    ? [{ kind: "customer", id: customer_id, by: "customer_id" }]
    : [];
  return [...customer, ...first_clicks, ...sold];
}

/** Refused postbacks that name a customer, or something in place of a click of ours. */
async function named(
  lookup: Lookup,
  text: string,
  by: "customer_id" | "click_ref",
): Promise<Thing[]> {
  const { named_customer_id, named_click_ref } = allPostbacks;
  const column = by === "customer_id" ? named_customer_id : named_click_ref;
  const ids = await newestOf(lookup, allPostbacks, eq(column, text));
  return ids.map((id) => ({ kind: "postback", id, by }));
}

async function ofSlugs(
  { db, asker }: Lookup,
  slugs: readonly string[],
): Promise<Thing[]> {
  if (slugs.length === 0) return [];
  const rows = await db
    .select({ id: links.id })
    .from(links)
    .where(and(inArray(links.slug, [...slugs]), ownRows(asker, links)));
  return rows.map(({ id }) => ({ kind: "link", id: String(id), by: "slug" }));
}

/** The things that have one of these ids: each table is asked once for all. */
async function ofUuids(
  lookup: Lookup,
  ids: readonly string[],
): Promise<Thing[]> {
  if (ids.length === 0) return [];
  const { asker } = lookup;
  const found = await Promise.all([
    withIds(lookup, { kind: "conversion", table: conversions, ids }),
    withIds(lookup, { kind: "postback", table: allPostbacks, ids }),
    sees(asker, "endpoint_id")
      ? withIds(lookup, { kind: "delivery", table: deliveries, ids })
      : [],
    withIds(
      lookup,
      { kind: "entry", table: ledgerTransactions, ids },
      bookedFor(asker),
    ),
    sees(asker, "payment_id")
      ? withIds(
          lookup,
          { kind: "payment", table: payments, ids },
          shownPayments(asker),
        )
      : [],
    sees(asker, "invoice_id")
      ? withIds(lookup, { kind: "invoice", table: invoices, ids })
      : [],
  ]);
  return found.flat();
}

type WithId =
  | typeof conversions
  | typeof allPostbacks
  | typeof deliveries
  | typeof invoices
  | typeof ledgerTransactions
  | typeof payments;

async function withIds(
  { db, asker }: Lookup,
  {
    kind,
    table,
    ids,
  }: { kind: FoundKind; table: WithId; ids: readonly string[] },
  condition?: SQL,
): Promise<Thing[]> {
  const column: PgColumn = table.id;
  const rows = await db
    .select({ id: sql<string>`id` })
    .from(table)
    .where(and(inArray(column, [...ids]), ownRows(asker, table), condition));
  return rows.map(({ id }): Thing => ({ kind, id, by: "id" }));
}

/** A party doesn't see payments that aren't closed yet. */
export function shownPayments({ role }: Asker): SQL | undefined {
  return role === null ? undefined : ne(payments.state, "draft");
}

/** An entry is a party's only where it moves what is owed to it, or by it. */
export function bookedFor({ role }: Asker): SQL | undefined {
  const t = ledgerTransactions;
  if (role === "affiliate") {
    return sql`(${t.payable_micros} <> 0 or ${t.payable_pending_micros} <> 0)`;
  }
  return role === "advertiser"
    ? sql`(${t.receivable_micros} <> 0 or ${t.receivable_pending_micros} <> 0)`
    : undefined;
}
