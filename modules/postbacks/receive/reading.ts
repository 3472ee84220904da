import type {
  Dialect,
  Mode,
  CanonicalName,
  NamedValue,
} from "../../sources/mod.ts";
import type { ClickSearch } from "../judge/find_click.ts";

/** Context for reading a postback. */
export interface ReadEventInput {
  found: ClickSearch;
  dialect: Dialect;
  /** The campaign's currency, used if neither the postback nor its source names one. */
  currency: string;
  /** The mode that the address implies. */
  mode: Mode | null;
  /** Words that stand for the time of arrival. */
  arrival_words?: readonly string[] | undefined;
  received_at: number;
  /** Whether its own time is signed, and therefore trusted. */
  is_signed: boolean;
  /** The id of the click's offer; an `oid` with that value isn't an order. */
  offer_id?: string | undefined;
}

/** One value per canonical name. */
export type Values = Map<CanonicalName, NamedValue>;
