import { and, asc, gt, lte } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Database, Transaction } from "../../../db/mod.ts";
import { conversions } from "../../../db/schema/mod.ts";
import { invalid } from "../../http/mod.ts";
import type { GivenFilters } from "../../http/mod.ts";
import { isUuid, Problem } from "../../kernel/mod.ts";
import type { ConversionStatus } from "../../sources/mod.ts";
import { conversionCondition } from "../conversion_filter.ts";
import type {
  Changer,
  ChangeResult,
  ConversionPosition,
} from "./change_types.ts";
import type { ConversionDoor } from "./conversion_door.ts";
import { Effects } from "./effects.ts";
import { presentMoney } from "./party_sums.ts";

/** Which conversions to set to which status. */
export interface BulkRequest {
  ids?: string[] | undefined;
  filter?: GivenFilters | undefined;
  status: ConversionStatus;
  reason: string;
}

/** Maximum conversions changed in one request; more run as a task. */
export const BULK_AT_ONCE_MAX = 5_000;
const EXAMPLES_SHOWN = 50;

/** The SQL condition of a filter; throws a Problem if it is empty. */
export function bulkCondition(filter: GivenFilters | undefined): SQL {
  const condition = conversionCondition(filter ?? {});
  if (condition !== undefined) return condition;
  throw invalid(
    "filter",
    "provide `ids`, or a filter with at least one condition",
  );
}

/** Number of conversions that match a filter. */
export async function countBulk(
  db: Database,
  filter: GivenFilters | undefined,
): Promise<number> {
  return await db.$count(conversions, bulkCondition(filter));
}

/** Ids that match a filter, ascending, after `after` and up to `up_to`. */
export async function bulkIds(
  db: Database | Transaction,
  filter: GivenFilters | undefined,
  { after, up_to, limit }: { after: string; up_to: string; limit: number },
): Promise<string[]> {
  const rows = await db
    .select({ id: conversions.id })
    .from(conversions)
    .where(
      and(
        bulkCondition(filter),
        gt(conversions.id, after),
        lte(conversions.id, up_to),
      ),
    )
    .orderBy(asc(conversions.id))
    .limit(limit);
  return rows.map(({ id }) => id);
}

/** The id before all others. */
export const FIRST_ID = "00000000-0000-0000-0000-000000000000";
/** The id after all others. */
export const LAST_ID = "ffffffff-ffff-ffff-ffff-ffffffffffff";

/** Applies a bulk change within a transaction and summarizes the results. */
export async function changeBulk(
  tx: Transaction,
  door: ConversionDoor,
  request: BulkRequest,
  by: Changer,
) {
  const ids = await idsOf(tx, request);
  const { status, reason } = request;
  const changes = ids.map((id) => ({ id, status, reason }));
  const summary = new BulkSummary();
  const { results, effects } = await door.change(tx, changes, by);
  summary.add(results, effects);
  return summary;
}

async function idsOf(tx: Transaction, request: BulkRequest): Promise<string[]> {
  if (request.ids !== undefined) {
    const off = request.ids.find((id) => !isUuid(id));
    if (off !== undefined) throw invalid("ids", "must be UUIDs");
    return [...new Set(request.ids.map((id) => id.toLowerCase()))];
  }
  const range = {
    after: FIRST_ID,
    up_to: LAST_ID,
    limit: BULK_AT_ONCE_MAX + 1,
  };
  const ids = await bulkIds(tx, request.filter, range);
  if (ids.length <= BULK_AT_ONCE_MAX) return ids;
  throw new Problem(
    422,
    "too_many",
    `More than ${BULK_AT_ONCE_MAX} conversions match: narrow the filter, or send "as_task": true`,
  );
}

/** Summarizes the results of a bulk change. */
export class BulkSummary {
  readonly #effects = new Effects();
  readonly #counts = new Map<string, number>();
  readonly #shown: unknown[] = [];
  #count = 0;

  /** Adds the results of a batch. */
  add(results: readonly ChangeResult[], effects: Effects): void {
    this.#effects.merge(effects);
    this.#count += results.length;
    for (const { id, result, refusal, before, after } of results) {
      const name = refusal?.code ?? result;
      this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
      if (this.#shown.length === EXAMPLES_SHOWN || result === "unchanged") {
        continue;
      }
      this.#shown.push({
        id,
        result,
        code: refusal?.code ?? null,
        detail: refusal?.detail ?? null,
        before: presentPosition(before),
        after: presentPosition(after),
      });
    }
  }

  /**
   * The API response. `outcomes` counts by result or refusal code; `examples` leaves
   * out unchanged ones.
   */
  present(dry_run: boolean) {
    return {
      dry_run,
      count: this.#count,
      outcomes: Object.fromEntries(this.#counts),
      ...this.#effects.present(),
      examples: this.#shown,
    };
  }
}

/** A position in API form. */
export function presentPosition(position: ConversionPosition | null) {
  if (position === null) return null;
  const { version, status, reason, amount_micros, refunded_micros } = position;
  const others = { amount: amount_micros, refunded: refunded_micros };
  return { version, status, reason, ...presentMoney(position, others) };
}
