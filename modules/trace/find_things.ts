import { and, desc, eq, inArray, ne, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { PgColumn } from "drizzle-orm/pg-core";
import type { Queryable } from "../../db/mod.ts";
import {
  advertisers,
  allPostbacks,
  campaigns,
  clicks,
  conversions,
  customers,
  deliveries,
  ledgerTransactions,
  links,
  payments,
} from "../../db/schema/mod.ts";
import { clickIdText } from "../clicks/mod.ts";
import { sees } from "./asker.ts";
import type { Asker } from "./asker.ts";
import type { Question } from "./read_question.ts";
import type { FoundKind } from "./trace_answers.ts";

/** Things of one kind that are shown. */
export const EACH_MAX = 20;
/** Rows with one order, customer or other id that are looked through for the newest. */
const SAME_MAX = 1_000;

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
  db: Queryable,
  asker: Asker,
  question: Question,
): Promise<Thing[]> {
  const { click_ids, click_refs, orders, slugs, uuids } = question;
  const found = await Promise.all([
    click_ids.map((id): Thing => ({ kind: "click", id, by: "click_id" })),
    ...each(click_refs, sees(asker, "click_ref"), (text) =>
      ofClickRef(db, asker, text),
    ),
    ...each(click_refs, true, (text) => named(db, asker, text, "click_ref")),
    ...each(orders, sees(asker, "order_id"), (text) =>
      ofOrder(db, asker, text),
    ),
    ...each(question.customers, sees(asker, "customer_id"), (text) =>
      ofCustomer(db, asker, text),
    ),
    ...each(question.customers, sees(asker, "customer_id"), (text) =>
      named(db, asker, text, "customer_id"),
    ),
    ...each(slugs, sees(asker, "slug"), (text) => ofSlug(db, asker, text)),
    ...each(uuids, true, (id) => ofUuid(db, asker, id)),
  ]);
  const by_thing = new Map<string, Thing>();
  for (const thing of found.flat()) {
    const key = `${thing.kind} ${thing.id}`;
    if (!by_thing.has(key)) by_thing.set(key, thing);
  }
  return [...by_thing.values()];
}

function each(
  texts: readonly string[],
  is_seen: boolean,
  find: (text: string) => Promise<Thing[]>,
): Promise<Thing[]>[] {
  return is_seen ? texts.map(find) : [];
}

/** The newest clicks with an affiliate's own id; it may give all of its clicks the same one. */
async function ofClickRef(
  db: Queryable,
  asker: Asker,
  click_ref: string,
): Promise<Thing[]> {
  const some = db
    .select({ click_id: clicks.click_id })
    .from(clicks)
    .where(and(eq(clicks.click_ref, click_ref), ownRows(asker, clicks)))
    .limit(SAME_MAX)
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

async function ofOrder(
  db: Queryable,
  asker: Asker,
  order_id: string,
): Promise<Thing[]> {
  const [sold, sent] = await Promise.all([
    newestOf(db, conversions, asker, eq(conversions.order_id, order_id)),
    newestOf(db, allPostbacks, asker, eq(allPostbacks.order_id, order_id)),
  ]);
  return [
    ...sold.map((id): Thing => ({ kind: "conversion", id, by: "order_id" })),
    ...sent.map((id): Thing => ({ kind: "postback", id, by: "order_id" })),
  ];
}

/**
 * The newest rows of a condition. Some of them are taken first, by the condition's own index:
 * asked for the newest, Postgres may walk all rows by id until it has met enough of these.
 */
async function newestOf(
  db: Queryable,
  table: typeof conversions | typeof allPostbacks,
  asker: Asker,
  condition: SQL,
): Promise<string[]> {
  const some = db
    .select({ id: sql<string>`id`.as("id") })
    .from(table)
    .where(and(condition, ownRows(asker, table)))
    .limit(SAME_MAX)
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
  db: Queryable,
  asker: Asker,
  customer_id: string,
): Promise<Thing[]> {
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
    db,
    conversions,
    asker,
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
  db: Queryable,
  asker: Asker,
  text: string,
  by: "customer_id" | "click_ref",
): Promise<Thing[]> {
  const { named_customer_id, named_click_ref } = allPostbacks;
  const column = by === "customer_id" ? named_customer_id : named_click_ref;
  const ids = await newestOf(db, allPostbacks, asker, eq(column, text));
  return ids.map((id) => ({ kind: "postback", id, by }));
}

async function ofSlug(
  db: Queryable,
  asker: Asker,
  slug: string,
): Promise<Thing[]> {
  const rows = await db
    .select({ id: links.id })
    .from(links)
    .where(and(eq(links.slug, slug), ownRows(asker, links)));
  return rows.map(({ id }) => ({ kind: "link", id: String(id), by: "slug" }));
}

async function ofUuid(
  db: Queryable,
  asker: Asker,
  id: string,
): Promise<Thing[]> {
  const seesDeliveries = sees(asker, "endpoint_id");
  const seesPayments = sees(asker, "payment_id");
  const [sold, sent, told, booked, paid] = await Promise.all([
    idsOf(
      db,
      conversions,
      and(eq(conversions.id, id), ownRows(asker, conversions)),
    ),
    idsOf(
      db,
      allPostbacks,
      and(eq(allPostbacks.id, id), ownRows(asker, allPostbacks)),
    ),
    seesDeliveries
      ? idsOf(
          db,
          deliveries,
          and(eq(deliveries.id, id), ownRows(asker, deliveries)),
        )
      : [],
    idsOf(
      db,
      ledgerTransactions,
      and(
        eq(ledgerTransactions.id, id),
        ownRows(asker, ledgerTransactions),
        bookedFor(asker),
      ),
    ),
    seesPayments
      ? idsOf(
          db,
          payments,
          and(
            eq(payments.id, id),
            ownRows(asker, payments),
            shownPayments(asker),
          ),
        )
      : [],
  ]);
  const things = {
    conversion: sold,
    postback: sent,
    delivery: told,
    entry: booked,
    payment: paid,
  };
  return Object.entries(things).flatMap(([kind, ids]) =>
    ids.map((one): Thing => ({ kind: kind as FoundKind, id: one, by: "id" })),
  );
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

async function idsOf(
  db: Queryable,
  table:
    | typeof conversions
    | typeof allPostbacks
    | typeof deliveries
    | typeof ledgerTransactions
    | typeof payments,
  condition: SQL | undefined,
): Promise<string[]> {
  const rows = await db
    .select({ id: sql<string>`id` })
    .from(table)
    .where(condition)
    .limit(1);
  return rows.map(({ id }) => id);
}
