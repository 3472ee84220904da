import { eq, inArray } from "drizzle-orm";
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
  affiliate_ids?: readonly number[] | null;
  advertiser_ids?: readonly number[] | null;
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
  const { affiliate_ids = null, advertiser_ids = null } = input;
  const errors = [
    ...whyUnfit(role, "affiliate", affiliate_id),
    ...whyUnfit(role, "advertiser", advertiser_id),
    ...whyUnlimited(role, { affiliate_ids, advertiser_ids }),
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
  const limits = { affiliate_ids, advertiser_ids };
  if (errors.length === 0) errors.push(...(await missingIn(db, limits)));
  if (errors.length === 0) {
    return { affiliate_id, advertiser_id, ...onceEach(limits) };
  }
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

interface Limits {
  affiliate_ids: readonly number[] | null;
  advertiser_ids: readonly number[] | null;
}

function whyUnlimited(role: Role, limits: Limits): FieldError[] {
  if (role === "manager") return [];
  return Object.entries(limits)
    .filter(([, ids]) => ids !== null)
    .map(([field]) => ({ field, message: `the role ${role} takes none` }));
}

/** The ids that nothing has. */
async function missingIn(
  db: Queryable,
  { affiliate_ids, advertiser_ids }: Limits,
): Promise<FieldError[]> {
  const errors: FieldError[] = [];
  for (const [field, table, ids] of [
    ["affiliate_ids", affiliates, affiliate_ids],
    ["advertiser_ids", advertisers, advertiser_ids],
  ] as const) {
    if (ids === null || ids.length === 0) continue;
    const rows = await db
      .select({ id: table.id })
      .from(table)
      .where(inArray(table.id, [...ids]));
    const known = new Set(rows.map(({ id }) => id));
    const id = ids.find((one) => !known.has(one));
    if (id !== undefined) errors.push({ field, message: `there is no ${id}` });
  }
  return errors;
}

function onceEach({ affiliate_ids, advertiser_ids }: Limits) {
  const each = (ids: readonly number[] | null) =>
    ids && [...new Set(ids)].sort((a, b) => a - b);
  return {
    affiliate_ids: each(affiliate_ids),
    advertiser_ids: each(advertiser_ids),
  };
}

function missing(party: string, id: number): FieldError {
  return { field: `${party}_id`, message: `there is no ${party} ${id}` };
}
