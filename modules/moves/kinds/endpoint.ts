import { endpointSetup } from "../../deliveries/mod.ts";
import type { MovedEndpoint } from "../moved_thing.ts";
import { goalKeyOf } from "./campaign_goals.ts";
import { checkBody, given } from "./kind.ts";
import type { Kind, Work } from "./kind.ts";
import { here, isEqual } from "./plan_named.ts";
import { otherwise } from "./price.ts";

/** Postbacks to affiliates. The id here is affiliate and endpoint, with `/` between them. */
export const ENDPOINT: Kind<MovedEndpoint> = {
  nameOf: ({ affiliate = "", campaign = "", goal = "", old_id, url }) =>
    [affiliate, campaign, goal, old_id ?? url].join("/"),
  needs: ({ affiliate, campaign }) => [
    ...(affiliate === undefined
      ? []
      : [{ kind: "affiliate" as const, old_id: affiliate }]),
    ...(campaign === undefined
      ? []
      : [{ kind: "campaign" as const, old_id: campaign }]),
  ],
  async plan(work, thing, earlier) {
    const { untranslated, affiliate } = thing;
    if (affiliate === undefined) {
      const reason =
        "It is the network's own postback, of no affiliate: set up a webhook";
      return { verdict: "skip", reason };
    }
    if (untranslated.length > 0) {
      const [has, it] =
        untranslated.length === 1 ? ["has", "it"] : ["have", "them"];
      const reason = `${untranslated.join(", ")} ${has} no counterpart here: set this postback up by hand without ${it}`;
      return { verdict: "refuse", reason };
    }
    if (earlier !== undefined) {
      if (isEqual(earlier.thing, thing)) return here(earlier.id);
      throw otherwise();
    }
    const goals = await goalsOf(work, thing);
    checkBody(endpointSetup.body, { ...bodyOf(thing, work.from), ...goals });
    return { verdict: "create" };
  },
  async make(work, thing) {
    const { deps, names } = work;
    const { affiliate = "", campaign } = thing;
    const affiliate_id = names.idOf("affiliate", affiliate);
    const { id } = await endpointSetup.create(deps, affiliate_id, {
      ...bodyOf(thing, work.from),
      ...(await goalsOf(work, thing)),
      ...(campaign === undefined
        ? {}
        : { campaign_id: names.idOf("campaign", campaign) }),
    });
    return `${affiliate_id}/${id}`;
  },
  takeBack: ({ deps }, id) => endpointSetup.remove(deps, keyOf(id)),
  async archive({ deps }, id) {
    await endpointSetup.pause(deps, keyOf(id), "its move was undone");
  },
};

function keyOf(text: string) {
  const [affiliate_id = "", id = ""] = text.split("/");
  return { affiliate_id: Number(affiliate_id), id: Number(id) };
}

/** Trackers of whoever buys visitors: those who send them have no payout, and are told all the same. */
const BUYERS = new Set(["keitaro", "binom", "voluum", "prosper202"]);

function bodyOf({ url, method }: MovedEndpoint, from: string) {
  const send_zero = BUYERS.has(from) ? true : undefined;
  return given({ url, method, send_zero });
}

/** Without a campaign, a goal is any that has this key. */
async function goalsOf(
  work: Work,
  { campaign, goal }: MovedEndpoint,
): Promise<{ goals?: string[] }> {
  if (goal === undefined) return {};
  if (campaign === undefined) return { goals: [goal] };
  return { goals: [await goalKeyOf(work, campaign, goal)] };
}
