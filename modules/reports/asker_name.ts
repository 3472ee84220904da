import { isPartyRole } from "../http/mod.ts";
import type { Principal } from "../access/mod.ts";

/** Whose turns and streams a caller takes: its party's, else its user's, else its token's. */
export function askerName(principal: Principal): string {
  const { role, user_id, id } = principal;
  if (!isPartyRole(role)) return user_id ?? id;
  return `${role} ${principal[`${role}_id`] ?? id}`;
}
