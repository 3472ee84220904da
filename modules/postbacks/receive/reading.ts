import type {
  Dialect,
  Mode,
  CanonicalName,
  NamedValue,
} from "../../sources/mod.ts";
import type { ClickSearch } from "../judge/find_click.ts";

/** With what a postback is read. */
export interface ReadEventInput {
  found: ClickSearch;
  dialect: Dialect;
  /** The campaign's; it is meant where neither the postback nor its source names one. */
  currency: string;
  /** The mode that the address implies. */
  mode: Mode | null;
  /** Words that stand for the time of arrival. */
  arrival_words?: readonly string[] | undefined;
  received_at: number;
  /** Whether its own time is signed, and so counts. */
  is_signed: boolean;
  /** The id of the click's offer; an `oid` of that value is not an order. */
  offer_id?: string | undefined;
}

/** One value for each of our names. */
export type Values = Map<CanonicalName, NamedValue>;
