import type { Queryable } from "./client.ts";

/** How far a restore into a database is: kept as the comment of the schema `drizzle`. */
export interface RestoreState {
  state: "restoring" | "restored";
  /** The backup's id. */
  backup: string;
}

/** Reads how far a restore is; null if nothing was restored. */
export async function readRestoreState(
  db: Pick<Queryable, "$client">,
): Promise<RestoreState | null> {
  const [row] = await db.$client.unsafe<{ comment: string | null }[]>(
    "select obj_description(to_regnamespace('drizzle'), 'pg_namespace') as comment",
  );
  const [, state, backup = ""] =
    /^(restoring|restored) from the backup (\S+)$/.exec(row?.comment ?? "") ??
    [];
  if (state !== "restoring" && state !== "restored") return null;
  return { state, backup };
}

/** Keeps how far a restore is. */
export async function writeRestoreState(
  db: Pick<Queryable, "$client">,
  { state, backup }: RestoreState,
): Promise<void> {
  const text = `${state} from the backup ${backup}`;
  if (!/^[\w -]+$/.test(text)) throw new RangeError(`No id: "${backup}"`);
  await db.$client.unsafe(`comment on schema drizzle is '${text}'`);
}

/** Throws if a restore into the database has not finished. */
export async function checkRestoredDatabase(
  db: Pick<Queryable, "$client">,
): Promise<void> {
  const found = await readRestoreState(db);
  if (found?.state !== "restoring") return;
  throw new Error(
    `The database is half restored, from the backup ${found.backup}: run "tallyho restore" with it again`,
  );
}
