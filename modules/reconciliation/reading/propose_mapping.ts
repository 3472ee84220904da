import type {
  ColumnProposal,
  StatementField,
  StatementMapping,
} from "../../../db/schema/mod.ts";
import { columnFacts } from "./column_facts.ts";
import type { ColumnFacts, Known } from "./column_facts.ts";
import { currencyInName, fieldsOfName } from "./column_names.ts";
import { endOfName } from "./ended_flags.ts";
import type { EndedState } from "./ended_flags.ts";
import { markEvidence, readMoney, signCurrency } from "./money_text.ts";
import { orderEvidence } from "./date_text.ts";
import type { DateOrder } from "./date_text.ts";
import type { Sniffed } from "./sniff.ts";
import { timeColumn } from "./time_column.ts";
import type { StatementEncoding } from "./encoding.ts";

/** Input for proposing a mapping. */
export interface ProposalInput extends Known {
  sniffed: Sniffed;
  encoding: StatementEncoding;
  kind: string;
  /** The advertiser's billing currency, used if nothing else says one. */
  currency: string | null;
}

interface Candidate {
  at: number;
  field: StatementField;
  confidence: number;
  why: string;
}

const CONFIDENCE_MIN = 0.3;
/** Confidence lost per rank of a name. */
const RANK_COST = 0.01;
/** A few hits may be chance: amounts and row numbers look like orders too. */
const ORDERS_SHARE_MIN = 0.25;
const MONEY_FIELDS: readonly StatementField[] = ["amount", "revenue", "payout"];

/** Proposes a field for each column, by its name and values, with the reason. */
export function proposeMapping(input: ProposalInput): {
  mapping: StatementMapping;
  proposal: ColumnProposal[];
} {
  const { sniffed } = input;
  const columns = sniffed.columns.map((column, at) => {
    const values = sniffed.sample.map((cells) => cells[at] ?? "");
    return { column, values, facts: columnFacts(values, input) };
  });
  const flags = flagsOf(sniffed.columns);
  const candidates = columns.flatMap(({ column, facts }, at) =>
    flags.has(column)
      ? []
      : candidatesOf(column, facts, input.kind).map((found) => ({
          at,
          ...found,
        })),
  );
  const chosen = choose(candidates);
  const fields = new Map(
    chosen.map(({ field, at }) => [field, columns[at]?.column ?? ""]),
  );
  const money = columns.filter((_, at) =>
    chosen.some((c) => c.at === at && MONEY_FIELDS.includes(c.field)),
  );
  const dates = columns.find(
    ({ column }) => column === fields.get("occurred_at"),
  );
  const forms = {
    decimal_comma: decimalComma(money.flatMap(({ values }) => values)),
    date_order: dateOrder(dates?.values ?? []),
  };
  const currency = currencyOf(input, fields, money);
  const time = timeColumn(columns, dates, [...fields.values()]);
  return {
    mapping: {
      format: sniffed.format,
      encoding: input.encoding,
      ...(sniffed.delimiter === null ? {} : { delimiter: sniffed.delimiter }),
      has_header: sniffed.has_header,
      ...(sniffed.header_row === null
        ? {}
        : { header_row: sniffed.header_row }),
      columns: Object.fromEntries(fields),
      ...(time === null ? {} : { time_column: time.column }),
      ...defined(forms),
      ...(currency === null ? {} : { currency }),
      ...(flags.size > 0 ? { ended: Object.fromEntries(flags) } : {}),
    },
    proposal: columns.map(({ column, facts }, at) => {
      const end = flags.get(column);
      if (end !== undefined) return flagProposal(column, facts, end);
      if (column === time?.column) return time;
      const found = chosen.find((candidate) => candidate.at === at);
      return {
        column,
        field: found?.field ?? null,
        confidence: found?.confidence ?? 0,
        why: found?.why ?? "nothing speaks for a field",
        examples: facts.examples,
      };
    }),
  };
}

/**
 * Returns the columns that flag how a sale ended; they are not considered for other
 * fields.
 */
function flagsOf(columns: readonly string[]): Map<string, EndedState> {
  const named = columns.map((column) => [column, endOfName(column)] as const);
  return new Map(
    named.flatMap(([column, end]) => (end === null ? [] : [[column, end]])),
  );
}

function flagProposal(
  column: string,
  { examples, flags }: ColumnFacts,
  end: EndedState,
): ColumnProposal {
  const share = Math.round(flags * 100);
  const why = `its name says that it marks a sale as ${end}, and ${share} % of its values are a flag`;
  const confidence = round(0.5 + flags * 0.4);
  return { column, field: "ended", confidence, why, examples };
}

/** Drops undefined properties. */
function defined<T extends object>(
  given: T,
): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const kept = Object.entries(given).filter(([, value]) => value !== undefined);
  return Object.fromEntries(kept) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

/** Chooses the pairs with the highest confidence, each field and each column once. */
function choose(candidates: readonly Candidate[]): Candidate[] {
  const sorted = [...candidates].sort(
    (a, b) => b.confidence - a.confidence || a.at - b.at,
  );
  const chosen: Candidate[] = [];
  for (const candidate of sorted) {
    if (candidate.confidence < CONFIDENCE_MIN) continue;
    const { at, field } = candidate;
    const is_taken = chosen.some((c) => c.at === at || c.field === field);
    if (!is_taken) chosen.push(candidate);
  }
  return chosen;
}

type Found = Omit<Candidate, "at">;

