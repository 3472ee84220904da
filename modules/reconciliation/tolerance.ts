import { eq } from "drizzle-orm";
import { Type } from "@sinclair/typebox";
import type { Static } from "@sinclair/typebox";
import type { Database, Queryable } from "../../db/mod.ts";
import { advertisers, reconciliationTolerances } from "../../db/schema/mod.ts";
import { orNotFound, invalid } from "../http/mod.ts";
import type { Precondition } from "../http/mod.ts";
import { Tolerance } from "./matching_answers.ts";
import { parseAmount, parsePercent } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";

const limit = Type.Optional(Type.String({ maxLength: 30 }));

/** Limits of tolerated differences; without a limit nothing is tolerated. */
export const ToleranceBody = Type.Object(
  {
    row_amount: limit,
    row_percent: limit,
    statement_amount: limit,
    statement_percent: limit,
  },
  { additionalProperties: false },
);

/** The API resource of an advertiser's tolerances. */
export const TOLERANCE = {
  path: "/advertisers/:id/tolerance",
  single: true,
  one: "the tolerances of an advertiser",
  many: "tolerances",
  put: ToleranceBody,
  view: Tolerance,
} as const;

/** Sets an advertiser's tolerances, from its next statement on. */
export async function putTolerance(
  { db, clock }: { db: Database; clock: Clock },
  advertiser_id: number,
  tolerance: Static<typeof ToleranceBody>,
  updated_by: string,
  check?: Precondition,
) {
  for (const [field, text] of Object.entries(tolerance)) {
    const is_percent = field.endsWith("percent");
    const value = is_percent ? parsePercent(text) : parseAmount(text);
    if (value !== null) continue;
    throw invalid(
      field,
      is_percent ? "must be a percentage" : "must be a decimal amount",
    );
  }
  const row = { tolerance, updated_at: clock.nowMs(), updated_by };
  return await db.transaction(async (tx) => {
    const [advertiser] = await tx
      .select({ id: advertisers.id })
      .from(advertisers)
      .where(eq(advertisers.id, advertiser_id))
      .for("no key update");
    orNotFound(advertiser);
    await check?.(tx);
    await tx
      .insert(reconciliationTolerances)
      .values({ advertiser_id, ...row })
      .onConflictDoUpdate({
        target: reconciliationTolerances.advertiser_id,
        set: row,
      });
    return await readTolerance(tx, advertiser_id);
  });
}

/** Reads an advertiser's tolerances; none by default. */
export async function readTolerance(db: Queryable, advertiser_id: number) {
  const [row] = await db
    .select()
    .from(reconciliationTolerances)
    .where(eq(reconciliationTolerances.advertiser_id, advertiser_id));
  return { advertiser_id, ...row?.tolerance };
}
