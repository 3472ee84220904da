import { sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import type { Session } from "../../../db/mod.ts";
import { reconciliationItems } from "../../../db/schema/mod.ts";
import { formatAmount } from "../../kernel/mod.ts";
import { sumOf } from "./count_outcome.ts";
import type { Cell, Outcome, StatusSum } from "./count_outcome.ts";
import { itemKey } from "./item_key.ts";
import type { Reconciliation } from "./reconciliation.ts";
import type { RowFacts } from "./row_facts.ts";
import { readChanges } from "./changes.ts";

const LARGEST = 10;
/** Usual discrepancies are under 2 %; over 5 % points to a systematic fault. */
const MARKS_PERCENT = [2, 5] as const;

/** The totals of a matching, for the report. */
export async function readTotals(
  session: Session,
  reconciliation: Reconciliation,
  facts: RowFacts,
  { cells, statuses }: Outcome,
) {
  const id = sql`${reconciliation.id}::uuid`;
  return {
    rows: facts.rows,
    doubled_rows: facts.doubled,
    conversions: sumOf(cells, "conversions"),
    currencies: currenciesOf(cells),
    by_status: statusesOf(statuses),
    matches: matchesOf(cells, facts.rows),
    breaks: breaksOf(cells),
    largest: await readLargest(session, id),
    changed: await readChanges(session, reconciliation),
  };
}

/** Both sides per currency, their difference, and how much of it is in breaks. */
function currenciesOf(cells: readonly Cell[]) {
  const codes = cells.flatMap(({ ours_currency, theirs_currency }) => [
    ...(ours_currency === null ? [] : [ours_currency]),
    ...(theirs_currency === null ? [] : [theirs_currency]),
  ]);
  return [...new Set(codes)].sort().map((currency) => {
    const ours = moneyOf(cells, currency, "ours");
    const theirs = moneyOf(cells, currency, "theirs");
    const breaks = cells.filter((cell) => cell.class !== null);
    const in_breaks =
      moneyOf(breaks, currency, "ours") - moneyOf(breaks, currency, "theirs");
    const difference = ours - theirs;
    return {
      currency,
      ours: formatAmount(ours, currency),
      theirs: formatAmount(theirs, currency),
      difference: formatAmount(difference, currency),
      breaks: formatAmount(in_breaks, currency),
      unexplained: formatAmount(difference - in_breaks, currency),
      ...discrepancyOf(difference, ours),
    };
  });
}

/** Difference in percent of our side, with two decimals, and which mark it exceeds. */
function discrepancyOf(difference: bigint, ours: bigint) {
  if (ours === 0n) {
    return {
      discrepancy_percent: null,
      over_percent: difference === 0n ? null : MARKS_PERCENT[1],
    };
  }
  const magnitude = difference < 0n ? -difference : difference;
  const hundredths = (magnitude * 10_000n) / (ours < 0n ? -ours : ours);
  const over = MARKS_PERCENT.findLast(
    (mark) => hundredths >= BigInt(mark) * 100n,
  );
  const text = hundredths.toString().padStart(3, "0");
  return {
    discrepancy_percent: `${text.slice(0, -2)}.${text.slice(-2)}`,
    over_percent: over ?? null,
  };
}

function moneyOf(
  cells: readonly Cell[],
  currency: string,
  side: "ours" | "theirs",
): bigint {
  return cells
    .filter((cell) => cell[`${side}_currency`] === currency)
    .reduce((sum, cell) => sum + BigInt(cell[side]), 0n);
}

/** Rows that each rule matched, with their share of all rows. */
function matchesOf(cells: readonly Cell[], rows: number) {
  const matched = cells.filter(({ tier }) => tier !== null);
  const keys = matched.map(({ tier, rule }) => `${tier} ${rule}`);
  return [...new Set(keys)].sort().map((key) => {
    const of = matched.filter(({ tier, rule }) => `${tier} ${rule}` === key);
    const count = sumOf(of, "rows");
    const share = rows === 0 ? 0 : Math.round((count * 10_000) / rows) / 100;
    return {
      tier: of[0]?.tier ?? null,
      rule: of[0]?.rule ?? null,
      rows: count,
      conversions: sumOf(of, "conversions"),
      share_percent: share,
    };
  });
}

/** Breaks by class and proposal, with the money of both sides. */
function breaksOf(cells: readonly Cell[]) {
  const breaks = cells.filter((cell) => cell.class !== null);
  const keys = breaks.map((cell) => `${cell.class} ${cell.proposed}`);
  return [...new Set(keys)].sort().map((key) => {
    const of = breaks.filter(
      (cell) => `${cell.class} ${cell.proposed}` === key,
    );
    const codes = of.flatMap(({ ours_currency, theirs_currency }) =>
      [ours_currency, theirs_currency].filter((code) => code !== null),
    );
    return {
      class: of[0]?.class ?? null,
      proposed: of[0]?.proposed ?? null,
      count: of.reduce((sum, { items }) => sum + items, 0),
      money: [...new Set(codes)].sort().map((currency) => ({
        currency,
        ours: formatAmount(moneyOf(of, currency, "ours"), currency),
        theirs: formatAmount(moneyOf(of, currency, "theirs"), currency),
      })),
    };
  });
}

/** Counts and money of both sides by status, whether it counts or not. */
function statusesOf(statuses: readonly StatusSum[]) {
  return statuses
    .filter(({ side }) => side !== "unread")
    .map(({ micros, ...row }) => ({
      ...row,
      amount: formatAmount(BigInt(micros), row.currency),
    }));
}

/** The breaks with the largest differences. */
async function readLargest(session: Session, id: SQL) {
  const rows = await session.query<{
    row_no: number | null;
    conversion_id: string | null;
    class: string;
    ours_currency: string | null;
    theirs_currency: string | null;
    ours_micros: string;
    theirs_micros: string;
  }>(sql`
    select row_no, conversion_id, class, ours_currency, theirs_currency,
      ours_micros::text, theirs_micros::text
    from ${reconciliationItems}
    where reconciliation_id = ${id} and class is not null and ours_micros <> theirs_micros
    order by abs(ours_micros - theirs_micros) desc, class, conversion_id, theirs_micros, row_no
    limit ${LARGEST}::int`);
  return rows.map((row) => {
    const currency = row.ours_currency ?? row.theirs_currency ?? "XXX";
    const [ours, theirs] = [BigInt(row.ours_micros), BigInt(row.theirs_micros)];
    return {
      id: itemKey(row),
      class: row.class,
      currency,
      ours: formatAmount(ours, currency),
      theirs: formatAmount(theirs, row.theirs_currency ?? currency),
      difference: formatAmount(ours - theirs, currency),
    };
  });
}
