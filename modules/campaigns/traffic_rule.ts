import type { Static } from "@sinclair/typebox";
import { eq } from "drizzle-orm";
import { trafficRules } from "../../db/schema/mod.ts";
import {
  changeOne,
  listPage,
  selectList,
  orNotFound,
  invalid,
} from "../http/mod.ts";
import type { ListRequest } from "../http/mod.ts";
import { isoTime } from "../kernel/mod.ts";
import type { TrafficRuleBody, TrafficRulePatch } from "./model.ts";
import { LIST_TABLES } from "./list_filters.ts";
import { withNamedConflicts } from "./setup.ts";
import type { SetupDeps } from "./setup.ts";
import { comparable } from "./traffic_match.ts";

type Row = typeof trafficRules.$inferSelect;

/** Creates a traffic rule: for one campaign, one affiliate, both or all. */
export async function createTrafficRule(
  deps: SetupDeps,
  input: Static<typeof TrafficRuleBody>,
) {
  readValues(input);
  const created_at = deps.clock.nowMs();
  const rows = await withNamedConflicts(
    deps.configuration.change((tx) =>
      tx
        .insert(trafficRules)
        .values({ ...input, created_at })
        .returning(),
    ),
  );
  return present(orNotFound(rows[0]));
}

/** Updates a traffic rule. */
export async function changeTrafficRule(
  deps: SetupDeps,
  id: number,
  input: Static<typeof TrafficRulePatch>,
) {
  const before = await readTrafficRule(deps, id);
  readValues({ ...before, ...input });
  if (Object.keys(input).length === 0) return before;
  const row = await changeOne(deps.configuration, (tx) =>
    tx
      .update(trafficRules)
      .set(input)
      .where(eq(trafficRules.id, id))
      .returning(),
  );
  return present(row);
}

/** A traffic rule, or 404. */
export async function readTrafficRule(deps: SetupDeps, id: number) {
  const where = eq(trafficRules.id, id);
  const [row] = await deps.db.select().from(trafficRules).where(where);
  return present(orNotFound(row));
}

export async function deleteTrafficRule(deps: SetupDeps, id: number) {
  await deps.configuration.change(async (tx) => {
    const where = eq(trafficRules.id, id);
    const gone = await tx.delete(trafficRules).where(where).returning();
    orNotFound(gone[0]);
  });
}

/** Lists traffic rules by id. */
export async function listTrafficRules(deps: SetupDeps, page: ListRequest) {
  const rows = await selectList(deps.db, {
    from: trafficRules,
    table: LIST_TABLES.traffic_rules,
    list: page,
  });
  return listPage(LIST_TABLES.traffic_rules, page, rows, present);
}

/** Refuses values that could never match, or would match everything: they are mistakes. */
function readValues(rule: {
  field: string;
  op: string;
  values: readonly string[];
}): void {
  const { field, op } = rule;
  const is_whole = op === "equals" || op === "in";
  for (const [index, text] of rule.values.entries()) {
    const value = comparable(field, text);
    const at = `values.${index}`;
    if (value === "" && !is_whole) {
      throw invalid(
        at,
        `must not contain an empty text, which ${op} everything`,
      );
    }
    if (value === "" || !is_whole) continue;
    if (field === "country" && !/^[a-z]{2}$/.test(value)) {
      throw invalid(at, "must be ISO 3166 country codes of two letters");
    }
    if (field === "asn" && !/^[0-9]{1,10}$/.test(value)) {
      throw invalid(at, "must be network numbers such as AS64496");
    }
  }
}

function present(row: Row) {
  return { ...row, created_at: isoTime(row.created_at) };
}
