import { Type } from "@sinclair/typebox";
import type { Static } from "@sinclair/typebox";
import { eq, getTableColumns, isNull } from "drizzle-orm";
import type { Queryable } from "../../db/mod.ts";
import { riskRules } from "../../db/schema/mod.ts";
import type { Configuration } from "../campaigns/mod.ts";
import {
  changeOne,
  described,
  Id,
  invalid,
  listPage,
  named,
  nullable,
  oneOf,
  orNotFound,
  selectList,
  Time,
  TIMES,
} from "../http/mod.ts";
import type { ListRequest, ListTable } from "../http/mod.ts";
import { isoTime, Problem } from "../kernel/mod.ts";
import type { Clock } from "../kernel/mod.ts";
import { RISK_CODES } from "./reason.ts";
import type { RiskCode } from "./reason.ts";
import { DEFAULT_RULE, RISK_ACTIONS } from "./risk_rules.ts";

const closed = { additionalProperties: false };
const score = Type.Integer({ minimum: 1, maximum: 100 });
/** A code may be switched off, or count half as much again as by itself. */
const weight = Type.Integer({ minimum: 0, maximum: 150 });
const weights = Type.Partial(
  Type.Object(
    Object.fromEntries(RISK_CODES.map((code) => [code, weight])) as Record<
      RiskCode,
      typeof weight
    >,
    closed,
  ),
  closed,
);

/** Request body of a risk rule: for one campaign, or for the network. */
const RiskRuleBody = Type.Object(
  {
    campaign_id: Type.Optional(
      Type.Union([
        Type.Integer({ minimum: 1, maximum: 2_147_483_647 }),
        Type.Null(),
      ]),
    ),
    watch_score: Type.Optional(score),
    hold_score: Type.Optional(score),
    action: Type.Optional(
      Type.Union([
        Type.Literal("flag"),
        Type.Literal("pending"),
        Type.Literal("reject"),
      ]),
    ),
    weights: Type.Optional(weights),
    enabled: Type.Optional(Type.Boolean()),
  },
  closed,
);

const RiskRulePatch = Type.Partial(
  Type.Omit(RiskRuleBody, ["campaign_id"], closed),
);

const RiskRuleView = named(
  "RiskRule",
  Type.Object({
    id: Id,
    campaign_id: described("Null: the network's.", nullable(Id)),
    watch_score: Type.Integer(),
    hold_score: Type.Integer(),
    action: described(
      "What happens to a new conversion from `hold_score` on: `flag` nothing, `pending` or `reject` its status. With either of these, later ones are left out of payment runs.",
      oneOf(RISK_ACTIONS),
    ),
    weights: described(
      "Percent of a code's weight that counts; those not named count whole.",
      Type.Record(Type.String(), Type.Integer()),
    ),
    enabled: Type.Boolean(),
    created_at: Time,
  }),
);

type Row = typeof riskRules.$inferSelect;

export interface RiskRuleDeps {
  db: Queryable;
  clock: Clock;
  configuration: Configuration;
}

/** Creates a rule; a campaign and the network have one each. */
export async function createRiskRule(
  deps: RiskRuleDeps,
  input: Static<typeof RiskRuleBody>,
) {
  const { campaign_id = null } = input;
  if (campaign_id !== null && !deps.configuration.campaign(campaign_id)) {
    throw invalid("campaign_id", "names a campaign that does not exist");
  }
  const values = {
    campaign_id,
    watch_score: input.watch_score ?? DEFAULT_RULE.watch_score,
    hold_score: input.hold_score ?? DEFAULT_RULE.hold_score,
    action: input.action ?? DEFAULT_RULE.action,
    weights: (input.weights ?? {}) as Record<string, number>,
    enabled: input.enabled ?? true,
    created_at: deps.clock.nowMs(),
  };
  checkScores(values);
  const rows = await deps.configuration.change(async (tx) => {
    const of =
      campaign_id === null
        ? isNull(riskRules.campaign_id)
        : eq(riskRules.campaign_id, campaign_id);
    const [other] = await tx.select().from(riskRules).where(of);
    if (other !== undefined) throw taken(other.id);
    return await tx.insert(riskRules).values(values).returning();
  });
  return present(orNotFound(rows[0]));
}

function taken(id: number): Problem {
  const message = `has rule ${id} already: change that one`;
  return new Problem(409, "already_exists", `It ${message}`, {
    errors: [{ field: "campaign_id", message }],
  });
}

/** Changes a rule; conversions are scored by it from then on. */
export async function changeRiskRule(
  deps: RiskRuleDeps,
  id: number,
  input: Static<typeof RiskRulePatch>,
) {
  const before = await readRiskRule(deps.db, id);
  checkScores({ ...before, ...input });
  if (Object.keys(input).length === 0) return before;
  const set = { ...input } as Partial<Row>;
  const row = await changeOne(deps.configuration, (tx) =>
    tx.update(riskRules).set(set).where(eq(riskRules.id, id)).returning(),
  );
  return present(row);
}

function checkScores(rule: { watch_score: number; hold_score: number }): void {
  if (rule.watch_score <= rule.hold_score) return;
  throw invalid(
    "watch_score",
    `must be at most hold_score, ${rule.hold_score}`,
  );
}

/** Returns a risk rule; throws 404 if there is none. */
export async function readRiskRule(db: Queryable, id: number) {
  const [row] = await db.select().from(riskRules).where(eq(riskRules.id, id));
  return present(orNotFound(row));
}

export async function deleteRiskRule(deps: RiskRuleDeps, id: number) {
  await deps.configuration.change(async (tx) => {
    const where = eq(riskRules.id, id);
    const [gone] = await tx.delete(riskRules).where(where).returning();
    orNotFound(gone);
  });
}

/** Lists risk rules by id. */
export async function listRiskRules(db: Queryable, list: ListRequest) {
  const rows = await selectList(db, { from: riskRules, table: TABLE, list });
  return listPage(TABLE, list, rows, present);
}

const TABLE: ListTable = {
  columns: getTableColumns(riskRules),
  key: riskRules.id,
  time: riskRules.created_at,
};

function present(row: Row) {
  return { ...row, created_at: isoTime(row.created_at) };
}

/** The API resource of risk rules. */
export const RISK_RULES = {
  path: "/risk-rules",
  one: "a risk rule",
  many: "risk rules",
  body: RiskRuleBody,
  patch: RiskRulePatch,
  filters: {
    campaign_id: "id",
    action: RISK_ACTIONS,
    enabled: "boolean",
    ...TIMES,
  },
  sorts: ["id", "created_at"],
  view: RiskRuleView,
  problems: ["already_exists"],
  deletes: true,
} as const;
