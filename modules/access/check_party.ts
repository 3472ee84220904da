import { eq } from "drizzle-orm";
import type { Queryable } from "../../db/mod.ts";
import { advertisers, affiliates } from "../../db/schema/mod.ts";
import { Problem } from "../kernel/mod.ts";
import type { FieldError } from "../kernel/mod.ts";
import type { Party, Role } from "./roles.ts";

/** Requested party of a new user or token. */
export interface PartyInput {
  role: Role;
  affiliate_id?: number | null;
  advertiser_id?: number | null;
}

/**
 * Returns the party of a new user or token; throws a Problem if it doesn't fit the
 * role or doesn't exist.
 */
export async function checkParty(
  db: Queryable,
  input: PartyInput,
): Promise<Party> {
  const { role, affiliate_id = null, advertiser_id = null } = input;
  const errors = [
    ...whyUnfit(role, "affiliate", affiliate_id),
    ...whyUnfit(role, "advertiser", advertiser_id),
  ];
  if (errors.length === 0 && affiliate_id !== null) {
    const rows = await db
      .select({ id: affiliates.id })
      .from(affiliates)
      .where(eq(affiliates.id, affiliate_id));
    if (rows.length === 0) errors.push(missing("affiliate", affiliate_id));
  }
  if (errors.length === 0 && advertiser_id !== null) {
    const rows = await db
      .select({ id: advertisers.id })
      .from(advertisers)
      .where(eq(advertisers.id, advertiser_id));
    if (rows.length === 0) errors.push(missing("advertiser", advertiser_id));
  }
  if (errors.length === 0) return { affiliate_id, advertiser_id };
  throw new Problem(422, "invalid_request", "Invalid role", {
    errors,
  });
}

function whyUnfit(
  role: Role,
  party: "affiliate" | "advertiser",
  id: number | null,
): FieldError[] {
  const field = `${party}_id`;
  if (role === party && id === null) {
    return [{ field, message: `the role ${role} needs one` }];
  }
  if (role !== party && id !== null) {
    return [{ field, message: `the role ${role} takes none` }];
  }
  return [];
}

function missing(party: string, id: number): FieldError {
  return { field: `${party}_id`, message: `there is no ${party} ${id}` };
}
