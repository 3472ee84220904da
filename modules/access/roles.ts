/** What somebody may do; the contract's section 6 says what each role sees. */
export type Role = "admin" | "manager" | "affiliate" | "advertiser";

/** Every role, strongest first. */
export const ROLES: readonly Role[] = [
  "admin",
  "manager",
  "affiliate",
  "advertiser",
];

/** Whom somebody of the role affiliate or advertiser acts for. */
export interface Party {
  affiliate_id: number | null;
  advertiser_id: number | null;
}

/** Whether a role goes with a party: an affiliate's with an affiliate alone, an advertiser's likewise, the others with none. */
export function fitsRole(role: Role, party: Party): boolean {
  const { affiliate_id, advertiser_id } = party;
  return (
    (affiliate_id !== null) === (role === "affiliate") &&
    (advertiser_id !== null) === (role === "advertiser")
  );
}

/** Who is asking, by token or by session. */
export interface Principal {
  kind: "token" | "session";
  /** The id of the token or of the user. */
  id: string;
  role: Role;
  affiliate_id: number | null;
  advertiser_id: number | null;
}
