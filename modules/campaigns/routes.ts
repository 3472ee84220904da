import { checkWholeList, readList, readId } from "../http/mod.ts";
import { Type } from "@sinclair/typebox";
import { Elysia } from "elysia";
import { guard } from "../access/mod.ts";
import type { GuardDeps } from "../access/mod.ts";
import {
  changeCampaign,
  createCampaign,
  listCampaigns,
  readCampaign,
} from "./campaign.ts";
import { changeGoal, createGoal } from "./goal.ts";
import { changeLink, createLink, listLinks, readLink } from "./link.ts";
import { LIST_FILTERS } from "./list_filters.ts";
import {
  AdvertiserBody,
  AffiliateBody,
  CampaignBody,
  CampaignPatch,
  GoalBody,
  GoalPatch,
  LinkBody,
  LinkPatch,
} from "./model.ts";
import {
  changeAdvertiser,
  changeAffiliate,
  createAdvertiser,
  createAffiliate,
  listAdvertisers,
  listAffiliates,
  readAdvertiser,
  readAffiliate,
} from "./party.ts";
import { priceRoutes } from "./price_routes.ts";
import { routingRoutes } from "./routing_routes.ts";
import type { AffiliateDeps } from "./party.ts";

/** `advertisers`, `affiliates`, `campaigns` with their goals, and `links`. */
export function campaignRoutes(deps: AffiliateDeps & GuardDeps) {
  return new Elysia({ name: "campaigns", prefix: "/api/v1" })
    .use(guard(deps, ["admin", "manager"]))
    .onAfterHandle(({ request, set }) => {
      if (request.method === "POST") set.status = 201;
    })
    .use(partyRoutes(deps))
    .use(routingRoutes(deps))
    .use(priceRoutes(deps))
    .get("/campaigns", ({ query }) =>
      listCampaigns(deps, readList(query, LIST_FILTERS.campaigns)),
    )
    .get("/campaigns/:id", ({ params }) =>
      readCampaign(deps, readId(params.id)),
    )
    .post("/campaigns", ({ body }) => createCampaign(deps, body), {
      body: CampaignBody,
    })
    .patch(
      "/campaigns/:id",
      ({ params, body }) => changeCampaign(deps, readId(params.id), body),
      { body: CampaignPatch },
    )
    .get("/campaigns/:id/goals", async ({ params, query }) => {
      checkWholeList(query);
      const { goals } = await readCampaign(deps, readId(params.id));
      return { data: goals, next_cursor: null };
    })
    .post(
      "/campaigns/:id/goals",
      ({ params, body }) => createGoal(deps, readId(params.id), body),
      { body: GoalBody },
    )
    .patch(
      "/campaigns/:id/goals/:key",
      ({ params, body }) => {
        const where = { campaign_id: readId(params.id), key: params.key };
        return changeGoal(deps, where, body);
      },
      { body: GoalPatch },
    )
    .get("/links", ({ query }) =>
      listLinks(deps, readList(query, LIST_FILTERS.links)),
    )
    .get("/links/:id", ({ params }) => readLink(deps, readId(params.id)))
    .post("/links", ({ body }) => createLink(deps, body), { body: LinkBody })
    .patch(
      "/links/:id",
      ({ params, body }) => changeLink(deps, readId(params.id), body),
      { body: LinkPatch },
    );
}

function partyRoutes(deps: AffiliateDeps) {
  return new Elysia({ name: "parties" })
    .get("/advertisers", ({ query }) =>
      listAdvertisers(deps, readList(query, LIST_FILTERS.advertisers)),
    )
    .get("/advertisers/:id", ({ params }) =>
      readAdvertiser(deps, readId(params.id)),
    )
    .post("/advertisers", ({ body }) => createAdvertiser(deps, body), {
      body: AdvertiserBody,
    })
    .patch(
      "/advertisers/:id",
      ({ params, body }) => changeAdvertiser(deps, readId(params.id), body),
      { body: Type.Partial(AdvertiserBody) },
    )
    .get("/affiliates", ({ query }) =>
      listAffiliates(deps, readList(query, LIST_FILTERS.affiliates)),
    )
    .get("/affiliates/:id", ({ params }) =>
      readAffiliate(deps, readId(params.id)),
    )
    .post("/affiliates", ({ body }) => createAffiliate(deps, body), {
      body: AffiliateBody,
    })
    .patch(
      "/affiliates/:id",
      ({ params, body }) => changeAffiliate(deps, readId(params.id), body),
      { body: Type.Partial(AffiliateBody) },
    );
}
