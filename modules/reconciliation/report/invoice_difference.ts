import { and, desc, eq, isNotNull, sql } from "drizzle-orm";
import type { SQL } from "drizzle-orm";
import { readTimestamp } from "../../../db/mod.ts";
import { inCampaign } from "../../../db/citus/mod.ts";
import type { Database } from "../../../db/mod.ts";
import {
  conversions,
  invoiceClaims,
  invoices,
  ledgerTransactions,
  reconciliationItems,
  reconciliations,
  statementRows,
  statements,
  voidedInvoiceClaims,
} from "../../../db/schema/mod.ts";
import { invalidCursor, orNotFound, pageOf } from "../../http/mod.ts";
import { formatAmount, isoTime, isUuid } from "../../kernel/mod.ts";
import { advertiserSees } from "../reading/read_reconciliations.ts";
import { describeDifference } from "./describe_difference.ts";

/** ISO 4217 code of rows without a currency. */
const NO_CURRENCY = "XXX";

type Invoice = typeof invoices.$inferSelect;
type Statement = Awaited<ReturnType<typeof findStatement>>;

interface Page {
  limit: number;
  after: string | null;
}

/** Compares an invoice with the statement of its time, or answers 404. */
export async function readInvoiceDifference(
  db: Database,
  id: string,
  page: Page,
) {
  const [row] = isUuid(id)
    ? await db.select().from(invoices).where(eq(invoices.id, id))
    : [];
  const invoice = orNotFound(row);
  const statement = await findStatement(db, invoice);
  const lines = linesOf(invoice, statement);
  const shown = presenting(invoice.currency, {
    is_billed: hasSums(statement),
    is_comparable: isComparable(invoice, statement),
  });
  const by_class = (await sumByClass(db, lines)).map(({ name, ...sums }) => ({
    class: name,
    ...shown(sums),
    micros: sums,
  }));
  const totals = by_class.reduce(
    (sum, { micros }) => ({
      count: sum.count + micros.count,
      ours: sum.ours + micros.ours,
      counted_ours: sum.counted_ours + micros.counted_ours,
      counted_theirs: sum.counted_theirs + micros.counted_theirs,
    }),
    { count: 0, ours: 0n, counted_ours: 0n, counted_theirs: 0n },
  );
  const read = await readLines(db, lines, page);
  const { data, next_cursor } = pageOf(read, page.limit, cursorOf, (line) =>
    presentLine(line, shown),
  );
  const said = by_class.map(({ micros: _, ...sums }) => sums);
  const told = {
    invoice: {
      id: invoice.id,
      number: invoice.number,
      from: isoTime(invoice.from_at),
      to: isoTime(invoice.to_at),
      amount: formatAmount(invoice.amount_micros, invoice.currency),
    },
    statement: statement === null ? null : presentStatement(statement),
    advertiser_sees:
      statement === null || advertiserSees(statement.reconciliation),
    currency: invoice.currency,
    totals: shown(totals),
    by_class: said,
  };
  return {
    ...told,
    sentence: describeDifference(told),
    lines: data,
    next_cursor,
  };
}

function presentLine(line: LineRow, shown: ReturnType<typeof presenting>) {
  const { converted_at } = line;
  const { count: _, ...sums } = shown(sumsOf(line));
  return {
    id: line.id,
    class: line.class,
    ...sums,
    conversion_id: line.conversion_id,
    campaign_id: line.campaign_id,
    goal: line.goal_key,
    order_id: line.order_id,
    status: line.status,
    converted_at:
      converted_at === null ? null : isoTime(readTimestamp(converted_at)),
    row_no: line.row_no,
    row_status: line.raw_status,
  };
}

/**
 * The matched statement of the invoice's time, else the one that shares most of it; of several
 * the latest. One in the invoice's currency comes before all others.
 */
