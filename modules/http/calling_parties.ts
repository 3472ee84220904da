import type { AppRoute, RouteDescription } from "./describe.ts";
import { PARTY_ROLES } from "./party_roles.ts";
import type { PartyRole } from "./party_roles.ts";

/** The roles that act for a party and may call a route. */
export function callingParties(
  { roles }: AppRoute,
  { signed_in = false }: RouteDescription,
): readonly PartyRole[] {
  if (roles === undefined) return signed_in ? PARTY_ROLES : [];
  return PARTY_ROLES.filter((role) => roles.includes(role));
}
