import { eq } from "drizzle-orm";
import type { Database } from "../../../db/mod.ts";
import { reconciliations } from "../../../db/schema/mod.ts";
import { orNotFound } from "../../http/mod.ts";
import { isUuid } from "../../kernel/mod.ts";

/** A stored reconciliation. */
export type Reconciliation = typeof reconciliations.$inferSelect;

/** Reads a reconciliation, or answers 404. */
export async function readReconciliation(
  db: Pick<Database, "select">,
  id: string,
): Promise<Reconciliation> {
  const [row] = isUuid(id)
    ? await db.select().from(reconciliations).where(eq(reconciliations.id, id))
    : [];
  return orNotFound(row);
}
