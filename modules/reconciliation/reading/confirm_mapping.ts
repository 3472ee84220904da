import { eq } from "drizzle-orm";
import { reconciliations } from "../../../db/schema/mod.ts";
import type { StatementMapping } from "../../../db/schema/mod.ts";
import { orNotFound } from "../../http/mod.ts";
import { Problem } from "../../kernel/mod.ts";
import { checkMapping } from "./check_mapping.ts";
import {
  enqueueReading,
  mergeMapping,
  rememberMapping,
} from "./open_reconciliation.ts";
import type { ReadingDeps, Reconciliation } from "./open_reconciliation.ts";
import { settleReading } from "./read_statement.ts";
import type { ReadingTaskDeps } from "./read_statement.ts";

export interface ConfirmDeps
  extends ReadingDeps, Pick<ReadingTaskDeps, "afterReading"> {}

/**
 * Confirms the mapping of a statement, and saves it for later statements with the
 * same header. If the mapping changes, the rows are read again; otherwise matching
 * starts at once.
 */
export async function confirmMapping(
  deps: ConfirmDeps,
  input: {
    id: string;
    mapping: Partial<StatementMapping> | null;
    confirmed_by: string;
    /** Throws a Problem if who confirms may not change it, as it is once it is locked. */
    check?: (before: Reconciliation) => void;
  },
): Promise<Reconciliation> {
  const { id, confirmed_by } = input;
  return await deps.db.transaction(async (tx) => {
    const mine = eq(reconciliations.id, id);
    const rows = await tx
      .select()
      .from(reconciliations)
      .where(mine)
      .for("update");
    const before = orNotFound(rows[0]);
    input.check?.(before);
    assertChangeable(before);
    const mapping = changedMapping(before, input.mapping);
    checkMapping(mapping, before.columns);
    const is_same = Bun.deepEquals(mapping, before.mapping);
    const is_read = is_same && before.reading !== null;
    const [row] = await tx
      .update(reconciliations)
      .set({
        mapping,
        mapping_confirmed: true,
        status: "matching",
        problem: null,
        ...(is_same
          ? {}
          : {
              mapping_version: before.mapping_version + 1,
              reading: null,
              frame: null,
              frame_confirmed: false,
              totals: null,
            }),
      })
      .where(mine)
      .returning();
    const confirmed = orNotFound(row);
    if (!is_same || !before.mapping_confirmed) {
      await rememberMapping(deps, tx, confirmed, confirmed_by);
    }
    if (is_read) await settleReading(deps, tx, confirmed);
    else if (!is_same) await enqueueReading(deps, tx, confirmed);
    const [after] = await tx.select().from(reconciliations).where(mine);
    return orNotFound(after);
  });
}

function assertChangeable({ status }: Reconciliation): void {
  if (status !== "applied" && status !== "undone") return;
  const detail = `Cannot change the mapping: the reconciliation is ${status}`;
  throw new Problem(409, "already_applied", detail);
}

/**
 * Merges the given changes into the mapping; columns are replaced as a whole.
 * Changes of the file format are refused, since they change the columns.
 */
function changedMapping(
  { mapping }: Reconciliation,
  said: Partial<StatementMapping> | null,
): StatementMapping {
  const before = orNotFound(mapping ?? undefined);
  if (said === null) return before;
  const { format, delimiter, encoding, has_header, header_row } = said;
  const is_other_form =
    (format !== undefined && format !== before.format) ||
    (delimiter !== undefined && delimiter !== before.delimiter) ||
    (encoding !== undefined && encoding !== before.encoding) ||
    (has_header !== undefined && has_header !== before.has_header) ||
    (header_row !== undefined && header_row !== (before.header_row ?? 1));
  if (!is_other_form) return mergeMapping(before, said);
  throw new Problem(
    422,
    "invalid_request",
    "Invalid mapping: another format, delimiter, encoding or header changes the columns; upload the file again with this mapping",
  );
}