async function findStatement(db: Database, invoice: Invoice) {
  const { advertiser_id, currency, from_at, to_at } = invoice;
  const from = sql`${isoTime(from_at)}::timestamptz`;
  const to = sql`${isoTime(to_at)}::timestamptz`;
  const { from_at: begins, to_at: ends, totals } = reconciliations;
  const has_currency = JSON.stringify([{ side: "theirs", currency }]);
  const [found] = await db
    .select({ reconciliation: reconciliations, file: statements.file_name })
    .from(reconciliations)
    .leftJoin(statements, eq(statements.id, reconciliations.statement_id))
    .where(
      and(
        eq(reconciliations.advertiser_id, advertiser_id),
        eq(reconciliations.kind, "statement"),
        isNotNull(totals),
        sql`${begins} < ${to} and ${ends} > ${from}`,
      ),
    )
    .orderBy(
      sql`coalesce(${totals}->'by_status' @> ${has_currency}::jsonb, false) desc`,
      sql`least(${ends}, ${to}) - greatest(${begins}, ${from}) desc`,
      sql`${ends} - ${begins}`,
      desc(reconciliations.id),
    )
    .limit(1);
  return found ?? null;
}

function presentStatement({ reconciliation, file }: NonNullable<Statement>) {
  return {
    reconciliation_id: reconciliation.id,
    file_name: file,
    from: isoTime(reconciliation.from_at),
    to: isoTime(reconciliation.to_at),
    status: reconciliation.status,
    basis: reconciliation.frame?.basis ?? "revenue",
    currencies: currenciesOf(reconciliation),
  };
}

/** The currencies of a statement's rows. */
function currenciesOf({
  totals,
}: NonNullable<Statement>["reconciliation"]): string[] {
  const sums = (totals?.by_status ?? []) as readonly {
    side: string;
    currency: string;
  }[];
  const theirs = sums.filter(
    ({ side, currency }) => side === "theirs" && currency !== NO_CURRENCY,
  );
  return [...new Set(theirs.map(({ currency }) => currency))];
}

/** Whether a statement has sums in the currency of the invoice. */
function isComparable({ currency }: Invoice, statement: Statement): boolean {
  if (statement === null) return true;
  const known = currenciesOf(statement.reconciliation);
  return known.length === 0 || known.includes(currency);
}

/** Whether a statement's sums are of what is billed. */
function hasSums(statement: Statement): boolean {
  return statement?.reconciliation.frame?.basis === "revenue";
}

interface LineRow extends Record<string, unknown> {
  id: string;
  /** 0 for lines that differ, so that they come first. */
  place: number;
  class: string;
  ours: string;
  counted_ours: string;
  counted_theirs: string;
  conversion_id: string | null;
  campaign_id: number | null;
  goal_key: string | null;
  order_id: string | null;
  status: string | null;
  converted_at: string | null;
  row_no: number | null;
  raw_status: string | null;
}

/**
 * Query of the lines: each sale of the invoice with its item of the statement, each entry that
 * is about no sale, and each row of the statement whose sale isn't on the invoice.
 */