function candidatesOf(
  column: string,
  facts: ColumnFacts,
  kind: string,
): Found[] {
  const by_name = fieldsOfName(column).map(({ field, rank }): Found => {
    const { share, what } = supportOf(field, facts);
    const is_empty = facts.filled === 0;
    const base = 0.9 - rank * RANK_COST;
    const confidence = is_empty ? base - 0.2 : share < 0.5 ? 0.1 : base;
    const agrees = is_empty ? "and it is empty" : `and ${what}`;
    return {
      field,
      confidence: round(confidence - wrongSide(field, column, kind)),
      why: `its name says so, ${agrees}`,
    };
  });
  return [...by_name, ...byValues(facts)];
}

/**
 * Penalty for a column named payout: in a statement it is what the advertiser pays
 * us, our revenue; in an import it is the affiliate's payout.
 */
function wrongSide(field: string, column: string, kind: string): number {
  const says_payout = /^payout$/i.test(column.trim());
  if (!says_payout) return 0;
  const is_statement = kind === "statement";
  const is_wrong = is_statement ? field === "payout" : field === "revenue";
  return is_wrong ? 0.3 : 0;
}

/** Returns how far the values support the field that the name suggests. */
function supportOf(
  field: StatementField,
  facts: ColumnFacts,
): { share: number; what: string } {
  const percent = (share: number) => `${Math.round(share * 100)} %`;
  const of = (share: number, what: string) => {
    return { share, what: `${percent(share)} of its values ${what}` };
  };
  switch (field) {
    case "click_id":
      return of(facts.click_ids, "are click ids of ours");
    case "conversion_id":
      return of(facts.our_conversions, "are conversions of ours");
    case "amount":
    case "revenue":
    case "payout":
      return of(facts.money, "are money");
    case "currency":
      return of(facts.currencies, "are currencies");
    case "status":
      // Unknown status words are few and repeat.
      return of(
        Math.max(facts.states, 1 - facts.distinct),
        "are known words or come again",
      );
    case "occurred_at":
      return of(facts.dates, "are times");
    case "order_id":
      return of(facts.distinct, "stand once");
    default:
      return of(1, "can be that");
  }
}

/** Returns fields suggested by the values alone. */
function byValues(facts: ColumnFacts): Found[] {
  if (facts.filled === 0) return [];
  const found: Found[] = [];
  const add = (
    field: StatementField,
    share: number,
    sure: number,
    what: string,
  ) => {
    if (share < 0.8) return;
    const why = `${Math.round(share * 100)} % of its values ${what}`;
    found.push({ field, confidence: round(share * sure), why });
  };
  add("click_id", facts.click_ids, 0.99, "are click ids that we signed");
  if (facts.click_ids > 0.2 && facts.click_ids < 0.8) {
    const why = "some of its values are click ids that we signed";
    found.push({ field: "click_id", confidence: 0.92, why });
  }
  if (facts.our_orders > ORDERS_SHARE_MIN && facts.distinct >= 0.5) {
    const why = `${Math.round(facts.our_orders * 100)} % of its values are orders on our books`;
    const confidence = round(0.92 + facts.our_orders * 0.06);
    found.push({ field: "order_id", confidence, why });
  }
  add("conversion_id", facts.our_conversions, 0.99, "are conversions of ours");
  add("currency", facts.currencies, 0.8, "are currencies");
  if (facts.distinct < 0.5 || facts.states > 0.9) {
    add("status", facts.states, 0.7, "are words for a state");
  }
  add(
    "occurred_at",
    facts.dates,
    facts.printed_money < 0.5 ? 0.6 : 0.2,
    "are times",
  );
  const money = facts.printed_money;
  add("revenue", money, facts.dates < 0.5 ? 0.4 : 0.1, "are money");
  return found;
}

function round(confidence: number): number {
  return Math.round(confidence * 100) / 100;
}

/**
 * Whether most values that tell use a decimal comma; undefined if all are
 * ambiguous.
 */
export function decimalComma(values: Iterable<string>): boolean | undefined {
  let points = 0;
  let commas = 0;
  for (const value of values) {
    const evidence = value === "" ? "no_money" : markEvidence(value);
    if (evidence === ".") points++;
    else if (evidence === ",") commas++;
  }
  if (points === 0 && commas === 0) return undefined;
  return commas > points;
}

/** Returns the date order of most values that tell; undefined if all are ambiguous. */
export function dateOrder(values: Iterable<string>): DateOrder | undefined {
  const counts = { dmy: 0, mdy: 0, ambiguous: 0, same: 0, no_date: 0 };
  for (const value of values) if (value !== "") counts[orderEvidence(value)]++;
  if (counts.dmy > counts.mdy) return "dmy";
  if (counts.mdy > 0) return "mdy";
  return counts.ambiguous > 0 ? undefined : "ymd";
}

/**
 * Currency of rows that name none: from a column name, from beside the amounts, or
 * the advertiser's billing currency.
 */
function currencyOf(
  { sniffed, currency }: ProposalInput,
  fields: ReadonlyMap<StatementField, string>,
  money: readonly { column: string; values: string[] }[],
): string | null {
  if (fields.has("currency")) return null;
  const named = money.map(({ column }) => currencyInName(column));
  const beside = money
    .flatMap(({ values }) => values.slice(0, 20))
    .map((value) => {
      const point = readMoney(value, ".");
      const reading = point.ok ? point : readMoney(value, ",");
      return reading.ok ? signCurrency(reading, currency) : null;
    });
  const name = named.find((code) => code !== null);
  if (name !== undefined) return name;
  // If the signs differ, each row has its own currency.
  const said = new Set(beside.filter((code) => code !== null));
  const [only] = said.size === 1 ? said : [];
  return only ?? (sniffed.sample.length > 0 ? currency : null);
}
