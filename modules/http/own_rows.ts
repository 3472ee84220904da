import type { PartyRole } from "./party_roles.ts";

/** Which rows of a route are a party's own. */
export type RowRule =
  /** All: nothing that it shows or changes belongs to a party. */
  | "all"
  /** It shows and changes none. */
  | "none"
  /** It makes a row that is the caller's own, which the route sees to. */
  | "made"
  /** Those that its caller sees in lists of the same rows: they come by themselves, each cut. */
  | "listed"
  /**
   * Those with the caller's id in this filter of the list, which takes none of what it `hides`:
   * parameters, or values of one such as `group_by=source`.
   */
  | { filter: string; also?: readonly string[]; hides?: readonly string[] }
  /** Those named by this field of the body, such as `filter.affiliate_id`; it can't give others. */
  | { body: string; also?: readonly string[]; hides?: readonly string[] }
  /** Those below the caller's own id in this parameter of the path. */
  | { path: string; also?: readonly string[] }
  /** Those of the thing whose id is in this field of the body, and whose field has the caller's id. */
  | { names: string; of: string; field: string; also?: readonly string[] }
  /** Those of the thing at this path, by default the route's, whose field has the caller's id. */
  | {
      field: string;
      of?: string;
      also?: readonly string[];
      /** And of these, only those with such values; a list has filters by them. */
      only?: Readonly<Record<string, boolean>>;
    };

/** A route's rule for each role that acts for a party. */
export type OwnRows = Readonly<Partial<Record<PartyRole, RowRule>>>;

/** Ids of the parties whose rows a caller sees, by their kind; all of a kind that isn't named. */
export type PartyLimits = Readonly<
  Partial<Record<PartyRole, readonly number[]>>
>;
