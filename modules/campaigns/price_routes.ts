import { checkWholeList, readId } from "../http/mod.ts";
import { Elysia } from "elysia";
import {
  changeClickPrice,
  createClickPrice,
  endClickPrice,
  listClickPrices,
} from "./click_price.ts";
import {
  changePayout,
  createPayout,
  endPayout,
  listPayouts,
  readPayoutRow,
} from "./goal_payout.ts";
import {
  ClickPriceBody,
  ClickPricePatch,
  GoalPayoutBody,
  GoalPayoutPatch,
} from "./price_model.ts";
import type { SetupDeps } from "./setup.ts";

/** Prices of goals, by affiliate and time, and of clicks. */
export function priceRoutes(deps: SetupDeps) {
  return new Elysia({ name: "prices" })
    .get("/campaigns/:id/goals/:key/payouts", ({ params, query }) => {
      checkWholeList(query);
      return listPayouts(deps, goalOf(params));
    })
    .post(
      "/campaigns/:id/goals/:key/payouts",
      ({ params, body }) => createPayout(deps, goalOf(params), body),
      { body: GoalPayoutBody },
    )
    .get("/campaigns/:id/goals/:key/payouts/:part", ({ params }) =>
      readPayoutRow(deps, payoutOf(params)),
    )
    .patch(
      "/campaigns/:id/goals/:key/payouts/:part",
      ({ params, body }) => changePayout(deps, payoutOf(params), body),
      { body: GoalPayoutPatch },
    )
    .delete(
      "/campaigns/:id/goals/:key/payouts/:part",
      async ({ params, set }) => {
        await endPayout(deps, payoutOf(params));
        set.status = 204;
      },
    )
    .get("/campaigns/:id/click-prices", ({ params }) =>
      listClickPrices(deps, readId(params.id)),
    )
    .post(
      "/campaigns/:id/click-prices",
      ({ params, body }) => createClickPrice(deps, readId(params.id), body),
      { body: ClickPriceBody },
    )
    .patch(
      "/campaigns/:id/click-prices/:part",
      ({ params, body }) => changeClickPrice(deps, partOf(params), body),
      { body: ClickPricePatch },
    )
    .delete("/campaigns/:id/click-prices/:part", async ({ params, set }) => {
      await endClickPrice(deps, partOf(params));
      set.status = 204;
    });
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
