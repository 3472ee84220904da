import { networkSetup } from "../../campaigns/mod.ts";
import type { MovedCap } from "../moved_thing.ts";
import { goalKeyOf } from "./campaign_goals.ts";
import { checkBody, given } from "./kind.ts";
import type { Kind, Work } from "./kind.ts";
import { here, isEqual } from "./plan_named.ts";
import { otherwise } from "./price.ts";

const { caps } = networkSetup;

/** Limits of campaigns. The id here is campaign and cap, with `/` between them. */
export const CAP: Kind<MovedCap> = {
  nameOf: ({ campaign, affiliate = "", goal = "", metric, period }) =>
    [campaign, affiliate, goal, metric, period].join("/"),
  needs: ({ campaign, affiliate }) => [
    { kind: "campaign", old_id: campaign },
    ...(affiliate === undefined
      ? []
      : [{ kind: "affiliate" as const, old_id: affiliate }]),
  ],
  async plan(work, thing, earlier) {
    const { period } = thing;
    if (period === "hour" || period === "week") {
      const reason = `Caps are by day, month or in total here, not by ${period}`;
      return { verdict: "skip", reason };
    }
    if (earlier !== undefined) {
      if (isEqual(earlier.thing, thing)) return here(earlier.id);
      throw otherwise();
    }
    checkBody(caps.body, await bodyOf(work, thing, () => 1));
    const notes =
      thing.timezone === undefined
        ? []
        : [`It counted in ${thing.timezone}; here by the campaign's time zone`];
    return { verdict: "create", notes };
  },
  async make(work, thing) {
    const { deps, names } = work;
    const campaign_id = names.idOf("campaign", thing.campaign);
    const body = await bodyOf(work, thing, (affiliate) =>
      names.idOf("affiliate", affiliate),
    );
    const { id } = await caps.create(deps, campaign_id, body);
    return `${campaign_id}/${id}`;
  },
  async takeBack({ deps }, text) {
    const [campaign_id = "", id = ""] = text.split("/");
    const key = { campaign_id: Number(campaign_id), id: Number(id) };
    await caps.remove(deps, key);
  },
};

async function bodyOf(
  work: Work,
  thing: MovedCap,
  idOf: (affiliate: string) => number,
) {
  const { campaign, affiliate, goal, metric, period, limit } = thing;
  const goal_key =
    goal === undefined || metric === "clicks"
      ? undefined
      : await goalKeyOf(work, campaign, goal);
  return given({
    ...{ metric, goal_key, limit },
    period: period as "day",
    affiliate_id: affiliate === undefined ? undefined : idOf(affiliate),
  });
}
