import type { PartyRole } from "./party_roles.ts";

/** Which rows of a route are a party's own. */
export type RowRule =
  /** All: nothing that it shows or changes belongs to a party. */
  | "all"
  /** It shows and changes none. */
  | "none"
  /** It makes a row that is the caller's own, which the route sees to. */
  | "made"
  /** Those with the caller's id in this filter of the list. */
  | { filter: string; also?: readonly string[] }
  /** Those named by this field of the body, such as `filter.affiliate_id`; it can't give others. */
  | { body: string; also?: readonly string[]; hides?: readonly string[] }
  /** Those below the caller's own id in this parameter of the path. */
  | { path: string; also?: readonly string[] }
  /** Those of the thing at this path, by default the route's, whose field has the caller's id. */
  | { field: string; of?: string; also?: readonly string[] };

/** A route's rule for each role that acts for a party. */
export type OwnRows = Readonly<Partial<Record<PartyRole, RowRule>>>;
