import { BY_ID } from "./list_filters.ts";
import { readId, pageOfRows, resourceRoutes, checked } from "../http/mod.ts";
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
import type { SetupDeps } from "./setup.ts";

/** Prices of goals, by affiliate and time, and of clicks. */
export function priceRoutes(deps: SetupDeps) {
  return new Elysia({ name: "prices" })
    .use(
      resourceRoutes(GOAL_PAYOUTS, {
        list: async ({ params }, page) =>
          pageOfRows(BY_ID, await listPayouts(deps, goalOf(params)), page),
        read: ({ params }, db = deps.db) =>
          readPayoutRow({ ...deps, db }, payoutOf(params)),
        create: ({ params }, body) => createPayout(deps, goalOf(params), body),
        change: ({ params, check }, patch) =>
          changePayout(checked(deps, check), payoutOf(params), patch),
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
        create: ({ params }, body) =>
          createClickPrice(deps, readId(params.id), body),
        change: ({ params, check }, patch) =>
          changeClickPrice(checked(deps, check), partOf(params), patch),
        remove: ({ params, check }) =>
          endClickPrice(checked(deps, check), partOf(params)),
      }),
    );
}

function goalOf(params: { id: string; key: string }) {
  return { campaign_id: readId(params.id), goal_key: params.key };
}

function payoutOf(params: { id: string; key: string; part: string }) {
  return { ...goalOf(params), id: readId(params.part) };
}

function partOf(params: { id: string; part: string }) {
  return { campaign_id: readId(params.id), id: readId(params.part) };
}
