/** What somebody may do; the contract's section 6 says what each role sees. */
export type Role = "admin" | "manager" | "affiliate" | "advertiser";

/** Every role, strongest first. */
export const ROLES: readonly Role[] = [
  "admin",
  "manager",
  "affiliate",
  "advertiser",
];

/** Who is asking, by token or by session. */
export interface Principal {
  kind: "token" | "session";
  /** The id of the token or of the user. */
  id: string;
  role: Role;
  affiliate_id: number | null;
  advertiser_id: number | null;
}
