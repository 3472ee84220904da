import { afterAll } from "bun:test";
import { createHash } from "node:crypto";
import { eq } from "drizzle-orm";
import { closeDatabase, insertRows, openDatabase } from "../db/mod.ts";
import type { Database } from "../db/mod.ts";
import {
  advertisers,
  campaigns,
  conversions,
  reconciliationItems,
  reconciliations,
  statementRows,
} from "../db/schema/mod.ts";
import { ManualClock, newId } from "../modules/kernel/mod.ts";
import type { MatchContext, MatchDeps } from "../modules/reconciliation/mod.ts";
import { createTestDatabase, START_MS } from "./harness.ts";
import { FROM_MS, TO_MS } from "./planted_maker.ts";
import type { PlantedConversion, PlantedRow } from "./planted_maker.ts";

/** Stored items of a reconciliation. */
export type StoredItem = typeof reconciliationItems.$inferSelect;

type Match = (
  deps: MatchDeps,
  reconciliation_id: string,
  context: MatchContext,
) => Promise<unknown>;

/** A context without cancellation or progress. */
export const UNWATCHED: MatchContext = {
  signal: new AbortController().signal,
  progress: async () => {},
};

/** Books and statements of a test file. */
export class ReconciliationWorld {
  readonly db: Database;
  readonly clock = new ManualClock(START_MS);
  readonly #match: Match;

  constructor(db: Database, match: Match) {
    this.db = db;
    this.#match = match;
  }

  /** Creates an advertiser with two campaigns. */
  async advertiser(): Promise<{
    advertiser_id: number;
    campaign_ids: number[];
  }> {
    const [advertiser] = await this.db
      .insert(advertisers)
      .values({ name: "Northwind Shoes", created_at: START_MS })
      .returning();
    const advertiser_id = advertiser?.id ?? 0;
    const made = await this.db
      .insert(campaigns)
      .values(
        ["Winter", "Summer"].map((name) => ({
          advertiser_id,
          name,
          destination_url: "https://shop.example/",
          currency: "USD",
          created_at: START_MS,
        })),
      )
      .returning();
    return { advertiser_id, campaign_ids: made.map(({ id }) => id) };
  }

  /** Books conversions, all at once. */
  async record(
    of: { advertiser_id: number; campaign_ids: number[] },
    planted: readonly PlantedConversion[],
  ): Promise<void> {
    const rows = planted.map(({ campaign, ...conversion }) => ({
      ...conversion,
      campaign_id: of.campaign_ids[campaign] ?? 0,
      advertiser_id: of.advertiser_id,
    }));
    await insertRows(this.db, conversions, rows);
  }

  /**
   * Stores a statement of parsed rows; returns its reconciliation, which isn't
   * matched yet.
   */
  async state(
    { advertiser_id }: { advertiser_id: number },
    rows: readonly PlantedRow[],
    change: Partial<typeof reconciliations.$inferInsert> = {},
  ): Promise<string> {
    const id = newId(this.clock);
    this.clock.advance(1);
    await this.db.insert(reconciliations).values({
      id,
      advertiser_id,
      statement_id: id,
      from_at: FROM_MS,
      to_at: TO_MS,
      timezone: "UTC",
      status: "matching",
      created_at: START_MS,
      created_by: "a test",
      ...change,
    });
    await insertRows(
      this.db,
      statementRows,
      rows.map((row, at) => ({
        ...BLANK,
        ...row,
        reconciliation_id: id,
        row_no: at + 1,
        cells: [],
        content_key: contentKey(row),
      })),
    );
    return id;
  }

  /** As whoever asks for a matching, or applies one. */
  async setStatus(id: string, status: "matching" | "applied"): Promise<void> {
    await this.db
      .update(reconciliations)
      .set({ status })
      .where(eq(reconciliations.id, id));
  }

  /** Matches a reconciliation, also again, and returns its items, rows first. */
  async match(id: string): Promise<StoredItem[]> {
    await this.setStatus(id, "matching");
    await this.#match(this, id, UNWATCHED);
    return await this.items(id);
  }

  async items(id: string): Promise<StoredItem[]> {
    return await this.db
      .select()
      .from(reconciliationItems)
      .where(eq(reconciliationItems.reconciliation_id, id))
      .orderBy(reconciliationItems.row_no, reconciliationItems.conversion_id);
  }

  async read(id: string) {
    const [row] = await this.db
      .select()
      .from(reconciliations)
      .where(eq(reconciliations.id, id));
    if (row === undefined) throw new Error("There is no such reconciliation");
    return row;
  }
}

/** Opens empty books for a test file; the test passes the matching in. */
export async function reconciliationWorld(
  match: Match,
): Promise<ReconciliationWorld> {
  const database = await createTestDatabase();
  const db = openDatabase(database.app, { connections_max: 6 });
  afterAll(async () => {
    await closeDatabase(db);
    await database.drop();
  });
  return new ReconciliationWorld(db, match);
}

const BLANK = {
  click_id: null,
  order_id: null,
  conversion_id: null,
  customer_id: null,
  goal: null,
  campaign: null,
  affiliate: null,
  status: null,
  raw_status: null,
  reason: null,
  currency: null,
  amount_micros: null,
  revenue_micros: null,
  payout_micros: null,
  written_at: null,
  has_zone: false,
  problem: null,
  problem_column: null,
};

function contentKey(row: PlantedRow): Uint8Array {
  const text = JSON.stringify(row, (_key, value: unknown) =>
    typeof value === "bigint"
      ? String(value)
      : value instanceof Uint8Array
        ? value.toHex()
        : value,
  );
  return createHash("sha256").update(text).digest().subarray(0, 16);
}
