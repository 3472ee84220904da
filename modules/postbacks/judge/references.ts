import { and, desc, eq, inArray, sql } from "drizzle-orm";
import { arrayText, recordset } from "../../../db/mod.ts";
import type { Database } from "../../../db/mod.ts";
import {
  conversions,
  customers,
  oldClicks,
  postbacks,
} from "../../../db/schema/mod.ts";
import { clickIdText } from "../../clicks/mod.ts";
import { Batcher } from "../../kernel/mod.ts";
import type { Outcome } from "../../kernel/mod.ts";
import { readPaymentOf } from "../../sources/mod.ts";

/**
 * Identifies a click by customer, conversion, a store's transaction or a shop's order where a postback has no click id, or by
 * the id that another tracker gave out before the move.
 */
export type Reference =
  | { kind: "customer"; advertiser_id: number; customer_id: string }
  | { kind: "conversion"; conversion_id: string }
  | {
      kind: "transaction";
      advertiser_id: number;
      order_id: string;
      is_test: boolean;
    }
  | { kind: "order"; source_id: number; order_id: string }
  | { kind: "old_click"; old_id: string };

const BATCH_MAX = 500;
const QUEUE_MAX = 10_000;

/** Looks up the clicks of customers, conversions and transactions; concurrent lookups share a query. */
export class References {
  readonly #db: Database;
  readonly #batcher: Batcher<Reference, string | null>;

  constructor(db: Database) {
    this.#db = db;
    this.#batcher = new Batcher({
      name: "references",
      batch_max: BATCH_MAX,
      queue_max: QUEUE_MAX,
      split: () => false,
      run: (references) => this.#find(references),
    });
  }

  /** Returns the click id for a reference; null if unknown. */
  click(reference: Reference): Promise<string | null> {
    return this.#batcher.submit(reference);
  }

  /**
   * The order that a payment is of, where its shop told so; null if it didn't. What told it is a postback that
   * changed no sale, so that it stands in no campaign; the index of orders finds it by the payment.
   */
  async orderOfPayment({
    source_id,
    payment_id,
  }: {
    source_id: number;
    payment_id: string;
  }): Promise<string | null> {
    const [row] = await this.#db
      .select({ body: postbacks.body })
      .from(postbacks)
      .where(
        and(
          eq(postbacks.campaign_id, 0),
          eq(postbacks.order_id, payment_id),
          eq(postbacks.source_id, source_id),
          eq(postbacks.outcome, "ignored"),
        ),
      )
      .orderBy(desc(postbacks.id))
      .limit(1);
    const told = row?.body == null ? null : readPaymentOf(row.body);
    return told?.payment_id === payment_id ? told.order_id : null;
  }

  /** The conversions of these orders; the first of each is at the front. */
  async #booked(orders: readonly string[]) {
    if (orders.length === 0) return [];
    const { advertiser_id, source_id, order_id, click_id, proof, recorded_at } =
      conversions;
    const is_test = sql<boolean>`'test' = any(${conversions.flags})`;
    return await this.#db
      .select({
        advertiser_id,
        source_id,
        order_id: sql<string>`${order_id}`,
        click_id,
        proof,
        is_test,
      })
      .from(conversions)
      .where(inArray(order_id, [...orders]))
      .orderBy(recorded_at);
  }

  /** Imported clicks by their old ids. */
  async #imported(old_ids: readonly string[]) {
    if (old_ids.length === 0) return [];
    const { old_id, click_id } = oldClicks;
    return await this.#db
      .select({ old_id, click_id })
      .from(oldClicks)
      .where(sql`${old_id} = any(${arrayText([...new Set(old_ids)])}::text[])`);
  }

  async #find(
    references: readonly Reference[],
  ): Promise<Outcome<string | null>[]> {
    const found = new Map<string, string>();
    const by_customer = references.filter(({ kind }) => kind === "customer");
    if (by_customer.length > 0) {
      const given = recordset("k", by_customer, {
        advertiser_id: "integer",
        customer_id: "text",
      });
      const { advertiser_id, customer_id } = customers;
      const rows = await this.#db
        .select()
        .from(customers)
        .where(
          sql`(${advertiser_id}, ${customer_id}) in (select k.advertiser_id, k.customer_id from ${given})`,
        );
      for (const row of rows) {
        const key = keyOf({ kind: "customer", ...row });
        found.set(key, clickIdText(row.click_id));
      }
    }
    const ids = references.flatMap((reference) =>
      reference.kind === "conversion" ? [reference.conversion_id] : [],
    );
    if (ids.length > 0) {
      const rows = await this.#db
        .select({ id: conversions.id, click_id: conversions.click_id })
        .from(conversions)
        .where(inArray(conversions.id, ids));
      for (const { id, click_id } of rows) {
        const key = keyOf({ kind: "conversion", conversion_id: id });
        found.set(key, clickIdText(click_id));
      }
    }
    const orders = references.flatMap((reference) =>
      "order_id" in reference ? [reference.order_id] : [],
    );
    for (const row of await this.#booked(orders)) {
      for (const key of keysOf(row)) {
        if (!found.has(key)) found.set(key, clickIdText(row.click_id));
      }
    }
    const old_ids = references.flatMap((reference) =>
      reference.kind === "old_click" ? [reference.old_id] : [],
    );
    for (const { old_id, click_id } of await this.#imported(old_ids)) {
      found.set(keyOf({ kind: "old_click", old_id }), clickIdText(click_id));
    }
    return references.map((reference) => {
      const value = found.get(keyOf(reference)) ?? null;
      return { ok: true, value };
    });
  }
}

/** The references that mean a booked order: of its source, and a store's where a store proved it. */
function keysOf({
  source_id,
  proof,
  ...row
}: {
  advertiser_id: number;
  source_id: number | null;
  order_id: string;
  proof: string;
  is_test: boolean;
}): string[] {
  const { order_id } = row;
  return [
    ...(proof === "signature" ? [keyOf({ kind: "transaction", ...row })] : []),
    ...(source_id === null
      ? []
      : [keyOf({ kind: "order", source_id, order_id })]),
  ];
}

function keyOf(reference: Reference): string {
  switch (reference.kind) {
    case "customer":
      return `${reference.advertiser_id} ${reference.customer_id}`;
    case "conversion":
      return reference.conversion_id;
    case "old_click":
      return `old ${reference.old_id}`;
    case "order":
      return `of source ${reference.source_id} ${reference.order_id}`;
    case "transaction": {
      const { advertiser_id, order_id, is_test } = reference;
      return `${is_test ? "test" : "paid"} ${advertiser_id} ${order_id}`;
    }
  }
}
