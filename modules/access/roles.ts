/** Roles; section 6 of the contract says what each may see. */
export type Role = "admin" | "manager" | "affiliate" | "advertiser";

/** All roles, strongest first. */
export const ROLES: readonly Role[] = [
  "admin",
  "manager",
  "affiliate",
  "advertiser",
];

/** The affiliate or advertiser that a principal acts for, or those that a manager is limited to. */
export interface Party {
  affiliate_id: number | null;
  advertiser_id: number | null;
  /** Null is all. */
  affiliate_ids: number[] | null;
  advertiser_ids: number[] | null;
}

/** The fields that say whose rows somebody gets. */
export const PARTY_FIELDS = [
  "affiliate_id",
  "advertiser_id",
  "affiliate_ids",
  "advertiser_ids",
] as const satisfies readonly (keyof Party)[];

/** No party, and no limit. */
export const NO_PARTY: Party = {
  affiliate_id: null,
  advertiser_id: null,
  affiliate_ids: null,
  advertiser_ids: null,
};

/** The party among other fields. */
export function partyIn(of: Party): Party {
  const { affiliate_id, advertiser_id, affiliate_ids, advertiser_ids } = of;
  return { affiliate_id, advertiser_id, affiliate_ids, advertiser_ids };
}

/**
 * Whether a party fits a role: an affiliate needs exactly an affiliate, an
 * advertiser exactly an advertiser, other roles none; only a manager has limits.
 */
export function fitsRole(role: Role, party: Party): boolean {
  const { affiliate_id, advertiser_id, affiliate_ids, advertiser_ids } = party;
  const is_limited = affiliate_ids !== null || advertiser_ids !== null;
  return (
    (!is_limited || role === "manager") &&
    (affiliate_id !== null) === (role === "affiliate") &&
    (advertiser_id !== null) === (role === "advertiser")
  );
}

/** The authenticated caller, by token or session. */
export interface Principal extends Party {
  kind: "token" | "session";
  /** Id of the token or the user. */
  id: string;
  role: Role;
  /** Zone of the caller's days: its party's, else the network's. */
  timezone: string;
  /** Public id of the session, if it is one. */
  session_id?: string;
  /** The user who asks, or whose token it is. */
  user_id?: string;
  /** Scopes of the token; absent if they don't limit it. */
  scopes?: readonly string[];
}

/** Id of the user who asks; null for a token that is no user's. */
export function userOf({ user_id }: Principal): string | null {
  return user_id ?? null;
}

/** The caller as it is shown. */
export function presentPrincipal(principal: Principal) {
  const { kind, id, role, timezone } = principal;
  return { kind, id, role, ...partyIn(principal), timezone };
}

/** A caller as stored; the zone is null if its party has none. */
export interface Caller extends Omit<Principal, "timezone"> {
  timezone: string | null;
}
