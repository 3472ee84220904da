import { Type } from "@sinclair/typebox";
import type { Static } from "@sinclair/typebox";
import { Elysia } from "elysia";
import {
  bulkApi,
  bulkRoutes,
  eitherName,
  invalid,
  within,
} from "../http/mod.ts";
import type { ApiDescription } from "../http/mod.ts";
import { Problem } from "../kernel/mod.ts";
import { createCampaign } from "./campaign.ts";
import { Campaign, Goal, GoalPayout, Link } from "./campaign_answers.ts";
import { createGoal } from "./goal.ts";
import { addPayout, tellPriced } from "./goal_payout.ts";
import { createLink } from "./link.ts";
import {
  AdvertiserBody,
  AffiliateBody,
  CampaignBody,
  GoalBody,
  LinkBody,
} from "./model.ts";
import { createAdvertiser, createAffiliate } from "./party.ts";
import type { AffiliateDeps } from "./party.ts";
import { Advertiser, Affiliate } from "./party_answers.ts";
import { inZoneOf } from "./setup.ts";
import { GoalPayoutBody } from "./price_model.ts";

const closed = { additionalProperties: false };
const campaign_id = Type.Integer({ minimum: 1, maximum: 2_147_483_647 });
const goal_key = Type.Optional(Type.String({ maxLength: 64 }));

const ADVERTISERS = {
  name: "advertisers",
  item: AdvertiserBody,
  made: Advertiser,
} as const;
const AFFILIATES = {
  name: "affiliates",
  item: AffiliateBody,
  made: Affiliate,
} as const;
const CAMPAIGNS = {
  name: "campaigns",
  item: CampaignBody,
  made: Campaign,
} as const;
const LINKS = { name: "links", item: LinkBody, made: Link } as const;
const GOALS = {
  name: "goals",
  item: Type.Object({ campaign_id, ...GoalBody.properties }, closed),
  made: Goal,
} as const;
const PayoutItem = Type.Object(
  {
    campaign_id,
    /** Of a goal, or `*` of every one. */
    goal_key,
    /** Another name of `goal_key`. */
    goal: goal_key,
    ...GoalPayoutBody.properties,
  },
  closed,
);
const PAYOUTS = {
  name: "payouts",
  item: PayoutItem,
  made: GoalPayout,
} as const;

/** API descriptions of the routes that set up many at once. */
export const BULK_API: ApiDescription = {
  ...bulkApi(ADVERTISERS),
  ...bulkApi(AFFILIATES),
  ...bulkApi(CAMPAIGNS),
  ...bulkApi(GOALS),
  ...bulkApi(PAYOUTS),
  ...bulkApi(LINKS),
};

/** `bulk/…`: many advertisers, affiliates, campaigns, goals, payouts or links at once. */
export function bulkSetupRoutes(deps: AffiliateDeps) {
  const { configuration } = deps;
  return new Elysia({ name: "bulk-setup" })
    .use(
      bulkRoutes(ADVERTISERS, configuration, (tx, item) =>
        createAdvertiser(within(deps, tx), item),
      ),
    )
    .use(
      bulkRoutes(AFFILIATES, configuration, (tx, item) =>
        createAffiliate(within(deps, tx), item),
      ),
    )
    .use(
      bulkRoutes(CAMPAIGNS, configuration, (tx, item, caller) =>
        createCampaign(within(inZoneOf(deps, caller), tx), item),
      ),
    )
    .use(
      bulkRoutes(GOALS, configuration, (tx, { campaign_id, ...goal }) =>
        createGoal(within(deps, tx), campaign_id, goal),
      ),
    )
    .use(
      bulkRoutes(
        PAYOUTS,
        configuration,
        (tx, item, caller) =>
          addPayoutItem(within(inZoneOf(deps, caller), tx), item),
        (tx, made) => tellPriced(tx, deps, made),
      ),
    )
    .use(
      bulkRoutes(LINKS, configuration, (tx, item) =>
        createLink(within(deps, tx), item),
      ),
    );
}

async function addPayoutItem(
  deps: AffiliateDeps,
  item: Static<typeof PayoutItem>,
) {
  const { campaign_id, goal_key: _key, goal: _goal, ...body } = item;
  const goal_key = eitherName(item, "goal_key", "goal");
  if (goal_key === undefined) {
    throw invalid("goal_key", "must be the key of a goal, or * for all");
  }
  if (deps.configuration.campaign(campaign_id) === undefined) {
    throw unknownReference(
      "campaign_id",
      "names a campaign that does not exist",
    );
  }
  return await addPayout(deps, { campaign_id, goal_key }, body).catch(
    (error: unknown) => {
      const is_unknown = error instanceof Problem && error.status === 404;
      if (!is_unknown) throw error;
      throw unknownReference("goal_key", "is not a goal of this campaign");
    },
  );
}

function unknownReference(field: string, message: string): Problem {
  const detail = `Invalid ${field}: ${message}`;
  const errors = [{ field, message }];
  return new Problem(422, "unknown_reference", detail, { errors });
}
