/** Roles; section 6 of the contract says what each may see. */
export type Role = "admin" | "manager" | "affiliate" | "advertiser";

/** All roles, strongest first. */
export const ROLES: readonly Role[] = [
  "admin",
  "manager",
  "affiliate",
  "advertiser",
];

/** The affiliate or advertiser that a principal acts for. */
export interface Party {
  affiliate_id: number | null;
  advertiser_id: number | null;
}

/**
 * Whether a party fits a role: an affiliate needs exactly an affiliate, an
 * advertiser exactly an advertiser, other roles none.
 */
export function fitsRole(role: Role, party: Party): boolean {
  const { affiliate_id, advertiser_id } = party;
  return (
    (affiliate_id !== null) === (role === "affiliate") &&
    (advertiser_id !== null) === (role === "advertiser")
  );
}

/** The authenticated caller, by token or session. */
export interface Principal {
  kind: "token" | "session";
  /** Id of the token or the user. */
  id: string;
  role: Role;
  affiliate_id: number | null;
  advertiser_id: number | null;
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
  const { kind, id, role, affiliate_id, advertiser_id, timezone } = principal;
  return { kind, id, role, affiliate_id, advertiser_id, timezone };
}

/** A caller as stored; the zone is null if its party has none. */
export interface Caller extends Omit<Principal, "timezone"> {
  timezone: string | null;
}
