import { networkSetup } from "../../campaigns/mod.ts";
import type { MovedBlock } from "../moved_thing.ts";
import { checkBody, given } from "./kind.ts";
import type { Kind, Need } from "./kind.ts";
import { here } from "./plan_named.ts";

const { traffic_rules } = networkSetup;
const FIELDS = /^(?:source|sub(?:[1-9]|10)|country|asn|referrer)$/;
const OPS = ["equals", "contains", "starts_with", "in"];

/** Traffic that isn't wanted. */
export const BLOCK: Kind<MovedBlock> = {
  nameOf: ({ campaign = "", affiliate = "", field, op, values }) =>
    [campaign, affiliate, field, op, values.join(",")].join("/"),
  needs: ({ campaign, affiliate }) => [
    ...need("campaign", campaign),
    ...need("affiliate", affiliate),
  ],
  async plan(_work, thing, earlier) {
    const { field, op } = thing;
    if (!FIELDS.test(field) || !OPS.includes(op)) {
      const reason = `Traffic rules here don't judge "${field}" by "${op}"`;
      return await Promise.resolve({ verdict: "skip", reason });
    }
    if (earlier !== undefined) return here(earlier.id);
    checkBody(traffic_rules.body, bodyOf(thing));
    return { verdict: "create" };
  },
  async make({ deps, names }, thing) {
    const { campaign, affiliate } = thing;
    const { id } = await traffic_rules.create(deps, {
      ...bodyOf(thing),
      ...given({
        campaign_id:
          campaign === undefined ? undefined : names.idOf("campaign", campaign),
        affiliate_id:
          affiliate === undefined
            ? undefined
            : names.idOf("affiliate", affiliate),
      }),
    });
    return String(id);
  },
  takeBack: ({ deps }, id) => traffic_rules.remove(deps, Number(id)),
};

function need(kind: Need["kind"], old_id: string | undefined): Need[] {
  return old_id === undefined ? [] : [{ kind, old_id }];
}

function bodyOf({ field, op, values, reason }: MovedBlock) {
  return {
    field: field as "source",
    op: op as "in",
    values,
    action: "block" as const,
    ...given({ reason }),
  };
}
