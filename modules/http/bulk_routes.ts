import { TypeCompiler } from "@sinclair/typebox/compiler";
import type { TypeCheck } from "@sinclair/typebox/compiler";
import type { TSchema } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { postgresCode } from "../../db/mod.ts";
import type { Transaction } from "../../db/mod.ts";
import { Problem } from "../kernel/mod.ts";
import type { FieldError } from "../kernel/mod.ts";
import { BULK_ITEMS_MAX, bulkBody } from "./bulk.ts";
import type { Bulk, BulkBody, ItemOf } from "./bulk.ts";
import { invalid } from "./readers.ts";
import { fieldErrors, invalidFields } from "./schema_findings.ts";
import type { Finding, Shape } from "./schema_findings.ts";
import type { Changes } from "./setup_scope.ts";

const ERRORS_MAX = 1_000;

/** The result of an item; in a dry run nothing is made. */
type Row<M> =
  | { index: number; status: 201; id?: number; made: M }
  | { index: number; status: 201 }
  | {
      index: number;
      status: number;
      code: string;
      detail: string;
      errors?: FieldError[];
    };

/**
 * Mounts a bulk's route. All items are made in one transaction, each in a savepoint of its
 * own; one that can't be made takes back all others, unless `partial` is asked for, and
 * `dry_run` takes back all. `finish` gets what was made, once, in the same transaction. The
 * caller adds the guard.
 */
export function bulkRoutes<const B extends Bulk, M extends object>(
  bulk: B,
  configuration: Changes,
  create: (
    tx: Transaction,
    item: ItemOf<B>,
    caller: { timezone: string },
  ) => Promise<M>,
  finish?: (tx: Transaction, made: readonly M[]) => Promise<void>,
) {
  let check: TypeCheck<TSchema> | undefined;
  const make = async (
    tx: Transaction,
    item: unknown,
    caller: { timezone: string },
  ) => {
    check ??= TypeCompiler.Compile(bulk.item as TSchema);
    if (!check.Check(item)) {
      const found = check.Errors(item) as Iterable<Finding>;
      throw invalidFields(fieldErrors(found, bulk.item as Shape));
    }
    return await create(tx, item as ItemOf<B>, caller);
  };
  const body: TSchema = bulkBody(bulk);
  return new Elysia({ name: `bulk ${bulk.name}` }).post(
    `/bulk/${bulk.name}`,
    async (context) => {
      const { body, set } = context;
      const { items, partial = false, dry_run = false } = body as BulkBody;
      // The guard that the caller adds sets it.
      const { principal } = context as unknown as {
        principal: { timezone: string };
      };
      checkItems(items);
      const data = await configuration
        .change(async (tx) => {
          const rows: Row<M>[] = [];
          for (const [index, item] of items.entries()) {
            rows.push(
              await makeOne(tx, index, (inner) => make(inner, item, principal)),
            );
          }
          if (dry_run) throw new NothingMade(rows.map(withoutMade));
          if (!partial) refuseAllIfAny(rows);
          const made = rows.flatMap((row) => ("made" in row ? [row.made] : []));
          await finish?.(tx, made);
          return rows;
        })
        .catch(rowsOfDryRun<M>);
      const is_all = !dry_run && data.every(({ status }) => status === 201);
      set.status = is_all ? 201 : 200;
      return { data };
    },
    { body },
  );
}

/** Ends a dry run, so that what it tried is taken back. */
class NothingMade<M> extends Error {
  readonly rows: readonly Row<M>[];

  constructor(rows: readonly Row<M>[]) {
    super("A dry run makes nothing");
    this.rows = rows;
  }
}

function withoutMade<M>(row: Row<M>): Row<M> {
  return "made" in row ? { index: row.index, status: row.status } : row;
}

function rowsOfDryRun<M>(reason: unknown): readonly Row<M>[] {
  if (reason instanceof NothingMade) return (reason as NothingMade<M>).rows;
  throw reason;
}

function checkItems(items: unknown): void {
  const is_list = Array.isArray(items);
  if (is_list && items.length >= 1 && items.length <= BULK_ITEMS_MAX) return;
  throw invalid("items", `must be a list of 1 to ${BULK_ITEMS_MAX} items`);
}

async function makeOne<M extends object>(
  tx: Transaction,
  index: number,
  make: (tx: Transaction) => Promise<M>,
): Promise<Row<M>> {
  try {
    const made = await tx.transaction(make);
    const { id } = made as { id?: number };
    const status = 201;
    return { index, status, ...(id === undefined ? {} : { id }), made };
  } catch (error) {
    const { status, code, detail, errors } = problemOf(error);
    return {
      index,
      status,
      code,
      detail,
      ...(errors === undefined ? {} : { errors }),
    };
  }
}

/** An item's own fault; anything else ends the whole bulk. */
function problemOf(error: unknown): Problem {
  if (error instanceof Problem && error.status < 500) return error;
  if (postgresCode(error)?.startsWith("22") ?? false) {
    const detail = "A value can't be stored, such as a NUL character";
    return new Problem(422, "invalid_request", detail);
  }
  throw error;
}

function refuseAllIfAny(rows: readonly Row<object>[]): void {
  const refused = rows.flatMap((row) => ("code" in row ? [row] : []));
  if (refused.length === 0) return;
  const errors = refused.flatMap(({ index, code, detail, errors = [] }) =>
    errors.length === 0
      ? [{ field: `items.${index}`, message: detail, code }]
      : errors.map(({ field, ...error }) => {
          const at = field === "" ? "" : `.${field}`;
          return { field: `items.${index}${at}`, ...error, code };
        }),
  );
  const detail = `Nothing was created: ${refused.length} of ${rows.length} items are invalid`;
  throw new Problem(422, "invalid_request", detail, {
    errors: errors.slice(0, ERRORS_MAX),
  });
}