function linesOf(invoice: Invoice, statement: Statement): SQL {
  const claims = invoice.state === "void" ? voidedInvoiceClaims : invoiceClaims;
  const reconciliation_id = statement?.reconciliation.id ?? null;
  return sql`
    with entry as (
      select t.id, t.kind, t.receivable_micros, v.id as conversion_id,
        t.campaign_id
      from ${claims} as k
      join ${ledgerTransactions} as t on t.id = k.entry_id${inCampaign("t", "k")}
      left join ${conversions} as v
        on v.campaign_id = t.campaign_id and v.id = t.conversion_id
      where k.invoice_id = ${invoice.id}::uuid
    ), sale as (
      select campaign_id, conversion_id, sum(receivable_micros) as ours
      from entry where conversion_id is not null group by 1, 2
    ), item as (
      select i.*,
        case when i.ours_currency = ${invoice.currency}
          then i.ours_micros else 0 end as counted_ours,
        case when i.theirs_currency = ${invoice.currency}
          then i.theirs_micros else 0 end as counted_theirs
      from ${reconciliationItems} as i
      where i.reconciliation_id = ${reconciliation_id}::uuid
    ), line as (
      select 'c' || s.conversion_id as id, s.campaign_id, s.conversion_id,
        i.row_no, s.ours, coalesce(i.counted_ours, 0) as counted_ours,
        coalesce(i.counted_theirs, 0) as counted_theirs,
        case when i.state is null then 'outside_statement'
          else coalesce(i.class, 'same') end as class
      from sale as s left join item as i on i.conversion_id = s.conversion_id
      union all
      select 'e' || id, null, null, null, receivable_micros, 0, 0, kind
      from entry where conversion_id is null
      union all
      select 'r' || i.row_no, null, i.conversion_id, i.row_no, 0,
        i.counted_ours, i.counted_theirs,
        coalesce(i.class, 'not_on_invoice')
      from item as i
      where i.row_no is not null and not exists (
        select from sale as s where s.conversion_id = i.conversion_id)
    )
    select l.id, (l.class = 'same' and l.counted_ours = l.counted_theirs)::int as place,
      l.class, l.ours::text, l.counted_ours::text, l.counted_theirs::text, l.conversion_id,
      v.campaign_id, coalesce(v.goal_key, r.goal) as goal_key,
      coalesce(v.order_id, r.order_id) as order_id, v.status,
      coalesce(v.occurred_at, v.recorded_at)::text as converted_at,
      l.row_no, r.raw_status
    from line as l
    left join ${conversions} as v on v.id = l.conversion_id
      and v.advertiser_id = ${invoice.advertiser_id}
      and (l.campaign_id is null or v.campaign_id = l.campaign_id)
    left join ${statementRows} as r
      on r.reconciliation_id = ${reconciliation_id}::uuid and r.row_no = l.row_no`;
}

async function readLines(db: Database, lines: SQL, { limit, after }: Page) {
  const from = after === null ? null : /^([01])([cer].{1,40})$/.exec(after);
  if (after !== null && from === null) throw invalidCursor();
  const beyond =
    from === null
      ? sql`true`
      : sql`(place, id) > (${Number(from[1])}, ${from[2]})`;
  return await db.execute<LineRow>(sql`
    select * from (${lines}) as l where ${beyond}
    order by place, id limit ${limit + 1}`);
}

function cursorOf({ place, id }: LineRow): string {
  return `${place}${id}`;
}

async function sumByClass(db: Database, lines: SQL) {
  const rows = await db.execute<{
    name: string;
    count: number;
    ours: string;
    counted_ours: string;
    counted_theirs: string;
  }>(sql`
    select class as name, count(*)::int as count,
      sum(ours::numeric)::text as ours,
      sum(counted_ours::numeric)::text as counted_ours,
      sum(counted_theirs::numeric)::text as counted_theirs
    from (${lines}) as l group by 1
    order by abs(sum(ours::numeric)), 1`);
  return rows.map(({ name, count, ...sums }) => ({
    name,
    ...sumsOf(sums),
    count,
  }));
}

interface Sums {
  count: number;
  /** Billed for it. */
  ours: bigint;
  /** Both sides by the statement's basis, such as the amounts of sales. */
  counted_ours: bigint;
  counted_theirs: bigint;
}

function sumsOf({
  ours,
  counted_ours,
  counted_theirs,
}: Record<Exclude<keyof Sums, "count">, string>): Sums {
  return {
    count: 1,
    ours: BigInt(ours),
    counted_ours: BigInt(counted_ours),
    counted_theirs: BigInt(counted_theirs),
  };
}

function presenting(
  currency: string,
  { is_billed, is_comparable }: { is_billed: boolean; is_comparable: boolean },
) {
  const shown = (micros: bigint) => formatAmount(micros, currency);
  const comparing = (is_compared: boolean, one: bigint, other: bigint) =>
    is_compared
      ? { theirs: shown(other), difference: shown(one - other) }
      : { theirs: null, difference: null };
  return ({ count, ours, counted_ours, counted_theirs }: Sums) => ({
    count,
    ours: shown(ours),
    ...comparing(is_billed && is_comparable, ours, counted_theirs),
    counted: {
      ours: shown(counted_ours),
      ...comparing(is_comparable, counted_ours, counted_theirs),
    },
  });
}
