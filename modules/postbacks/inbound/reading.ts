import type { Dialect } from "./dialect.ts";
import type { Mode } from "./event.ts";
import type { ClickSearch } from "./find_click.ts";
import type { CanonicalName, NamedValue } from "./names.ts";

/** With what a postback is read. */
export interface ReadEventInput {
  found: ClickSearch;
  dialect: Dialect;
  /** The campaign's; it is meant where neither the postback nor its source names one. */
  currency: string;
  /** What the address itself says of the mode. */
  mode: Mode | null;
  /** Words that stand for the time of arrival. */
  arrival_words?: readonly string[] | undefined;
  received_at: number;
  /** Whether its own time is signed, and so counts. */
  is_signed: boolean;
  /** What the offer of the click is called; an `oid` of that value is no order. */
  offer_id?: string | undefined;
}

/** One value for each of our names. */
export type Values = Map<CanonicalName, NamedValue>;
