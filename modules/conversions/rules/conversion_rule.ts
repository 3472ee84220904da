import { Type } from "@sinclair/typebox";
import type { Static } from "@sinclair/typebox";
import { asc, eq, getTableColumns } from "drizzle-orm";
import type { Queryable, Transaction } from "../../../db/mod.ts";
import { conversionRules } from "../../../db/schema/mod.ts";
import { withNamedConflicts } from "../../campaigns/mod.ts";
import type { Configuration, ConfigurationPart } from "../../campaigns/mod.ts";
import {
  changeOne,
  invalid,
  listPage,
  selectList,
  orNotFound,
  TIMES,
} from "../../http/mod.ts";
import type { ListRequest, ListTable } from "../../http/mod.ts";
import { isoTime } from "../../kernel/mod.ts";
import type { Clock } from "../../kernel/mod.ts";
import { buildRule, checkCondition } from "./match_rule.ts";
import type { ConversionRule } from "./match_rule.ts";
export { matchRule } from "./match_rule.ts";
export type { ConversionRule, RuleFacts } from "./match_rule.ts";

const VALUES_MAX = 1000;
const VALUE_CHARS_MAX = 500;

const closed = { additionalProperties: false };
const reference = Type.Optional(
  Type.Union([
    Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
    Type.Null(),
  ]),
);

/** Request body of a conversion rule: for one campaign, one affiliate, both or all. */
export const ConversionRuleBody = Type.Object(
  {
    campaign_id: reference,
    affiliate_id: reference,
    field: Type.String({ maxLength: 100 }),
    op: Type.String({ maxLength: 100 }),
    values: Type.Array(
      Type.String({ minLength: 1, maxLength: VALUE_CHARS_MAX }),
      { minItems: 1, maxItems: VALUES_MAX },
    ),
    action: Type.Union([Type.Literal("pending"), Type.Literal("reject")]),
    reason: Type.Optional(
      Type.Union([Type.String({ maxLength: VALUE_CHARS_MAX }), Type.Null()]),
    ),
    enabled: Type.Optional(Type.Boolean()),
  },
  closed,
);

/** Request body for changing a conversion rule; its campaign and affiliate can't change. */
export const ConversionRulePatch = Type.Partial(
  Type.Omit(ConversionRuleBody, ["campaign_id", "affiliate_id"], closed),
);

type Row = typeof conversionRules.$inferSelect;

export interface ConversionRuleDeps {
  db: Queryable;
  clock: Clock;
  configuration: Configuration;
}

export async function createConversionRule(
  deps: ConversionRuleDeps,
  input: Static<typeof ConversionRuleBody>,
) {
  checkCondition(input);
  const { campaign_id, affiliate_id } = input;
  if (campaign_id && !deps.configuration.campaign(campaign_id)) {
    throw invalid("campaign_id", "names a campaign that does not exist");
  }
  if (affiliate_id && !deps.configuration.affiliate(affiliate_id)) {
    throw invalid("affiliate_id", "names an affiliate that does not exist");
  }
  const values = { ...input, created_at: deps.clock.nowMs() };
  const [row] = await withNamedConflicts(
    deps.configuration.change((tx) =>
      tx.insert(conversionRules).values(values).returning(),
    ),
  );
  return present(orNotFound(row));
}

export async function changeConversionRule(
  deps: ConversionRuleDeps,
  id: number,
  input: Static<typeof ConversionRulePatch>,
) {
  const before = await readConversionRule(deps, id);
  checkCondition({ ...before, ...input });
  if (Object.keys(input).length === 0) return before;
  const where = eq(conversionRules.id, id);
  const row = await changeOne(deps.configuration, (tx) =>
    tx.update(conversionRules).set(input).where(where).returning(),
  );
  return present(row);
}

/** Returns a conversion rule; throws 404 if there is none. */
export async function readConversionRule(deps: { db: Queryable }, id: number) {
  const where = eq(conversionRules.id, id);
  const [row] = await deps.db.select().from(conversionRules).where(where);
  return present(orNotFound(row));
}

export async function deleteConversionRule(
  deps: ConversionRuleDeps,
  id: number,
) {
  await deps.configuration.change(async (tx) => {
    const where = eq(conversionRules.id, id);
    const [gone] = await tx.delete(conversionRules).where(where).returning();
    orNotFound(gone);
  });
}

/** Lists conversion rules by id. */
export async function listConversionRules(
  deps: { db: Queryable },
  list: ListRequest,
) {
  const rows = await selectList(deps.db, {
    from: conversionRules,
    table: RULE_TABLE,
    list,
  });
  return listPage(RULE_TABLE, list, rows, present);
}

/** Filters and sorts of conversion rules. */
export const RULE_LIST = {
  filters: {
    campaign_id: "id",
    affiliate_id: "id",
    field: "text",
    op: "text",
    action: ["pending", "reject"],
    enabled: "boolean",
    ...TIMES,
  },
  sorts: ["id", "created_at"],
} as const;

const RULE_TABLE: ListTable = {
  columns: getTableColumns(conversionRules),
  key: conversionRules.id,
  time: conversionRules.created_at,
};

function present(row: Row) {
  return { ...row, created_at: isoTime(row.created_at) };
}

const NONE: readonly ConversionRule[] = [];

/** The enabled conversion rules, in memory with the rest of the configuration. */
export class ConversionRuleDirectory implements ConfigurationPart {
  readonly name = "conversion_rules";
  #by_campaign = new Map<number | null, ConversionRule[]>();

  async read(tx: Transaction): Promise<Row[]> {
    return await tx
      .select()
      .from(conversionRules)
      .where(eq(conversionRules.enabled, true))
      .orderBy(asc(conversionRules.id));
  }

  build(rows: readonly unknown[]): void {
    this.#by_campaign = Map.groupBy(
      (rows as readonly Row[]).map(buildRule),
      (rule) => rule.campaign_id,
    );
  }

  /** The rules that apply to a conversion, ordered by id. */
  of(campaign_id: number, affiliate_id: number): readonly ConversionRule[] {
    if (this.#by_campaign.size === 0) return NONE;
    const general = this.#by_campaign.get(null) ?? NONE;
    const own = this.#by_campaign.get(campaign_id) ?? NONE;
    return [...general, ...own]
      .filter(
        (rule) =>
          rule.affiliate_id === null || rule.affiliate_id === affiliate_id,
      )
      .sort((a, b) => a.id - b.id);
  }
}

const HOUR_MS = 3_600_000;
const KEYS_MAX = 20_000;
const TIMES_MAX = 10_000;

/**
 * Counts the conversions of the last hour by key, in this process's memory: other
 * instances and earlier runs are not included. Bounded: the keys silent the longest are
 * dropped first.
 */
export class RecentRates {
  readonly #times = new Map<string, number[]>();

  /** Number added within the past hour. */
  inLastHour(key: string, now_ms: number): number {
    const times = this.#times.get(key);
    return times === undefined
      ? 0
      : times.filter((at) => at > now_ms - HOUR_MS).length;
  }

  /** Adds one; call it after the commit. */
  add(key: string, at_ms: number): void {
    const times = (this.#times.get(key) ?? []).filter(
      (at) => at > at_ms - HOUR_MS,
    );
    times.push(at_ms);
    if (times.length > TIMES_MAX) times.shift();
    this.#times.delete(key);
    this.#times.set(key, times);
    if (this.#times.size <= KEYS_MAX) return;
    for (const oldest of this.#times.keys()) {
      this.#times.delete(oldest);
      return;
    }
  }
}
