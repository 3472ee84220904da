/** Roles that act for a party, and see only what is its own. */
export const PARTY_ROLES = ["affiliate", "advertiser"] as const;

/** A role that acts for a party. */
export type PartyRole = (typeof PARTY_ROLES)[number];

/** Whether a role acts for a party. */
export function isPartyRole(role: string | undefined): role is PartyRole {
  return role === "affiliate" || role === "advertiser";
}
