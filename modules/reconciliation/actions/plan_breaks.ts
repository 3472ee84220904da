import { eq } from "drizzle-orm";
import type { Transaction } from "../../../db/mod.ts";
import { statements } from "../../../db/schema/mod.ts";
import type { StatementFrame } from "../../../db/schema/mod.ts";
import { clickIdText, peekClickId } from "../../clicks/mod.ts";
import { itemKey } from "../matching/item_key.ts";
import type { Reconciliation } from "../matching/reconciliation.ts";
import type { Break, Override, Plan, Planned } from "./action_types.ts";
import { overrideOf } from "./break_selection.ts";
import type { BreakSelection } from "./break_selection.ts";
import { findLinks, ownLinks } from "./find_links.ts";
import { planAction, underlying } from "./plan_action.ts";
import type { PlanContext } from "./plan_action.ts";

/** Frame for statements without one: values as written. */
const PLAIN_FRAME: StatementFrame = {
  offset_minutes: 0,
  money_divisor: 1,
  basis: "amount",
  currency: null,
  is_clear: true,
  evidence: {},
};

/** Reads what planning needs besides the breaks. */
export async function readPlanContext(
  tx: Transaction,
  { statement_id, tolerance, frame }: Reconciliation,
  reason: string | null,
): Promise<PlanContext> {
  const [statement] = await tx
    .select({ file_name: statements.file_name })
    .from(statements)
    .where(eq(statements.id, statement_id));
  const statement_name = statement?.file_name ?? statement_id;
  return {
    statement_id,
    tolerance,
    frame: frame ?? PLAIN_FRAME,
    statement_name,
    reason,
  };
}

/** Plans the actions on breaks, and resolves who brought them. */
export async function planBreaks(
  tx: Transaction,
  reconciliation: Reconciliation,
  {
    breaks,
    selection,
  }: { breaks: readonly Break[]; selection: BreakSelection },
): Promise<Planned[]> {
  const { advertiser_id } = reconciliation;
  const context = await readPlanContext(tx, reconciliation, selection.reason);
  const wanted = breaks.map((it) => {
    const key = itemKey(it.item);
    return { key, it, override: overrideOf(selection, key, underlying(it)) };
  });
  const naming = wanted.flatMap(({ key, override }) =>
    override !== null && namesLink(override) ? [{ key, ...override }] : [],
  );
  const queries = await findLinks(tx, advertiser_id, naming);
  const clicked = wanted.flatMap(({ it }) => linkOfClick(it) ?? []);
  const own = await ownLinks(tx, advertiser_id, clicked);
  return wanted.map(({ key, it, override }) => {
    const link_id = queries.get(key);
    if (override !== null && namesLink(override) && link_id === undefined) {
      return { key, plan: UNKNOWN_LINK };
    }
    const given = override === null ? null : { ...override, link_id };
    const plan = planAction(it, given, context);
    const clicked_link = linkOfClick(it);
    const is_foreign =
      plan.kind === "create" &&
      plan.given.click_id !== undefined &&
      clicked_link !== null &&
      !own.has(clicked_link);
    return { key, plan: is_foreign ? FOREIGN_CLICK : plan };
  });
}

const UNKNOWN_LINK: Plan = {
  kind: "refused",
  action: "create",
  refusal: {
    code: "unknown_reference",
    detail: "The affiliate has no link for a campaign of this advertiser",
  },
};

/** Refusal of a click on another advertiser's campaign. */
export const FOREIGN_CLICK: Plan = {
  kind: "refused",
  action: "create",
  refusal: {
    code: "advertiser_mismatch",
    detail: "The click belongs to a campaign of another advertiser",
  },
};

function namesLink({ affiliate_id, campaign_id, link_id }: Override) {
  return [affiliate_id, campaign_id, link_id].some((id) => id !== undefined);
}

function linkOfClick({ row }: Break): number | null {
  const click_id = row?.click_id ?? null;
  if (click_id === null) return null;
  return peekClickId(clickIdText(click_id))?.fields.link_id ?? null;
}
