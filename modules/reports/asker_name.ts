import { isPartyRole } from "../http/mod.ts";
import type { Principal } from "../access/mod.ts";

/** The one that a caller takes turns and streams for: its party, else its user, else its token. */
export function askerName(principal: Principal): string {
  const { role, user_id, id } = principal;
  if (!isPartyRole(role)) return user_id ?? id;
  return `${role} ${principal[`${role}_id`] ?? id}`;
}
