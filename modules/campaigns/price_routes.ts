import { BY_ID } from "./list_filters.ts";
import type { Principal } from "../access/mod.ts";
import { readId, pageOfRows, resourceRoutes, checked } from "../http/mod.ts";
import type { Call, ChangeCall } from "../http/mod.ts";
import { Elysia } from "elysia";
import {
  changeClickPrice,
  createClickPrice,
  endClickPrice,
  listClickPrices,
  readClickPrice,
} from "./click_price.ts";
import {
  changePayout,
  createPayout,
  endPayout,
  listPayouts,
  readPayoutRow,
} from "./goal_payout.ts";
import { CLICK_PRICES, GOAL_PAYOUTS } from "./resources.ts";
import { inZoneOf } from "./setup.ts";
import type { SetupDeps } from "./setup.ts";

interface GoalParams {
  id: string;
  key: string;
}
type PayoutParams = GoalParams & { part: string };
type PriceParams = { id: string; part: string };

/** Prices of goals, by affiliate and time, and of clicks. */
export function priceRoutes(deps: SetupDeps) {
  return new Elysia({ name: "prices" })
    .use(
      resourceRoutes(GOAL_PAYOUTS, {
        list: async ({ params }, page) =>
          pageOfRows(BY_ID, await listPayouts(deps, goalOf(params)), page),
        read: ({ params }, db = deps.db) =>
          readPayoutRow({ ...deps, db }, payoutOf(params)),
        create: ({ params, principal }: Call<GoalParams, Principal>, body) =>
          createPayout(inZoneOf(deps, principal), goalOf(params), body),
        change: (
          { params, principal, check }: ChangeCall<PayoutParams, Principal>,
          patch,
        ) =>
          changePayout(
            checked(inZoneOf(deps, principal), check),
            payoutOf(params),
            patch,
          ),
        remove: ({ params, check }) =>
          endPayout(checked(deps, check), payoutOf(params)),
      }),
    )
    .use(
      resourceRoutes(CLICK_PRICES, {
        list: async ({ params }, page) =>
          pageOfRows(
            BY_ID,
            await listClickPrices(deps, readId(params.id)),
            page,
          ),
        read: ({ params }, db = deps.db) =>
          readClickPrice({ ...deps, db }, partOf(params)),
        create: (
          { params, principal }: Call<{ id: string }, Principal>,
          body,
        ) =>
          createClickPrice(inZoneOf(deps, principal), readId(params.id), body),
        change: (
          { params, principal, check }: ChangeCall<PriceParams, Principal>,
          patch,
        ) =>
          changeClickPrice(
            checked(inZoneOf(deps, principal), check),
            partOf(params),
            patch,
          ),
        remove: ({ params, check }) =>
          endClickPrice(checked(deps, check), partOf(params)),
      }),
    );
}

function goalOf(params: GoalParams) {
  return { campaign_id: readId(params.id), goal_key: params.key };
}

function payoutOf(params: PayoutParams) {
  return { ...goalOf(params), id: readId(params.part) };
}

function partOf(params: PriceParams) {
  return { campaign_id: readId(params.id), id: readId(params.part) };
}
