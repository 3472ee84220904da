/**
 * The expected money, by plain arithmetic on lists and maps: it shares no code
 * with the product, so that a bug there can't be repeated here.
 */

/** Accounts by their names in the API. */
export const ACCOUNT_NAMES = [
  "receivable_pending",
  "receivable",
  "payable_pending",
  "payable",
  "margin_pending",
  "margin",
  "cash",
  "variance",
  "fx",
] as const;

/** An account's name. */
export type AccountName = (typeof ACCOUNT_NAMES)[number];

/** Amounts in micros by account. */
export type Amounts = Partial<Record<AccountName, bigint>>;

/** A ledger entry of the model. */
export interface ModelEntry {
  kind: string;
  version: number;
  /** The order, payment or invoice that it is about; empty for others. */
  about: string;
  currency: string;
  advertiser: number | null;
  affiliate: number | null;
  at: number;
  payable_from: number | null;
  amounts: Amounts;
  payment: string | null;
  invoice: string | null;
  is_released: boolean;
}

/** An entry before it is booked. */
export type NewEntry = Pick<
  ModelEntry,
  "kind" | "about" | "currency" | "amounts"
> & {
  version?: number;
  advertiser?: number | null;
  affiliate?: number | null;
  payable_from?: number | null;
};

/** All ledger entries of the model. */
export class LedgerModel {
  readonly entries: ModelEntry[] = [];
  /** Nothing is booked before this time. */
  open_from = 0;
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /** The time, by the tracker's clock. */
  get now(): number {
    return this.#now();
  }

  /** Books an entry; entries without any amount are skipped. */
  post(said: NewEntry): ModelEntry | null {
    const amounts = Object.entries(said.amounts).filter(
      ([, micros]) => micros !== 0n,
    );
    if (amounts.length === 0) return null;
    if (amounts.reduce((sum, [, micros]) => sum + micros, 0n) !== 0n) {
      throw new Error(`The model books what is not balanced: ${said.kind}`);
    }
    const entry: ModelEntry = {
      version: 1,
      advertiser: null,
      affiliate: null,
      payable_from: null,
      ...said,
      amounts: Object.fromEntries(amounts),
      at: Math.max(this.now, this.open_from),
      payment: null,
      invoice: null,
      is_released: false,
    };
    this.entries.push(entry);
    return entry;
  }

  /** Sums accounts by currency as of a time, for matching entries. */
  sums(
    meant: (entry: ModelEntry) => boolean,
    as_of = Number.POSITIVE_INFINITY,
  ): Map<string, Record<AccountName, bigint>> {
    const sums = new Map<string, Record<AccountName, bigint>>();
    for (const entry of this.entries) {
      if (!meant(entry) || entry.at > as_of) continue;
      const sum = sums.get(entry.currency) ?? noAmounts();
      for (const name of ACCOUNT_NAMES) sum[name] += entry.amounts[name] ?? 0n;
      sums.set(entry.currency, sum);
    }
    return sums;
  }
}

/** Zero in each account. */
export function noAmounts(): Record<AccountName, bigint> {
  return Object.fromEntries(ACCOUNT_NAMES.map((name) => [name, 0n])) as Record<
    AccountName,
    bigint
  >;
}

/** Parses decimal text as micros. */
export function micros(text: string): bigint {
  const [, sign = "", whole = "0", part = ""] =
    /^(-?)(\d+)(?:\.(\d{1,6}))?$/.exec(text) ?? [];
  const value = BigInt(whole + part.padEnd(6, "0"));
  return sign === "" ? value : -value;
}

/** Formats micros as decimal text. */
export function decimal(value: bigint): string {
  const text = (value < 0n ? -value : value).toString().padStart(7, "0");
  const sign = value < 0n ? "-" : "";
  const part = text.slice(-6).replace(/0+$/, "");
  return `${sign}${text.slice(0, -6)}${part === "" ? "" : `.${part}`}`;
}

const MINOR_DIGITS: Readonly<Record<string, number>> = {
  ...{ USD: 2, EUR: 2, JPY: 0, KWD: 3 },
};

/** The minor unit of a currency in micros. */
export function minorUnit(currency: string): bigint {
  const digits = MINOR_DIGITS[currency];
  if (digits === undefined) throw new Error(`No digits of ${currency}`);
  return 10n ** BigInt(6 - digits);
}

/** Number of whole units in a value. */
export function unitsIn(value: bigint, unit: bigint): number {
  return Number(value / unit);
}

/** `value * part / of`, rounded half to even, symmetric around zero. */
export function portion(value: bigint, part: bigint, of: bigint): bigint {
  const product = value * part;
  if (product < 0n) return -portion(-value, part, of);
  const down = product / of;
  const twice = (product - down * of) * 2n;
  if (twice > of || (twice === of && down % 2n === 1n)) return down + 1n;
  return down;
}
