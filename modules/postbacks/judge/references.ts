import { inArray, sql } from "drizzle-orm";
import { recordset } from "../../../db/mod.ts";
import type { Database } from "../../../db/mod.ts";
import { conversions, customers } from "../../../db/schema/mod.ts";
import { clickIdText } from "../../clicks/mod.ts";
import { Batcher } from "../../kernel/mod.ts";
import type { Outcome } from "../../kernel/mod.ts";

/** Identifies a click by customer or conversion where a postback has no click id. */
export type Reference =
  | { kind: "customer"; advertiser_id: number; customer_id: string }
  | { kind: "conversion"; conversion_id: string };

const BATCH_MAX = 500;
const QUEUE_MAX = 10_000;

/** Looks up the clicks of customers and conversions; concurrent lookups share a query. */
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
    return references.map((reference) => {
      const value = found.get(keyOf(reference)) ?? null;
      return { ok: true, value };
    });
  }
}

function keyOf(reference: Reference): string {
  return reference.kind === "customer"
    ? `${reference.advertiser_id} ${reference.customer_id}`
    : reference.conversion_id;
}
