import { resourceRoutes, checkWholeList, readId } from "../http/mod.ts";
import { ADVERTISERS, AFFILIATES, CAMPAIGNS, LINKS } from "./resources.ts";
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
import { GoalBody, GoalPatch } from "./model.ts";
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
    .use(
      resourceRoutes(CAMPAIGNS, {
        list: (page) => listCampaigns(deps, page),
        read: (id) => readCampaign(deps, id),
        create: (body) => createCampaign(deps, body),
        change: (id, patch) => changeCampaign(deps, id, patch),
      }),
    )
    .use(
      resourceRoutes(LINKS, {
        list: (page) => listLinks(deps, page),
        read: (id) => readLink(deps, id),
        create: (body) => createLink(deps, body),
        change: (id, patch) => changeLink(deps, id, patch),
      }),
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
    );
}

function partyRoutes(deps: AffiliateDeps) {
  return new Elysia({ name: "parties" })
    .use(
      resourceRoutes(ADVERTISERS, {
        list: (page) => listAdvertisers(deps, page),
        read: (id) => readAdvertiser(deps, id),
        create: (body) => createAdvertiser(deps, body),
        change: (id, patch) => changeAdvertiser(deps, id, patch),
      }),
    )
    .use(
      resourceRoutes(AFFILIATES, {
        list: (page) => listAffiliates(deps, page),
        read: (id) => readAffiliate(deps, id),
        create: (body) => createAffiliate(deps, body),
        change: (id, patch) => changeAffiliate(deps, id, patch),
      }),
    );
}
