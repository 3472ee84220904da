import { networkSetup } from "../../campaigns/mod.ts";
import { isoTime, Problem } from "../../kernel/mod.ts";
import type { MovedPrice } from "../moved_thing.ts";
import { goalKeyOf } from "./campaign_goals.ts";
import { checkRule } from "./goals.ts";
import { checkBody, given } from "./kind.ts";
import type { Kind, Work } from "./kind.ts";
import { here, isEqual } from "./plan_named.ts";

const { payouts } = networkSetup;

/**
 * Prices of a goal for an affiliate or a time. The id here is campaign, goal and price, with `/`
 * between them.
 */
export const PRICE: Kind<MovedPrice> = {
  nameOf: ({ campaign, affiliate = "", goal = "", valid_from = "" }) =>
    [campaign, affiliate, goal, valid_from].join("/"),
  needs: ({ campaign, affiliate }) => [
    { kind: "campaign", old_id: campaign },
    ...(affiliate === undefined
      ? []
      : [{ kind: "affiliate" as const, old_id: affiliate }]),
  ],
  async plan(work, thing, earlier) {
    if (earlier !== undefined) {
      if (isEqual(earlier.thing, thing)) return here(earlier.id);
      throw otherwise();
    }
    if ((thing.valid_to ?? Infinity) <= work.now_ms) {
      return { verdict: "skip", reason: "It ended before the move" };
    }
    const { goal_key, body } = await bodyOf(work, thing, () => 1);
    checkBody(payouts.body, body);
    checkRule(thing.payout, "payout");
    checkRule(thing.revenue, "revenue");
    const found = await findSame(work, thing, goal_key);
    return found === null ? { verdict: "create" } : here(found);
  },
  async make(work, thing) {
    const { deps, names } = work;
    const campaign_id = names.idOf("campaign", thing.campaign);
    const { goal_key, body } = await bodyOf(work, thing, (affiliate) =>
      names.idOf("affiliate", affiliate),
    );
    const { id } = await payouts.create(deps, { campaign_id, goal_key }, body);
    return `${campaign_id}/${goal_key}/${id}`;
  },
  takeBack: ({ deps }, id) => payouts.takeBack(deps, keyOf(id)),
  archive: ({ deps }, id) => payouts.end(deps, keyOf(id)),
};

function keyOf(text: string) {
  const [campaign_id = "", goal_key = "", id = ""] = text.split("/");
  return { campaign_id: Number(campaign_id), goal_key, id: Number(id) };
}

async function bodyOf(
  work: Work,
  thing: MovedPrice,
  idOf: (affiliate: string) => number,
) {
  const { campaign, affiliate, goal, payout, revenue } = thing;
  const at = (ms: number | undefined) =>
    ms === undefined ? undefined : isoTime(ms);
  return {
    goal_key: await goalKeyOf(work, campaign, goal),
    body: given({
      affiliate_id: affiliate === undefined ? undefined : idOf(affiliate),
      ...{ payout, revenue },
      valid_from: at(thing.valid_from),
      valid_to: at(thing.valid_to),
    }),
  };
}

/** The price that is here already, such as after an undo of which it was left. */
async function findSame(
  { deps, names }: Work,
  thing: MovedPrice,
  goal_key: string,
): Promise<string | null> {
  const campaign_id = names.find("campaign", thing.campaign)?.id ?? null;
  if (campaign_id === null) return null;
  const { affiliate } = thing;
  const affiliate_id =
    affiliate === undefined
      ? null
      : (names.find("affiliate", affiliate)?.id ?? null);
  if (affiliate !== undefined && affiliate_id === null) return null;
  const at = (ms: number | undefined) =>
    ms === undefined ? null : isoTime(ms);
  const rows = await payouts.list(deps, { campaign_id, goal_key });
  const same = rows.find(
    (row) =>
      row.affiliate_id === affiliate_id &&
      isEqual(row.payout, thing.payout) &&
      isEqual(row.revenue, thing.revenue) &&
      row.valid_from === at(thing.valid_from) &&
      row.valid_to === at(thing.valid_to),
  );
  return same === undefined ? null : `${campaign_id}/${goal_key}/${same.id}`;
}

/** The refusal of what was moved before with other values, and can't change. */
export function otherwise(): Problem {
  const detail =
    "It was moved before with other values: change it here, or undo that move first";
  return new Problem(409, "already_exists", detail);
}
