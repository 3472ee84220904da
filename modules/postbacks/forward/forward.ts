import { eq, getTableColumns } from "drizzle-orm";
import type { Queryable } from "../../../db/mod.ts";
import { forwards, forwardUses, sources } from "../../../db/schema/mod.ts";
import { withNamedConflicts } from "../../campaigns/mod.ts";
import type { Configuration } from "../../campaigns/mod.ts";
import { checkTarget } from "../../deliveries/mod.ts";
import {
  invalid,
  listCondition,
  listOrder,
  listPage,
  orNotFound,
} from "../../http/mod.ts";
import type { ListRequest, ListTable } from "../../http/mod.ts";
import { isoTime } from "../../kernel/mod.ts";
import type { Cidr, Clock } from "../../kernel/mod.ts";
import type { ForwardRow } from "./forward_directory.ts";
import type { ForwardChange, ForwardInput } from "./forward_resource.ts";

const STOP_AFTER_DAYS = 14;

export interface ForwardDeps {
  db: Queryable;
  clock: Clock;
  configuration: Configuration;
  allowed_targets: readonly Cidr[];
  /** Where this tracker is reached. */
  public_url: string;
}

/** Creates a forward: one for the network, and one for each source. */
export async function createForward(deps: ForwardDeps, input: ForwardInput) {
  checkUrl(deps, input.url);
  const now_ms = deps.clock.nowMs();
  const { source_id = null, enabled = true } = input;
  const values = {
    ...{ source_id, enabled, url: input.url.trim() },
    stop_after_days: input.stop_after_days ?? STOP_AFTER_DAYS,
    ...{ enabled_at: now_ms, created_at: now_ms },
  };
  const row = await withNamedConflicts(
    deps.configuration.change(async (tx) => {
      if (source_id !== null) await requireSource(tx, source_id);
      const [made] = await tx
        .insert(forwards)
        .values(values)
        .onConflictDoNothing()
        .returning();
      if (made !== undefined) return made;
      const of = source_id === null ? "the network" : `source ${source_id}`;
      throw invalid("source_id", `${of} has a forward already`);
    }),
  );
  return await readForward(deps, row.id);
}

/** Changes a forward; switched on again, its days begin anew. */
export async function changeForward(
  deps: ForwardDeps,
  id: number,
  { url, stop_after_days, enabled }: ForwardChange,
) {
  if (url !== undefined) checkUrl(deps, url);
  const before = await readForward(deps, id);
  const set = {
    ...(url === undefined ? {} : { url: url.trim() }),
    ...(stop_after_days === undefined ? {} : { stop_after_days }),
    ...(enabled === undefined || enabled === before.enabled
      ? {}
      : { enabled, disabled_reason: null, enabled_at: deps.clock.nowMs() }),
  };
  if (Object.keys(set).length === 0) return before;
  const row = await deps.configuration.change(async (tx) => {
    const where = eq(forwards.id, id);
    const [changed] = await tx
      .update(forwards)
      .set(set)
      .where(where)
      .returning();
    return orNotFound(changed);
  });
  return await readForward(deps, row.id);
}

/** Deletes a forward with its counts; what waits isn't sent on. */
export async function deleteForward(
  deps: ForwardDeps,
  id: number,
): Promise<void> {
  await deps.configuration.change(async (tx) => {
    const of_it = eq(forwards.id, id);
    const gone = await tx.delete(forwards).where(of_it).returning();
    orNotFound(gone[0]);
    await tx.delete(forwardUses).where(eq(forwardUses.forward_id, id));
  });
}

/** A forward with its counts, or 404. */
export async function readForward({ db }: Pick<ForwardDeps, "db">, id: number) {
  const [row] = await db
    .select({ forward: forwards, uses: forwardUses })
    .from(forwards)
    .leftJoin(forwardUses, eq(forwardUses.forward_id, forwards.id))
    .where(eq(forwards.id, id));
  return present(orNotFound(row));
}

const FORWARD_TABLE: ListTable = {
  columns: getTableColumns(forwards),
  key: forwards.id,
  time: forwards.created_at,
  searched: [forwards.url],
};

/** Lists forwards by id. */
export async function listForwards(
  { db }: Pick<ForwardDeps, "db">,
  list: ListRequest,
) {
  const table = FORWARD_TABLE;
  const rows = await db
    .select({ forward: forwards, uses: forwardUses })
    .from(forwards)
    .leftJoin(forwardUses, eq(forwardUses.forward_id, forwards.id))
    .where(listCondition(table, list))
    .orderBy(...listOrder(table, list))
    .limit(list.limit + 1);
  return listPage(table, list, rows, present, ({ forward }) => forward);
}

function present({
  forward: { enabled_at: _, ...row },
  uses,
}: {
  forward: ForwardRow;
  uses: typeof forwardUses.$inferSelect | null;
}) {
  const { taken = 0, refused = 0, expired = 0 } = uses ?? {};
  const last = uses?.last_taken_at ?? null;
  return {
    ...row,
    created_at: isoTime(row.created_at),
    ...{ taken, refused, expired },
    last_taken_at: last === null ? null : isoTime(last),
  };
}

async function requireSource(tx: Queryable, id: number): Promise<void> {
  const rows = await tx
    .select({ id: sources.id })
    .from(sources)
    .where(eq(sources.id, id));
  if (rows.length === 0) {
    throw invalid("source_id", "names a source that does not exist");
  }
}

/** Refuses what is no address of another tracker. */
function checkUrl(
  { allowed_targets, public_url }: ForwardDeps,
  text: string,
): void {
  const url = URL.parse(text.trim());
  if (url === null || !["http:", "https:"].includes(url.protocol)) {
    throw invalid("url", "must be an address with http or https");
  }
  if (url.username !== "" || url.password !== "") {
    throw invalid("url", "must not hold a user or a password");
  }
  if (url.hash !== "") throw invalid("url", "must not have a fragment");
  if (url.host === URL.parse(public_url)?.host) {
    throw invalid("url", "must not be this tracker's own address");
  }
  checkTarget(url.href, allowed_targets);
}
