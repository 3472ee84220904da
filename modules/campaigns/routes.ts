import { GOAL_ROWS } from "./list_filters.ts";
import {
  readId,
  pageOfRows,
  resourceParts,
  resourceRoutes,
  checked,
} from "../http/mod.ts";
import {
  ADVERTISERS,
  AFFILIATES,
  CAMPAIGNS,
  GOALS,
  LINKS,
} from "./resources.ts";
import { Elysia } from "elysia";
import { bulkSetupRoutes } from "./bulk_routes.ts";
import { guard } from "../access/mod.ts";
import type { GuardDeps, Principal } from "../access/mod.ts";
import type { Call, ChangeCall } from "../http/mod.ts";
import {
  changeCampaign,
  createCampaign,
  deleteCampaign,
  listCampaigns,
  readCampaign,
} from "./campaign.ts";
import { changeGoal, createGoal, deleteGoal, readGoal } from "./goal.ts";
import {
  changeLink,
  createLink,
  deleteLink,
  listLinks,
  readLink,
} from "./link.ts";
import type { LinkAsker } from "./link.ts";
import { qrResponse } from "./link_qr.ts";
import {
  changeAdvertiser,
  changeAffiliate,
  createAdvertiser,
  createAffiliate,
  deleteAdvertiser,
  deleteAffiliate,
  listAdvertisers,
  listAffiliates,
  readAdvertiser,
  readAffiliate,
} from "./party.ts";
import { inZoneOf } from "./setup.ts";
import { appRoutes } from "./apps/app_routes.ts";
import { domainRoutes } from "./domains/domain_routes.ts";
import { offerRoutes } from "./offers/offer_routes.ts";
import { priceRoutes } from "./price_routes.ts";
import { capParts, routingRoutes } from "./routing_routes.ts";
import type { AffiliateDeps } from "./party.ts";

/** `advertisers`, `affiliates`, `campaigns` with their goals, and `links`. */
export function campaignRoutes(deps: AffiliateDeps & GuardDeps) {
  const campaigns = campaignParts(deps);
  const goals = goalParts(deps);
  const caps = capParts(deps);
  return new Elysia({ name: "campaign-routes", prefix: "/api/v1" })
    .use(offerRoutes(deps))
    .use(linkRoutes(deps))
    .use(
      new Elysia({ name: "campaign-views" })
        .use(guard(deps, ["admin", "manager", "advertiser"]))
        .use(campaigns.reads)
        .use(goals.reads)
        .use(caps.reads),
    )
    .use(
      new Elysia({ name: "campaign-office" })
        .use(guard(deps, ["admin", "manager"]))
        .use(campaigns.writes)
        .use(goals.writes)
        .use(caps.writes)
        .use(partyRoutes(deps))
        .use(routingRoutes(deps))
        .use(appRoutes(deps))
        .use(domainRoutes(deps))
        .use(priceRoutes(deps))
        .use(bulkSetupRoutes(deps)),
    );
}

function campaignParts(deps: AffiliateDeps) {
  return resourceParts(CAMPAIGNS, {
    list: (_, page) => listCampaigns(deps, page),
    read: ({ params }, db = deps.db) =>
      readCampaign({ ...deps, db }, readId(params.id)),
    create: ({ principal }: Call<object, Principal>, body) =>
      createCampaign(inZoneOf(deps, principal), body),
    change: (
      { params, principal, check }: ChangeCall<{ id: string }, Principal>,
      patch,
    ) =>
      changeCampaign(
        checked(inZoneOf(deps, principal), check),
        readId(params.id),
        patch,
      ),
    remove: ({ params, check }) =>
      deleteCampaign(checked(deps, check), readId(params.id)),
  });
}

function goalParts(deps: AffiliateDeps) {
  return resourceParts(GOALS, {
    list: async ({ params }, page) => {
      const { goals } = await readCampaign(deps, readId(params.id));
      return pageOfRows(GOAL_ROWS, goals, page);
    },
    read: ({ params }, db = deps.db) =>
      readGoal({ ...deps, db }, goalOf(params)),
    create: ({ params }, body) => createGoal(deps, readId(params.id), body),
    change: ({ params, check }, patch) =>
      changeGoal(checked(deps, check), goalOf(params), patch),
    remove: ({ params, check }) =>
      deleteGoal(checked(deps, check), goalOf(params)),
  });
}

/** Links, also for affiliates, who make their own. */
function linkRoutes(deps: AffiliateDeps & GuardDeps) {
  return new Elysia({ name: "links" })
    .use(guard(deps, ["admin", "manager", "affiliate"]))
    .use(
      resourceRoutes(LINKS, {
        list: (_, page) => listLinks(deps, page),
        read: ({ params }, db = deps.db) =>
          readLink({ ...deps, db }, readId(params.id)),
        create: (call: Call<object, Principal>, body) =>
          createLink(deps, body, askerOf(call)),
        change: (call: ChangeCall<{ id: string }, Principal>, patch) =>
          changeLink(
            checked(deps, call.check),
            readId(call.params.id),
            patch,
            askerOf(call),
          ),
        remove: (call: ChangeCall<{ id: string }, Principal>) =>
          deleteLink(
            checked(deps, call.check),
            readId(call.params.id),
            askerOf(call),
          ),
      }),
    )
    .get("/links/:id/qr", async ({ params }) =>
      qrResponse((await readLink(deps, readId(params.id))).url),
    );
}

function askerOf({ principal }: { principal: Principal }): LinkAsker {
  return { is_affiliate: principal.role === "affiliate" };
}

function partyRoutes(deps: AffiliateDeps) {
  return new Elysia({ name: "parties" })
    .use(
      resourceRoutes(ADVERTISERS, {
        list: (_, page) => listAdvertisers(deps, page),
        read: ({ params }, db = deps.db) =>
          readAdvertiser({ ...deps, db }, readId(params.id)),
        create: (_, body) => createAdvertiser(deps, body),
        change: ({ params, check }, patch) =>
          changeAdvertiser(checked(deps, check), readId(params.id), patch),
        remove: ({ params, check }) =>
          deleteAdvertiser(checked(deps, check), readId(params.id)),
      }),
    )
    .use(
      resourceRoutes(AFFILIATES, {
        list: (_, page) => listAffiliates(deps, page),
        read: ({ params }, db = deps.db) =>
          readAffiliate({ ...deps, db }, readId(params.id)),
        create: (_, body) => createAffiliate(deps, body),
        change: ({ params, check }, patch) =>
          changeAffiliate(checked(deps, check), readId(params.id), patch),
        remove: ({ params, check }) =>
          deleteAffiliate(checked(deps, check), readId(params.id)),
      }),
    );
}

function goalOf(params: { id: string; key: string }) {
  return { campaign_id: readId(params.id), key: params.key };
}
